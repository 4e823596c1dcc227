// Tries faults on operations, one after the other, in one process.

import { setTimeout as sleep } from "node:timers/promises";
import type { BackendModule, Poller } from "../src/adapter.ts";
import { type Case, cases } from "./cases.ts";
import { Injector } from "./control.ts";
import { openedSince, openNumbers } from "./descriptors.ts";
import { type Operation, type Prepared, type Subject, WAIT_MS } from "./operation.ts";
import { Proof } from "./proof.ts";

/** Which faults are tried, and who is told. */
export interface Plan {
  /** The first call alone, once; or also a second and the last call, and three failures in a row. */
  readonly all: boolean;
  order<Thing>(things: readonly Thing[]): readonly Thing[];
  /** Called with each fault before it is armed; whether to try it. */
  begins(fault: string): boolean;
  /** A call has failed. */
  hit(): void;
  wrong(wrong: Wrong): void;
}

/** What is wrong with a fault. */
export interface Wrong {
  readonly fault: string;
  /** The wrong error or result; none at all; descriptors that stay open; a poller that does not work; the process's end. */
  readonly kind: "outcome" | "silence" | "late" | "descriptors" | "poller" | "end";
  readonly message: string;
}

/** What was tried so far. */
export interface Tried {
  faults: number;
  /** With those that struck no call. */
  passed: number;
  readonly wrong: Wrong[];
}

/** Milliseconds after which a promise counts as forgotten. */
const PATIENCE_MS = 3_000;

/** Milliseconds after which descriptors count as left open. */
const SETTLE_MS = 1_000;

/** Milliseconds in which nothing must come of what is not kept. */
const SILENCE_MS = 100;

type Outcome = { readonly value: unknown } | { readonly error: unknown } | "silence";

export class Trial {
  readonly #subject: Subject;
  readonly #injector: Injector;
  readonly #proof: Proof;
  readonly #plan: Plan;
  /** Uncaught exceptions that came while nothing was waited for. */
  readonly #stray: unknown[] = [];
  #onUncaught: ((error: unknown) => void) | undefined;

