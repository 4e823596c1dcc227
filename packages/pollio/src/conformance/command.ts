// The verb conformance.

import { howItEnded, runScript } from "../child.ts";
import { Exit, paints, print, printJson, progress, say, UsageError } from "../output.ts";
import { type Failed, runGroup, type Subject } from "./group.ts";
import { decodeMessage, type Listing, type Registered } from "./protocol.ts";
import { subjects, type Wanted } from "./subjects.ts";

export interface ConformanceOptions extends Wanted {
  /** What the names of cases begin with. */
  readonly only?: readonly string[];
  readonly json?: boolean;
}

interface Theme {
  readonly theme: string;
  readonly passed: number;
  readonly failed: readonly Failed[];
}

interface Verdict {
  readonly adapter: string;
  readonly url: string;
  readonly passed: number;
  readonly failed: readonly Failed[];
  readonly notProvable: Listing["notProvable"];
  readonly themes: readonly Theme[];
}

/** From the start of a process to the list of its cases. */
const PATIENCE_MS = 60_000;

export async function conformance({ json = false, only, ...wanted }: ConformanceOptions): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const subject of subjects(wanted)) {
    const listing = await list(subject);
    if (listing === undefined) return Exit.failed;
    verdicts.push(await judge(subject, listing, only, json));
  }
  if (json) printJson({ ok: verdicts.every(isWell), verdicts });
  return verdicts.every(isWell) ? Exit.ok : Exit.failed;
}

function isWell({ failed }: Verdict): boolean {
  return failed.length === 0;
}

/** The cases, from a process that loads the adapter; says why when it cannot. */
async function list({ suiteUrl, adapterUrl }: Subject): Promise<Listing | undefined> {
  const end = await runScript("cases", [suiteUrl, adapterUrl], PATIENCE_MS);
  for (const line of end.stdout.split("\n")) {
    const message = decodeMessage(line);
    if (message?.is === "listing") return message.listing;
  }
  say(paints(process.stderr).red(`${adapterUrl} could not be loaded (${howItEnded(end)}):`));
  say(end.stderr.trim());
  return undefined;
}

async function judge(
  subject: Subject,
  listing: Listing,
  only: readonly string[] = [""],
  json: boolean,
): Promise<Verdict> {
  const cases = listing.cases.filter(({ name }) => only.some((start) => name.startsWith(start)));
  if (cases.length === 0) throw new UsageError(`no case begins with ${only.join(" or ")}`);
  if (!json) print(paints(process.stdout).bold(`${listing.adapter}, ${cases.length} cases`));
  const themes: Theme[] = [];
  for (const [theme, group] of byTheme(cases)) {
    progress(`${theme} `);
    const { passed, failed } = await runGroup(subject, theme, group);
    progress("");
    themes.push({ theme, passed: passed.length, failed });
    if (!json) printTheme(themes.at(-1)!);
  }
  const verdict: Verdict = {
    adapter: listing.adapter,
    url: subject.adapterUrl,
    passed: themes.reduce((sum, { passed }) => sum + passed, 0),
    failed: themes.flatMap(({ failed }) => failed),
    notProvable: listing.notProvable.filter(({ name }) => only.some((start) => name.startsWith(start))),
    themes,
  };
  if (!json) printVerdict(verdict);
  return verdict;
}

/** A case's theme is what its name begins with. */
function byTheme(cases: readonly Registered[]): Map<string, Registered[]> {
  const groups = new Map<string, Registered[]>();
  for (const each of cases) {
    const theme = each.name.split(".", 1)[0]!;
    groups.set(theme, [...(groups.get(theme) ?? []), each]);
  }
  return groups;
}

function printTheme({ theme, passed, failed }: Theme): void {
  const { green, red } = paints(process.stdout);
  const verdict =
    failed.length === 0 ? green(`${passed} passed`) : `${passed} passed, ${red(`${failed.length} failed`)}`;
  print(`  ${theme.padEnd(14)} ${verdict}`);
  for (const { name, message } of failed) print(`    ${red(name)}: ${message.replaceAll("\n", "\n      ")}`);
}

function printVerdict({ passed, failed, notProvable }: Verdict): void {
  const { yellow } = paints(process.stdout);
  for (const { name, reason } of notProvable) print(yellow(`  not provable: ${name}: ${reason}`));
  print(`${passed} passed, ${failed.length} failed, ${notProvable.length} not provable`);
}
