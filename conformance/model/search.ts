// Searches for a sequence that the model does not allow, shrinks it and reports it.

import { readdirSync } from "node:fs";
import fc from "fast-check";
import type { BackendModule } from "../src/adapter.ts";
import { Performer } from "./performer.ts";
import { type Sequence, sequences } from "./sequences.ts";

export interface Found {
  /** What was wrong. */
  readonly message: string;
  /** The least sequence that shows it, as data and as code. */
  readonly sequence: Sequence;
  readonly code: string;
  /** How many sequences ran before the first that failed, and after how many milliseconds, of the processor's time and of a clock's. */
  readonly after: number;
  readonly cpuMs: number;
  readonly ms: number;
}

export interface Measure {
  /** Sequences. */
  readonly count: number;
  readonly seed: number;
  /** After which it stops; Infinity for never. */
  readonly seconds: number;
  /** Whether a sequence that fails is shrunk, which takes seconds. */
  readonly shrinks: boolean;
}

export interface Searched {
  readonly ran: number;
  readonly seed: number;
  readonly found: Found | undefined;
}

/** Milliseconds that are spent on shrinking. */
const SHRINKING = 20_000;

/** Runs one sequence; throws a Failure that has its code. */
export async function run(module: BackendModule, adapter: string, sequence: Sequence): Promise<void> {
  const before = descriptors();
  const performer = new Performer(module, sequence);
  let failure: unknown;
  try {
    await performer.perform(sequence.ops);
  } catch (error) {
    failure = error;
  }
  await performer.end(failure !== undefined).catch((error) => {
    failure ??= error;
  });
  // What waits in another thread opens its own descriptors when it is first needed, and may close them a little later.
  const left = descriptors() - before;
  if (failure === undefined && left > HELPERS) failure = new Error(`${left} descriptors were left open`);
  if (failure !== undefined) throw new Failure(failure, performer.script.text(adapter));
}

/** Descriptors that a runtime or the thread's own poller may open once. */
const HELPERS = 12;

function descriptors(): number {
  return readdirSync("/dev/fd").length;
}

class Failure extends Error {
  readonly code: string;

  constructor(cause: unknown, code: string) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
    this.code = code;
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

export async function search(
  module: BackendModule,
  adapter: string,
  { count, seed, seconds, shrinks }: Measure,
): Promise<Searched> {
  const [start, startCpu] = [Date.now(), processorMs()];
  const untilMs = start + seconds * 1000;
  let ran = 0;
  let first: { after: number; cpuMs: number; ms: number } | undefined;
  let last: { failure: Failure; sequence: Sequence } | undefined;
  const property = fc.asyncProperty(sequences(module.backend.os), async (sequence) => {
    if (first === undefined && Date.now() > untilMs) return;
    if (first !== undefined && Date.now() > start + first.ms + SHRINKING) return;
    if (first === undefined) ran++;
    try {
      await run(module, adapter, sequence);
    } catch (error) {
      first ??= { after: ran, cpuMs: processorMs() - startCpu, ms: Date.now() - start };
      last = { failure: error as Failure, sequence };
      throw error;
    }
  });
  // Where nothing is shrunk, it need not make the sequences that it has no time for.
  const limit = shrinks || seconds === Number.POSITIVE_INFINITY ? {} : { interruptAfterTimeLimit: seconds * 1000 };
  await fc.check(property, { seed, numRuns: count, endOnFailure: !shrinks, ...limit });
  if (first === undefined || last === undefined) return { ran, seed, found: undefined };
  const { message, code } = last.failure;
  return { ran, seed, found: { message, code, sequence: last.sequence, ...first } };
}
