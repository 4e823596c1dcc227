// A thread that waits: Deno's pool of threads makes epoll_wait for us, and its promise is the wake-up. It takes one thread of
// the pool (it has 32) for each JavaScript thread that waits, and is quicker than a worker, which would have to be started.
//
// A call that is pending keeps the process alive and cannot be told not to. So it is made in slices, and an idle one is followed by the
// next from a turn of the event loop that keeps nothing alive: where nothing else is left to do, that turn never comes.

import { setImmediate, setTimeout } from "node:timers";
import type { LinuxRawSys, OnReport, StartWaitThread, WaitHost, WaitThread } from "@pollio/core/backend";
import { syscallError, wakeEventfd } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import { symbols } from "../../../generated/deno/linux.ts";
import type { DenoFfi, Open, Pointer } from "./deno-ffi.ts";

export interface WatchHost extends WaitHost {
  readonly ffi: DenoFfi;
  readonly open: Open;
}

const { F_DUPFD_CLOEXEC } = linux.constants;
const { EINTR } = linux.errno;

/** Milliseconds of a slice: how much later a process with nothing left to do ends, and a worker that is terminated. */
const SLICE_MS = 100;

/** The token of the wake descriptor. */
const WAKE_TOKEN = 0;

/** Events that are taken at once. */
const BATCH = 64;

/** Milliseconds that `stop` gives a call to return before it leaves the descriptor to it. */
const PATIENCE_MS = 5;
const PAUSE_MS = 0.02;

interface Pool {
  epoll_wait(epfd: number, events: Pointer, maxevents: number, timeoutMs: number): Promise<number>;
  malloc(bytes: bigint): Pointer;
  free(memory: Pointer): void;
}

export function pooledWaitThread(host: WatchHost): StartWaitThread {
  let pool: Pool | undefined;
  return (epfd, wakeFd, onReport) => {
    pool ??= host.open({
      epoll_wait: { ...symbols.epoll_wait, nonblocking: true },
      malloc: { parameters: ["usize"], result: "pointer" },
      free: { parameters: ["pointer"], result: "void" },
    });
    return new PooledWait(host, pool, epfd, wakeFd, onReport);
  };
}

class PooledWait implements WaitThread {
  readonly #raw: LinuxRawSys;
  readonly #pool: Pool;
  readonly #wakeFd: number;
  readonly #onReport: OnReport;
  /** A number of our own for the epoll: a call that starts late must not find somebody else's descriptor behind it. */
  readonly #epfd: number;
  /** The C library's memory: a worker's own goes with it when it is terminated, and the call may still be under way. */
  readonly #memory: Pointer;
  readonly #words: Int32Array;
  /** Words of an epoll_event, and where in it the mask and the low word of the user data are. */
  readonly #stride: number;
  readonly #mask: number;
  readonly #userData: number;
  #isOpen = true;
  #stopped = false;
  /** Whether a call is under way. */
  #waits = false;

  constructor(host: WatchHost, pool: Pool, epfd: number, wakeFd: number, onReport: OnReport) {
    const { raw, platform, ffi } = host;
    const { size, fields } = platform.architectures[process.arch]!.epoll_event!;
    this.#raw = raw as LinuxRawSys;
    this.#pool = pool;
    this.#wakeFd = wakeFd;
    this.#onReport = onReport;
    this.#stride = size / Int32Array.BYTES_PER_ELEMENT;
    this.#mask = fields.events!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#userData = fields.data!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#epfd = raw.fcntl(epfd, F_DUPFD_CLOEXEC, 0);
    if (this.#epfd < 0) {
      throw syscallError(platform, this.#epfd, "fcntl", "the operating system gave no descriptor to wait with");
    }
    this.#memory = pool.malloc(BigInt(BATCH * size));
    this.#words = new Int32Array(ffi.UnsafePointerView.getArrayBuffer(this.#memory, BATCH * size));
    this.#wait();
  }

  /**
   * Wakes the call and waits until it has an answer: then it looks at no descriptor any more. One that has not even begun,
   * because others have the whole pool, finds the number that is ours alone.
   */
  stop(): void {
    this.#stopped = true;
    wakeEventfd(this.#raw, this.#wakeFd);
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#looks() && performance.now() < deadline) pause();
    if (!this.#looks()) this.#closeDescriptor();
  }

  #wait(): void {
    // No event has an empty mask: that is how an answer shows before its promise does.
    this.#words[this.#mask] = 0;
    this.#waits = true;
    void this.#pool.epoll_wait(this.#epfd, this.#memory, BATCH, SLICE_MS).then(this.#returned);
  }

  readonly #waitOn = (): void => {
    if (this.#stopped) this.#release();
    else this.#wait();
  };

  readonly #returned = (count: number): void => {
    this.#waits = false;
    if (this.#stopped) this.#release();
    else if (count < 0) this.#answered(this.#again());
    else this.#answered(count);
  };

  /** The same call from this thread, without blocking: why it failed is in the errno of the thread that made it. */
  #again(): number {
    const bound = this.#raw.bind_epoll_wait(this.#epfd, { words: this.#words, pointer: this.#memory }, BATCH);
    return this.#raw.epoll_wait(bound, 0);
  }

  #answered(count: number): void {
    if (count > 0) this.#deliver(0, this.#tokens(count));
    else if (count < 0 && count !== -EINTR) this.#failed(count);
    // Nothing was ready, or a signal ended the call.
    else setTimeout(this.#waitOn, 0).unref();
  }

  /** The descriptor's number is somebody else's by now, or nobody's. */
  #failed(result: number): void {
    this.#isOpen = false;
    this.#release();
    queueMicrotask(() => {
      if (!this.#stopped) this.#onReport(result);
    });
  }

  #tokens(count: number): readonly number[] {
    return Array.from({ length: count }, (_, index) => this.#words[index * this.#stride + this.#userData]! >>> 0);
  }

  /**
   * One after the other, each in a turn of its own, so that what one leaves to be done is done before the next. The next call
   * comes last, because its promise may be kept at once.
   */
  #deliver(index: number, tokens: readonly number[]): void {
    const token = tokens[index];
    if (token === undefined) {
      this.#waitOn();
      return;
    }
    // Outside the promise, which would keep what it throws.
    queueMicrotask(() => {
      if (!this.#stopped && token !== WAKE_TOKEN) this.#onReport(token);
    });
    setImmediate(() => this.#deliver(index + 1, tokens));
  }

  /** Whether a call may still look at the descriptor: not when it has an answer, which comes last. */
  #looks(): boolean {
    return this.#waits && this.#words[this.#mask] === 0;
  }

  #release(): void {
    this.#closeDescriptor();
    this.#pool.free(this.#memory);
  }

  #closeDescriptor(): void {
    if (this.#isOpen) this.#raw.close(this.#epfd);
    this.#isOpen = false;
  }
}

const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Lets another thread run. */
function pause(): void {
  Atomics.wait(nobody, 0, 0, PAUSE_MS);
}
