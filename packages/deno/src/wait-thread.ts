// Threads that wait, which Deno's pool lends (pooled-call.ts).

import type { OnReport, StartTake, StartWaitThread, Take, WaitThread } from "@pollio/core/backend";
import { queueMicrotask, setImmediate, wakeEventfd } from "@pollio/core/backend";
import { openPool, type Pool, PooledCall, type WatchHost } from "./pooled-call.ts";

/** The token of the wake descriptor. */
const WAKE_TOKEN = 0;

/** Events that are taken at once. */
const BATCH = 64;

export function pooledWaitThread(host: WatchHost): StartWaitThread {
  let pool: Pool | undefined;
  return (epfd, wakeFd, onReport) => {
    pool ??= openPool(host);
    return new PooledWait(host, pool, epfd, wakeFd, onReport);
  };
}

class PooledWait implements WaitThread {
  readonly #raw: WatchHost["raw"];
  readonly #wakeFd: number;
  readonly #onReport: OnReport;
  readonly #call: PooledCall;
  #isStopped = false;

  constructor(host: WatchHost, pool: Pool, epfd: number, wakeFd: number, onReport: OnReport) {
    this.#raw = host.raw;
    this.#wakeFd = wakeFd;
    this.#onReport = onReport;
    this.#call = new PooledCall(host, pool, epfd, BATCH, (count) => {
      if (count < 0) onReport(count);
      else this.#deliver(0, this.#tokens(count));
    });
    this.#call.begin();
  }

  stop(): void {
    this.#isStopped = true;
    wakeEventfd(this.#raw, this.#wakeFd);
    this.#call.settle(this.#wakeFd);
    this.#call.release();
  }

  #tokens(count: number): readonly number[] {
    const { words, stride, userData } = this.#call;
    return Array.from({ length: count }, (_, index) => words[index * stride + userData]! >>> 0);
  }

  /**
   * One after the other, each in a turn of its own, so that what one leaves to be done is done before the next. The next call
   * comes last, because its promise may be kept at once.
   */
  #deliver(index: number, tokens: readonly number[]): void {
    if (this.#isStopped) return;
    const token = tokens[index];
    if (token === undefined) {
      this.#call.begin();
      return;
    }
    // Outside the promise, which would keep what it throws.
    queueMicrotask(() => {
      if (!this.#isStopped && token !== WAKE_TOKEN) this.#onReport(token);
    });
    setImmediate(() => this.#deliver(index + 1, tokens));
  }
}

/** Waits for one event. */
export function pooledTake(host: WatchHost): StartTake {
  let pool: Pool | undefined;
  return (epfd, wakeFd, onTaken): Take => {
    pool ??= openPool(host);
    let count = 0;
    const call = new PooledCall(host, pool, epfd, 1, (result) => {
      count = result;
      // Outside the promise, which would keep what it throws.
      queueMicrotask(() => {
        if (!isEnded) onTaken();
      });
    });
    let isEnded = false;
    call.begin();
    return {
      end(event) {
        isEnded = true;
        wakeEventfd(host.raw, wakeFd);
        call.settle(wakeFd);
        if (call.isAnswered && count >= 0) {
          event.set(call.words);
          count = 1;
        }
        call.release();
        return count;
      },
    };
  };
}
