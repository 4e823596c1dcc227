// Examines one backend: whether it is installed, for this runtime, and works.

import { BACKENDS, type BackendName, ORDER } from "../backends.ts";
import { howItEnded, runScript } from "../child.ts";
import { thisHost } from "../host.ts";
import { entryOf, versionOf } from "../installed.ts";
import { isFor, orderHere } from "../trial.ts";
import type { SelfTest } from "./self-test-report.ts";

export interface Examined {
  readonly name: string;
  readonly package: string;
  readonly version: string | undefined;
  readonly state: "works" | "fails" | "not installed" | "for another runtime";
  /** Why it does not work. */
  readonly reason?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The libraries loaded with it, such as the addon, and the C library. */
  readonly libraries?: readonly string[];
}

/** Loading koffi and compiling a helper can take a while on a busy machine. */
const PATIENCE_MS = 30_000;

export async function examine(name: BackendName): Promise<Examined> {
  const known = { name, package: BACKENDS[name].package, version: versionOf(BACKENDS[name].package) };
  const around = { backends: BACKENDS, order: ORDER, host: thisHost() };
  if (!orderHere(around).includes(name)) return { ...known, state: "for another runtime", reason: isFor(around, name) };
  if (entryOf(known.package) === undefined) {
    const reason = `${known.package} is not installed`;
    return { ...known, state: "not installed", reason, fix: `npm install ${known.package}` };
  }
  const tested = await selfTest(known.package);
  if (tested.ok) {
    const { loaded, cLibrary } = tested;
    const libraries = [...new Set([...loaded, ...(cLibrary === undefined ? [] : [cLibrary])])];
    return { ...known, state: "works", libraries };
  }
  return { ...known, state: "fails", reason: reasonOf(tested), fix: fixOf(tested, name) };
}

/** In a process of its own. */
export async function selfTest(specifier: string): Promise<SelfTest> {
  const end = await runScript("self-test", [specifier], PATIENCE_MS);
  const line = end.stdout.trim().split("\n").at(-1) ?? "";
  if (line.startsWith("{")) return JSON.parse(line) as SelfTest;
  const message = `its self-test ended with ${howItEnded(end)} and reported nothing${end.stderr && `:\n${end.stderr.trim()}`}`;
  return { ok: false, step: "load", code: undefined, message };
}

type Failure = Extract<SelfTest, { ok: false }>;

function reasonOf({ step, message }: Failure): string {
  return step === "load" ? message : `its self-test failed at "${step}": ${message}`;
}

function fixOf({ step, code }: Failure, name: BackendName): string {
  if (code === "EMFILE" || code === "ENFILE") return "raise the limit of open descriptors (ulimit -n)";
  if (step !== "load") return `run \`pollio conformance --backend ${name}\`, and report what it prints`;
  return `npm install --force ${BACKENDS[name].package}, or choose another backend with POLLIO_BACKEND`;
}