  constructor(subject: Subject, plan: Plan) {
    this.#subject = subject;
    this.#injector = new Injector(subject.module);
    this.#proof = new Proof(subject.module);
    this.#plan = plan;
    process.on("uncaughtException", (error) => {
      if (this.#onUncaught === undefined) this.#stray.push(error);
      else this.#onUncaught(error);
    });
  }

  /** The names of the calls of an operation, which no fault is tried on. */
  async record(operation: Operation): Promise<readonly string[]> {
    const { calls } = await this.#clean(operation.prepare(this.#subject));
    return calls.map(({ name }) => name);
  }

  async run(operation: Operation): Promise<void> {
    const prepared = operation.prepare(this.#subject);
    // The runtime opens some things at their first use.
    await this.#works(prepared.poller);
    for (let warming = 0; warming < 2; warming++) await this.#clean(prepared);
    const { outcome, calls, left } = await this.#clean(prepared);
    if (outcome === "silence" || "error" in outcome) {
      throw new Error(`${operation.name} does not work without a fault: ${told(outcome)}`);
    }
    const all = [...cases(operation.name, prepared, calls, this.#subject.module, this.#plan.all)];
    for (const one of this.#plan.order(all)) {
      if (this.#plan.begins(one.text)) await this.#try(prepared, one, outcome, left);
    }
  }

  /** The proof of the poller that the fault was in, or of a new one. */
  async #works(poller: Poller | undefined): Promise<string | undefined> {
    if (poller !== undefined) return this.#proof.of(poller);
    const made = new this.#subject.module.OsPoller({ maxEvents: 8 });
    const broken = await this.#proof.of(made);
    made.close();
    return broken;
  }

  /** Without a fault: what comes of it, what it calls, and what stays open. */
  async #clean(prepared: Prepared) {
    const before = openNumbers();
    await prepared.begin?.();
    const { result, calls } = this.#injector.recorded(() => attempted(prepared));
    const outcome = await this.#settled(result);
    await prepared.end?.();
    return { outcome, calls, left: Math.max(0, openNumbers().size - before.size) };
  }

  /** What comes of it in the end, if it was a promise, or an uncaught exception before that. */
  async #settled(begun: ReturnType<typeof attempt>, patienceMs = PATIENCE_MS): Promise<Outcome> {
    if ("error" in begun || !(begun.value instanceof Promise)) return begun;
    let timer: ReturnType<typeof setTimeout>;
    const other = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve("silence"), patienceMs);
      this.#onUncaught = (error) => resolve({ error });
    });
    const outcome = begun.value.then(
      (value): Outcome => ({ value }),
      (error): Outcome => ({ error }),
    );
    const first = await Promise.race([outcome, other]);
    clearTimeout(timer!);
    this.#onUncaught = undefined;
    return first;
  }

  async #try(prepared: Prepared, one: Case, clean: Outcome, cleanLeft: number): Promise<void> {
    const before = openNumbers();
    await prepared.begin?.();
    const fd = one.fd?.();
    this.#injector.arm({ ...one.fault, ...(fd !== undefined && { fd }) });
    const begun = attempted(prepared);
    if (!one.stays) this.#injector.disarm();
    const start = performance.now();
    const outcome = await this.#settled(begun, one.expected === "silence" ? SILENCE_MS : PATIENCE_MS);
    const took = outcome === "silence" ? 0 : performance.now() - start;
    const { hits, again } = this.#injector;
    this.#injector.disarm();
    const ending = await this.#settled(attempt(() => prepared.end?.()));
    const note = (kind: Wrong["kind"], message: string): void => this.#plan.wrong({ fault: one.text, kind, message });
    // Also where no call failed: what an earlier fault has left behind.
    if (took >= WAIT_MS) note("late", `after ${took.toFixed()} ms, when the time of the wait was over`);
    if (hits === 0) return;
    this.#plan.hit();
    if (one.isFinal && again > 0) note("outcome", "it was called again");
    const wrong = differing(one, outcome, clean, this.#subject.module);
    if (wrong !== undefined) note(outcome === "silence" ? "silence" : "outcome", wrong);
    if (ending === "silence" || "error" in ending) note("outcome", `afterwards ${told(ending)}`);
    const left = await leftOpen(before, cleanLeft + one.leaves);
    if (left !== undefined) note("descriptors", left);
    const broken = await this.#works(prepared.poller);
    if (broken !== undefined) note("poller", broken);
    for (const error of this.#stray.splice(0)) note("outcome", `uncaught ${told({ error })}`);
  }
}

/** What stays open, above so many; undefined if nothing does. A worker takes its time to end. */
async function leftOpen(before: ReadonlySet<number>, allowed: number): Promise<string | undefined> {
  const count = (): number => openNumbers().size - before.size - allowed;
  for (const end = Date.now() + SETTLE_MS; count() > 0; ) {
    const text = [...openedSince(before)].map(([fd, what]) => `${fd} → ${what}`).join(", ");
    if (Date.now() > end) return `${count()} left: ${text}`;
    await sleep(5);
  }
  return undefined;
}

function attempt(act: () => unknown): { readonly value: unknown } | { readonly error: unknown } {
  try {
    return { value: act() };
  } catch (error) {
    return { error };
  }
}

const attempted = (prepared: Prepared) => attempt(() => prepared.act());

/** How the outcome differs from what must come of the fault; undefined if it does not. */
function differing({ expected }: Case, outcome: Outcome, clean: Outcome, { errno }: BackendModule): string | undefined {
  const wanted = (typeof expected === "object" && "either" in expected ? expected.either : [expected]).map((one) => {
    if (one === "silence") return told(one);
    if (one === "as ever") return told(clean);
    if ("returns" in one) return told({ value: one.returns });
    return `PollerError ${one.throws} ${one.syscall && -errno[one.throws]!} ${one.syscall}`;
  });
  const got = told(outcome);
  return wanted.includes(got) ? undefined : `expected ${wanted.join(" or ")}, got ${got}`;
}

function told(outcome: Outcome): string {
  if (outcome === "silence") return "silence";
  if ("value" in outcome) return JSON.stringify(outcome.value) ?? "undefined";
  const error = outcome.error as Error & { code?: string; errno?: number; syscall?: string };
  if (error?.name !== "PollerError") return String(error);
  return `PollerError ${error.code} ${error.errno} ${error.syscall}`;
}
