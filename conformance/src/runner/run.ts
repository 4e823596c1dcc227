// Runs the suite in processes of their own, and goes on in another one after a case that ended its process.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Listed, passesThoughListed, reasonFor } from "../declared.ts";
import type { NotRun } from "../suite.ts";
import type { Failure } from "./failure.ts";
import { type Listing, type Message, type Order, themeOf } from "./messages.ts";
import { type End, RunnerProcess } from "./runner-process.ts";

/** What is run, in which runtime, and how patiently. */
export interface RunOptions {
  /** The module that exports `adapter`: a URL, or a specifier that this package can import, such as `@pollio/koffi/adapter`. */
  readonly adapter: string;
  /** What the names of the cases begin with; default: all cases. */
  readonly only?: readonly string[];
  /** Cases that are expected to fail, besides those of the adapter. One that passes has failed. */
  readonly expectedFailures?: readonly Listed[];
  /** `theme`, the default: a process for each theme. `crash`: one process, and a new one only after a case that ended it. */
  readonly isolation?: "theme" | "crash";
  /** The runtime; default: the one that runs this. */
  readonly command?: string;
  /** The runtime's own arguments. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the cases start processes of their own with, where the runtime's own idea of it is wrong: under an emulator. */
  readonly execPath?: string;
  /** Folder of the @pollio/conformance whose suite is run; default: this one. */
  readonly packageFolder?: string;
  /** Multiplies every limit but `limitMs`, for a runtime that is emulated or a machine that is busy; default 1. */
  readonly slowdown?: number;
  /** How long a case waits for what must come; see `suite`. */
  readonly patienceMs?: number;
  /** How long a process may say nothing before its first case and between cases; default 60,000. */
  readonly silenceMs?: number;
  /** How much longer than its own limit a case may block its thread before its process is killed; default 3,000. */
  readonly graceMs?: number;
  /** For the whole run; default: none. The case under way fails, and those after it do not run. */
  readonly limitMs?: number;
  /** Called once, before the first case. */
  onListing?(listing: Listing): void;
  /** Called before each case. */
  onCase?(done: number, total: number, name: string): void;
  /** Called when all cases of a theme have run; with `isolation: "theme"` only. */
  onTheme?(theme: string, results: readonly Result[]): void;
}

/** One case that ran. */
export interface Result extends Partial<Failure> {
  readonly name: string;
  /** `expected` is a failure that is listed. */
  readonly status: "passed" | "failed" | "expected";
  readonly ms: number;
  /** Why it was expected to fail. */
  readonly reason?: string;
}

/** What a run gave. */
export interface Run {
  /** What the adapter calls itself; absent when no process came so far. */
  readonly adapter?: string;
  /** "node 20.20.2 arm64", or empty when no process came so far. */
  readonly runtime: string;
  readonly results: readonly Result[];
  readonly notProvable: readonly NotRun[];
  readonly leftOut: readonly NotRun[];
  /** What went wrong outside of a case; not every case has run then. */
  readonly trouble?: Failure;
  readonly seconds: number;
}

const SILENCE_MS = 60_000;
const GRACE_MS = 3_000;

export async function runSuite(options: RunOptions): Promise<Run> {
  const session = new Session(options);
  while (await session.runProcess());
  return session.outcome();
}

