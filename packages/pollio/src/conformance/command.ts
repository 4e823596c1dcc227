// The verb conformance.

import type { NotRun, Result, Run } from "@pollio/conformance/runner";
import { Exit, paints, print, printJson, progress, say, UsageError } from "../output.ts";
import { adapters, loadRunner, type Runner, type Wanted } from "./subjects.ts";

export interface ConformanceOptions extends Wanted {
  /** What the names of cases begin with. */
  readonly only?: readonly string[];
  readonly json?: boolean;
}

type Failed = Omit<Result, "status">;

interface Theme {
  readonly theme: string;
  readonly passed: number;
  readonly failed: readonly Failed[];
  /** Failures that the adapter expects. */
  readonly expected: readonly Failed[];
}

interface Verdict extends Omit<Theme, "theme"> {
  readonly adapter: string;
  readonly url: string;
  readonly notProvable: readonly NotRun[];
  readonly leftOut: readonly NotRun[];
  readonly themes: readonly Theme[];
}

/** The name under which what happened outside of the cases is reported. */
const OUTSIDE = "(outside the cases)";

export async function conformance({ json = false, only, ...wanted }: ConformanceOptions): Promise<number> {
  const runner = await loadRunner();
  const verdicts: Verdict[] = [];
  for (const url of adapters(wanted)) {
    const verdict = await judge(runner, url, only, json);
    if ("error" in verdict) {
      say(`${paints(process.stderr).red(verdict.error)}\n${verdict.details}`);
      if (json) printJson({ ok: false, ...verdict });
      return Exit.failed;
    }
    verdicts.push(verdict);
  }
  const ok = verdicts.every(({ failed }) => failed.length === 0);
  if (json) printJson({ ok, verdicts });
  return ok ? Exit.ok : Exit.failed;
}

/** Why an adapter could not be loaded. */
interface NotLoaded {
  readonly error: string;
  readonly details: string;
}

async function judge(
  { runSuite }: Runner,
  url: string,
  only: readonly string[] | undefined,
  json: boolean,
): Promise<Verdict | NotLoaded> {
  const themes: Theme[] = [];
  const run = await runSuite({
    adapter: url,
    ...(only && { only }),
    onListing({ adapter, cases }) {
      if (!json && cases.length > 0) print(paints(process.stdout).bold(`${adapter}, ${cases.length} cases`));
    },
    onCase: (done, total, name) => progress(`${done + 1} of ${total}: ${name} `),
    onTheme(theme, results) {
      progress("");
      themes.push({ theme, ...sorted(results) });
      if (!json) printTheme(themes.at(-1)!);
    },
  });
  progress("");
  if (run.adapter === undefined) {
    return { error: `${url} could not be loaded:`, details: run.trouble?.details ?? run.trouble?.message ?? "" };
  }
  if (run.results.length + run.notProvable.length + run.leftOut.length === 0 && run.trouble === undefined)
    throw new UsageError(`no case begins with ${only?.join(" or ")}`);
  const verdict = verdictOf(run, run.adapter, url, themes);
  if (!json) printVerdict(verdict, run);
  return verdict;
}

function verdictOf(run: Run, adapter: string, url: string, themes: readonly Theme[]): Verdict {
  const { passed, failed, expected } = sorted(run.results);
  const { notProvable, leftOut, trouble } = run;
  const outside = trouble === undefined ? [] : [{ name: OUTSIDE, ms: 0, ...trouble }];
  return { adapter, url, passed, failed: [...failed, ...outside], expected, notProvable, leftOut, themes };
}

function sorted(results: readonly Result[]): Omit<Theme, "theme"> {
  const having = (wanted: Result["status"]): Failed[] =>
    results.filter(({ status }) => status === wanted).map(({ status: _, ...rest }) => rest);
  return { passed: having("passed").length, failed: having("failed"), expected: having("expected") };
}

function printTheme({ theme, passed, failed, expected }: Theme): void {
  const { green, red, yellow } = paints(process.stdout);
  const counts = [
    failed.length === 0 ? green(`${passed} passed`) : `${passed} passed`,
    ...(failed.length > 0 ? [red(`${failed.length} failed`)] : []),
    ...(expected.length > 0 ? [yellow(`${expected.length} failed as expected`)] : []),
  ];
  print(`  ${theme.padEnd(14)} ${counts.join(", ")}`);
  failed.forEach(printFailed);
}

/** The details begin with the message, unless it is about a process that ended. */
function printFailed({ name, message = "", details = "", expected, actual }: Failed): void {
  const { red } = paints(process.stdout);
  const indented = (text: string) => text.replaceAll("\n", "\n      ");
  print(`    ${red(name)}: ${indented(details.includes(message) ? details : `${message}\n${details}`.trimEnd())}`);
  for (const [what, value] of Object.entries({ expected, actual })) {
    if (value !== undefined) print(`      ${what}: ${indented(value)}`);
  }
}

function printVerdict({ passed, failed, expected, notProvable, leftOut }: Verdict, { trouble }: Run): void {
  const { yellow } = paints(process.stdout);
  if (trouble !== undefined) printFailed({ name: OUTSIDE, ms: 0, ...trouble });
  for (const { name, reason } of expected) print(yellow(`  failed as expected: ${name}: ${reason}`));
  for (const { name, reason } of notProvable) print(yellow(`  not provable: ${name}: ${reason}`));
  for (const { name, reason } of leftOut) print(yellow(`  left out: ${name}: ${reason}`));
  const counts = [`${passed} passed`, `${failed.length} failed`, `${notProvable.length} not provable`];
  if (expected.length > 0) counts.splice(2, 0, `${expected.length} failed as expected`);
  if (leftOut.length > 0) counts.push(`${leftOut.length} left out`);
  print(counts.join(", "));
}
