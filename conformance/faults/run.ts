// Tries faults on each backend, in a process of its own under the injector and in the backend's runtime. A process that ends or hangs is
// one finding; another goes on with the next fault.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { BACKENDS } from "../../tools/lib/backends.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { mustRun, which } from "../../tools/lib/run.ts";
import { ensureRuntime, launcher, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import { isUpToDate, writeStamp } from "../../tools/lib/stamp.ts";
import type { Subject } from "../model/backends.ts";
import { number, type Recorded, sum } from "../reliability/record.ts";
import type { Options } from "./child.ts";
import { ARMABLE, header, SYSCALLS } from "./syscalls.ts";
import type { Tried, Wrong } from "./trial.ts";

export type Extent = Partial<Pick<Options, "all" | "only" | "seed" | "isEnough">> & {
  /** Whether another thread takes the events of every poller. */
  readonly takes?: boolean;
  /** Milliseconds without another fault after which a process counts as hung. */
  readonly hangMs?: number;
};

export interface Result {
  readonly backend: string;
  readonly runtime: string;
  readonly takes: boolean;
  readonly faults: number;
  readonly wrong: readonly Wrong[];
  readonly seconds: number;
}

/** Each backend, as its users have it. */
export const SUBJECTS: readonly Subject[] = BACKENDS.map(({ name, runtime }) => ({
  name,
  runtime,
  adapter: `@pollio/${name}/adapter`,
}));

const FOLDER = inRoot("build/faults");
const SOURCE = inRoot("conformance/faults/injector.c");
/** Longer than any promise is waited for. */
const HANG_MS = 15_000;
/** Processes that end are followed by others, so many times. */
const MOST_ENDS = 20;

/** Compiles the injector; throws a Failure without a C compiler. */
export async function buildInjector(): Promise<string> {
  const program = join(FOLDER, "injector");
  const text = readFileSync(SOURCE, "utf8") + header();
  if (existsSync(program) && isUpToDate(`${program}.stamp`, text)) return program;
  if (which("cc") === undefined) throw new Failure("there is no C compiler (cc); fix: apt-get install gcc");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "syscalls.h"), header());
  await mustRun("cc", ["-O2", "-Wall", "-Wextra", `-DARMABLE=${ARMABLE}`, `-I${FOLDER}`, "-o", program, SOURCE]);
  writeStamp(`${program}.stamp`, text);
  return program;
}

export async function tryFaults(subject: Subject, extent: Extent = {}): Promise<Result> {
  await ensureRuntime(subject.runtime);
  const begin = Date.now();
  const all: Tried = { faults: 0, passed: 0, wrong: [] };
  for (let ends = 0; ; ends++) {
    const { tried, end } = await runOnce(subject, extent, all.passed);
    all.faults += tried.faults;
    all.passed = tried.passed;
    all.wrong.push(...tried.wrong);
    if (end === undefined) break;
    all.faults++;
    all.wrong.push(end);
    if (ends === MOST_ENDS || extent.isEnough) break;
  }
  const { name: backend, runtime } = subject;
  const seconds = (Date.now() - begin) / 1000;
  return { backend, runtime, takes: extent.takes === true, faults: all.faults, wrong: all.wrong, seconds };
}

/** The names of all system calls that operations make on their own thread, and the numbers of those that NAMES does not have. */
export async function recordCalls(subject: Subject): Promise<readonly string[]> {
  await ensureRuntime(subject.runtime);
  const progress = progressOf(subject);
  await start(subject, ["--all"], { progress, records: true });
  const last = readFileSync(progress, "utf8").trimEnd().split("\n").at(-1)!;
  return (JSON.parse(last) as { names: string[] }).names;
}

function progressOf({ name }: Subject): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name.replace(/\W+/g, "-")}-${process.pid}.jsonl`);
  writeFileSync(file, "");
  return file;
}

/** Starts a process under the injector. */
async function start(
  { runtime, adapter }: Subject,
  flags: readonly string[],
  options: Partial<Options> & Pick<Options, "progress">,
  env: Readonly<Record<string, string>> = {},
  hangMs = HANG_MS,
) {
  const injector = await buildInjector();
  const { command, args } = launcher(runtime)!;
  const all: Options = { adapter, passed: 0, all: false, only: "", ...options };
  const own = [command, ...args, inRoot("conformance/faults/child.ts"), JSON.stringify(all)];
  const child = execa(injector, [...flags, ...own], {
    cwd: inRoot(),
    env: { ...RUNTIME_ENV, ...env },
    stdin: "ignore",
    all: true,
    reject: false,
  });
  let isHung = false;
  const watchdog = setInterval(() => {
    if (Date.now() - statSync(options.progress).mtimeMs < hangMs) return;
    isHung = true;
    // The injector's end is the end of everything that it traces.
    child.kill("SIGKILL");
  }, 500);
  const { exitCode, signal, all: output } = await child;
  clearInterval(watchdog);
  return { how: isHung ? `nothing for ${hangMs / 1000} s` : `the process ended (${signal ?? exitCode})`, output };
}

/** What a process tried, and how it ended if it ended too early. */
async function runOnce(subject: Subject, { takes = false, hangMs, ...extent }: Extent, passed: number) {
  const progress = progressOf(subject);
  const env = takes ? { POLLIO_TEST_TAKE_ALWAYS: "1" } : {};
  const { how, output = "" } = await start(subject, [], { ...extent, progress, passed }, env, hangMs);
  const { tried, last, isDone } = readProgress(progress, passed);
  if (isDone) return { tried, end: undefined };
  if (last === "") throw new Failure(`${how} before the first fault:\n${output}`);
  const message = `${how}: ${output.trim().split("\n").slice(0, 5).join(" | ").slice(0, 500)}`;
  return { tried, end: { fault: last, kind: "end", message } satisfies Wrong };
}

/** A line for each fault before it is armed, its findings, and a last one. */
function readProgress(file: string, passed: number) {
  const tried: Tried = { faults: 0, passed, wrong: [] };
  let last = "";
  let isDone = false;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "" || !line.endsWith("}")) continue;
    const entry = JSON.parse(line) as { fault?: string; count?: number; hit?: true; wrong?: Wrong; done?: true };
    if (entry.count !== undefined) tried.passed = entry.count;
    if (entry.fault !== undefined) last = entry.fault;
    if (entry.hit) tried.faults++;
    if (entry.wrong !== undefined) tried.wrong.push(entry.wrong);
    isDone ||= entry.done === true;
  }
  return { tried, last, isDone };
}

/** Lines for a person: what is wrong with which fault. */
export function report({ backend, runtime, takes, wrong }: Result): string {
  const where = `${backend} in ${runtime}${takes ? ", another thread takes the events" : ""}`;
  return wrong.map(({ fault, kind, message }) => `${where}: ${fault}: ${kind}: ${message}`).join("\n");
}

/** For docs/reliability.md. */
export function recordedOf(results: readonly Result[]): Recorded {
  const wrong = results.flatMap((result) => result.wrong);
  const count = (...kinds: readonly Wrong["kind"][]) => wrong.filter(({ kind }) => kinds.includes(kind)).length;
  const backends = [...new Set(results.map(({ backend }) => backend))];
  return {
    tried: `${number(sum(results, ({ faults }) => faults))} faults of ${Object.keys(SYSCALLS).length} system calls, with ${backends.join(", ")}`,
    came:
      `${count("outcome", "silence", "late")} wrong or missing errors, ${count("descriptors")} descriptors left, ` +
      `${count("poller")} pollers broken, ${count("end")} processes ended`,
  };
}