class Session {
  readonly #options: RunOptions;
  readonly #start = performance.now();
  readonly #results: Result[] = [];
  #listing: Listing | undefined;
  #trouble: Failure | undefined;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Returns whether another process has something to do. */
  async runProcess(): Promise<boolean> {
    const { command = process.execPath, args = [], env = process.env, onTheme } = this.#options;
    const before = this.#results.length;
    const timeLeft = this.#timeLeft();
    const heard: { running?: { readonly name: string; readonly start: number }; finished: boolean } = {
      finished: false,
    };
    const hear = (message: Message): void => {
      if (message.is === "listing") this.#hearListing(message.listing);
      else if (message.is === "begin") {
        heard.running = { name: message.name, start: performance.now() };
        this.#options.onCase?.(this.#results.length, this.#listing!.cases.length, message.name);
      } else if (message.is === "end") {
        delete heard.running;
        this.#add(message.name, message.ms, message.failure);
      } else heard.finished = true;
    };
    const child = new RunnerProcess(command, [...args, this.#script(), JSON.stringify(this.#order())], env);
    const end = await child.run({ ...this.#limits(), limitMs: timeLeft }, hear);
    if (heard.running !== undefined) {
      const { name, start } = heard.running;
      this.#add(name, Math.round(performance.now() - start), failureOfEnd(end));
    } else if (!heard.finished) {
      // A process that ends before its first case would do so for ever.
      const last = this.#results.length > before ? this.#results.at(-1) : undefined;
      const where = last === undefined ? "no case was started" : `after ${last.name}`;
      this.#trouble = { ...failureOfEnd(end), message: `${where}: ${end.how}` };
      return false;
    }
    const ran = this.#results.at(-1);
    if (ran !== undefined && this.#results.length > before) {
      const theme = themeOf(ran.name);
      const isDone = !this.#left().some((name) => themeOf(name) === theme);
      if (isDone)
        onTheme?.(
          theme,
          this.#results.filter(({ name }) => themeOf(name) === theme),
        );
    }
    if (this.#left().length === 0) return false;
    if (this.#timeLeft() > 0) return true;
    this.#trouble = { message: "the time limit of the run was reached: the remaining cases did not run" };
    return false;
  }

  outcome(): Run {
    const { adapter, runtime = "", notProvable = [], leftOut = [] } = this.#listing ?? {};
    return {
      ...(adapter !== undefined && { adapter }),
      runtime,
      results: this.#results,
      notProvable,
      leftOut,
      ...(this.#trouble && { trouble: this.#trouble }),
      seconds: (performance.now() - this.#start) / 1000,
    };
  }

  #hearListing(listing: Listing): void {
    if (this.#listing !== undefined) return; // another process of this run
    this.#listing = listing;
    this.#options.onListing?.(listing);
  }

  /** A listed failure is expected, and a listed case that passes has failed. */
  #add(name: string, ms: number, failure: Failure | undefined): void {
    const { expectedFailures = [] } = this.#options;
    const reason = reasonFor([...expectedFailures, ...this.#adaptersExpected()], name);
    if (reason === undefined) this.#results.push({ name, status: failure ? "failed" : "passed", ms, ...failure });
    else if (failure) this.#results.push({ name, status: "expected", ms, ...failure, reason });
    else this.#results.push({ name, status: "failed", ms, message: passesThoughListed(reason) });
  }

  #order(): Order {
    const { adapter, only, isolation = "theme", patienceMs, slowdown = 1, execPath } = this.#options;
    return {
      adapter,
      ...(only && { only }),
      done: this.#results.map(({ name }) => name),
      oneTheme: isolation === "theme",
      ...(patienceMs !== undefined && { patienceMs }),
      slowdown,
      ...(execPath !== undefined && { execPath }),
    };
  }

  #limits() {
    const { slowdown = 1, silenceMs = SILENCE_MS, graceMs = GRACE_MS } = this.#options;
    return { silenceMs: silenceMs * slowdown, graceMs: graceMs * slowdown };
  }

  #timeLeft(): number {
    return (this.#options.limitMs ?? Number.POSITIVE_INFINITY) - (performance.now() - this.#start);
  }

  #left(): readonly string[] {
    const done = new Set(this.#results.map(({ name }) => name));
    return (this.#listing?.cases ?? []).filter((name) => !done.has(name));
  }

  #adaptersExpected(): readonly Listed[] {
    return (this.#listing?.expectedFailures ?? []).map(({ name, reason }) => ({ case: name, reason }));
  }

  #script(): string {
    const { packageFolder } = this.#options;
    return packageFolder === undefined
      ? fileURLToPath(new URL("./child.js", import.meta.url))
      : join(packageFolder, "dist", "runner", "child.js");
  }
}

function failureOfEnd({ how, stderr }: End): Failure {
  return { message: how, ...(stderr !== "" && { details: stderr }) };
}
