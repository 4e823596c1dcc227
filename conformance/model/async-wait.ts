// An asynchronous wait of the poller, pending while other operations run.

import { setImmediate as turn } from "node:timers/promises";
import type { Poller } from "../src/adapter.ts";
import { within } from "./descriptor-waits.ts";
import { type Batch, demand, isDue, type Judging, judge, Mismatch } from "./judge.ts";
import type { Script } from "./script.ts";

/** Milliseconds of a wait that has a timeout. */
const BRIEF = 3;

export type Begin = "wait" | "iterator" | "brief";

export class AsyncWait {
  readonly #judging: Judging;
  readonly #how: Begin;
  readonly #script: Script;
  readonly #abort = new AbortController();
  readonly #iterator: AsyncIterator<Batch> | undefined;
  readonly #began = performance.now();
  readonly #end: Promise<void>;
  #isOver = false;
  #isClosing = false;
  #failure: unknown;
  /** What it resolved with. */
  batch: Batch | undefined;

  constructor(poller: Poller, judging: Judging, how: Begin, script: Script, name: string) {
    this.#judging = judging;
    this.#how = how;
    this.#script = script;
    judging.mayBeOld = true;
    let promise: Promise<IteratorResult<Batch> | Batch>;
    if (how === "iterator") {
      script.run(
        `const ${name} = poller[Symbol.asyncIterator]().next().then(({ value }) => value && show(value), String)`,
      );
      this.#iterator = poller[Symbol.asyncIterator]() as AsyncIterator<Batch>;
      promise = this.#iterator.next();
    } else {
      const timeout = how === "brief" ? BRIEF : -1;
      script.run(`const ${name} = poller.waitAsync(${timeout}).then(show, String)`);
      promise = poller.waitAsync(timeout, { signal: this.#abort.signal }) as Promise<Batch>;
    }
    this.#end = promise.then(
      (result) => this.#resolved(result),
      (error) => this.#rejected(error),
    );
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Throws what it found, if it has ended. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits for its end, which must come by itself if anything must be told, and otherwise by a notify. */
  async ended(poller: Poller, name: string): Promise<void> {
    if (!this.#isOver && !isDue(this.#judging) && this.#how !== "brief") {
      await turn();
      await turn();
      this.check();
      if (!this.#isOver) {
        this.#script.run("poller.notify()");
        poller.notify();
        this.#judging.notified = true;
      }
    }
    this.#script.run(`await ${name}`);
    await within(this.#end, "the end of an asynchronous wait");
    this.check();
  }

  async aborted(name: string): Promise<void> {
    if (this.#isOver) return this.check();
    this.#isClosing = true;
    this.#script.note("the wait is aborted, or its iterator returns");
    if (this.#iterator === undefined) this.#abort.abort("enough");
    else void this.#iterator.return?.();
    this.#script.run(`await Promise.race([${name}, m.eventLoopTurn()])`);
    await within(this.#end, "the end of an aborted wait");
    this.check();
  }

  /** The poller was closed. */
  async closed(): Promise<void> {
    await within(this.#end, "the end of the wait of a closed poller");
    if (this.#failure !== undefined && !isCode(this.#failure, "ERR_POLLER_CLOSED")) throw this.#failure;
  }

  #resolved(result: IteratorResult<Batch> | Batch): void {
    this.#isOver = true;
    if ("done" in result && result.done === true) {
      if (!this.#isClosing) this.#failure = new Mismatch("an iterator ended by itself");
      return;
    }
    const batch = "value" in result ? result.value : result;
    this.batch = batch;
    try {
      const isEmpty = batch.length === 0 && !batch.woken;
      const elapsed = performance.now() - this.#began;
      if (isEmpty) {
        const isTime = this.#how === "brief" && elapsed >= BRIEF;
        demand(isTime, () => `an asynchronous wait resolved with nothing after ${elapsed} ms`);
      }
      judge(this.#judging, batch);
    } catch (error) {
      this.#failure = error;
    }
  }

  #rejected(error: unknown): void {
    this.#isOver = true;
    if (!this.#isClosing || error !== "enough") this.#failure = error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as { code?: string }).code === code;
}
