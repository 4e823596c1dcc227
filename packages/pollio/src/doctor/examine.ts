// One backend: whether it is here, for this runtime, and well.

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
  /** What to do then. */
  readonly mend?: string;
  /** The addon, or what else was loaded with it, and the C library. */
  readonly libraries?: readonly string[];
}

/** Loading koffi and compiling a helper take a while on a busy machine. */
const PATIENCE_MS = 30_000;

export async function examine(name: BackendName): Promise<Examined> {
  const known = { name, package: BACKENDS[name].package, version: versionOf(BACKENDS[name].package) };
  const around = { backends: BACKENDS, order: ORDER, host: thisHost() };
  if (!orderHere(around).includes(name)) return { ...known, state: "for another runtime", reason: isFor(around, name) };
  if (entryOf(known.package) === undefined) {
    const reason = `${known.package} is not installed`;
    return { ...known, state: "not installed", reason, mend: `npm install ${known.package}` };
  }
  const tested = await selfTest(known.package);
  if (tested.ok) {
    const { loaded, cLibrary } = tested;
    const libraries = [...new Set([...loaded, ...(cLibrary === undefined ? [] : [cLibrary])])];
    return { ...known, state: "works", libraries };
  }
  return { ...known, state: "fails", reason: reasonOf(tested), mend: mendOf(tested, name) };
}

/** In a process of its own. */
export async function selfTest(specifier: string): Promise<SelfTest> {
  const end = await runScript("self-test", [specifier], PATIENCE_MS);
  const line = end.stdout.trim().split("\n").at(-1) ?? "";
  if (line.startsWith("{")) return JSON.parse(line) as SelfTest;
  const message = `its self-test ended with ${howItEnded(end)}, and said nothing${end.stderr && `:\n${end.stderr.trim()}`}`;
  return { ok: false, step: "load", code: undefined, message };
}

type Failure = Extract<SelfTest, { ok: false }>;

function reasonOf({ step, message }: Failure): string {
  return step === "load" ? message : `its self-test failed at "${step}": ${message}`;
}

function mendOf({ step, code }: Failure, name: BackendName): string {
  if (code === "EMFILE" || code === "ENFILE") return "raise the limit of descriptors (ulimit -n)";
  if (step !== "load") return `pollio conformance --backend ${name} tells more; please report it with what it says`;
  return `what the reason says, else npm install --force ${BACKENDS[name].package}; another backend is chosen with POLLIO_BACKEND`;
}
