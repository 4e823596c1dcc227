// The verb doctor.

import { BACKENDS, type BackendName } from "../backends.ts";
import { runtimeText, thisHost } from "../host.ts";
import { Exit, paints, print, printJson, progress } from "../output.ts";
import { type Examined, examine, selfTest } from "./examine.ts";
import { type SystemFacts, systemFacts } from "./system.ts";

export interface Diagnosis {
  /** Whether `import "pollio"` chooses a backend that works. */
  readonly ok: boolean;
  readonly version: string;
  readonly runtime: { readonly name: string; readonly version: string; readonly executable: string };
  readonly system: SystemFacts;
  /** POLLIO_BACKEND, if it is set. */
  readonly asked: string | undefined;
  /** The backend that `import "pollio"` chooses, or why there is none. */
  readonly chosen: { readonly name: string } | { readonly reason: string };
  readonly backends: readonly Examined[];
}

export async function doctor({ json = false, version }: { json?: boolean; version: string }): Promise<number> {
  const diagnosis = await diagnose(version);
  if (json) printJson(diagnosis);
  else print(describe(diagnosis).join("\n"));
  return diagnosis.ok ? Exit.ok : Exit.failed;
}

async function diagnose(version: string): Promise<Diagnosis> {
  const { runtime: name, version: runtimeVersion } = thisHost();
  const backends: Examined[] = [];
  for (const backend of Object.keys(BACKENDS) as BackendName[]) {
    progress(`examining ${backend} `);
    backends.push(await examine(backend));
  }
  // Ask the facade what it chooses: a copy of its rule could differ.
  const tested = await selfTest("pollio");
  progress("");
  return {
    ok: tested.ok,
    version,
    runtime: { name, version: runtimeVersion, executable: process.execPath },
    system: await systemFacts(),
    asked: process.env.POLLIO_BACKEND || undefined,
    chosen: tested.ok ? { name: tested.name } : { reason: tested.message },
    backends,
  };
}

function describe({ ok, version, system, asked, chosen, backends }: Diagnosis): string[] {
  const { bold, green, red } = paints(process.stdout);
  const verdict = "name" in chosen ? green(`uses ${chosen.name}`) : red("has no working backend");
  const why = asked === undefined ? "POLLIO_BACKEND is not set" : `POLLIO_BACKEND is ${JSON.stringify(asked)}`;
  return [
    `${bold(`pollio ${version}`)} ${verdict} (${why})`,
    `${runtimeText(thisHost())}, ${process.execPath}`,
    [`${system.platform} ${system.release} on ${system.arch}`, system.libc].filter(Boolean).join(", "),
    ...limits(system),
    "",
    ...backends.flatMap(backendLines),
    ...(ok || "name" in chosen ? [] : ["", red(chosen.reason)]),
    "",
    conclusion(ok, backends),
  ];
}

function conclusion(ok: boolean, backends: readonly Examined[]): string {
  const { green, red, yellow } = paints(process.stdout);
  // The order is that in which they are tried.
  const fix = backends.find((backend) => backend.fix !== undefined)?.fix;
  if (!ok) return red(`pollio does not work here: the reasons are above${fix === undefined ? "." : `; fix: ${fix}`}`);
  const failing = backends.filter(({ state }) => state === "fails").map(({ name }) => name);
  if (failing.length === 0) return green("All is well.");
  return yellow(`pollio works here, but not with ${failing.join(" and ")}: the reasons are above.`);
}

function limits({ limits: { descriptors, epollWatches } }: SystemFacts): string[] {
  const open =
    descriptors === undefined
      ? "limit of open descriptors: unknown, because there is no shell"
      : `limit of open descriptors: ${descriptors.soft}, which can be raised to ${descriptors.hard}`;
  const watches = `limit of epoll registrations for each user: ${epollWatches?.toLocaleString("en")}`;
  return epollWatches === undefined ? [open] : [open, watches];
}

function backendLines({ name, package: from, version, state, reason, fix, libraries = [] }: Examined): string[] {
  const { bold, dim, green, red, yellow } = paints(process.stdout);
  if (state === "for another runtime") return [`${bold(name.padEnd(10))}  ${dim(reason!)}`];
  const paint = { works: green, fails: red, "not installed": yellow }[state];
  const indented = (text: string) => text.split("\n").map((line) => `            ${line}`);
  const head = `${bold(name.padEnd(10))}  ${paint(state)}${version === undefined ? "" : dim(`  ${from} ${version}`)}`;
  const rest = [...libraries, ...(reason ? [reason] : []), ...(fix ? [`fix: ${fix}`] : [])];
  return [head, ...rest.flatMap(indented)];
}
