// A wait thread: Deno's thread pool calls epoll_wait, and its promise is the wake-up. It takes one of the pool's 32 threads for each
// JavaScript thread that waits, and is quicker than a worker, which would first have to start.
//
// A pending call keeps the process alive, and nothing can change that. So the wait is cut into slices, and after an idle one an
// unreferenced timer starts the next: if nothing else is left to do, the process ends before it fires.

import type { RawSys, StartWaitThread, WaitHost, WaitThread } from "@pollio/core/backend";
import { now, setImmediate, setTimeout, syscallError, wakeEventfd } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import { symbols } from "../../../generated/deno/linux.ts";
import type { DenoFfi, Open, Pointer } from "./deno-ffi.ts";

export interface WatchHost extends WaitHost {
  readonly ffi: DenoFfi;
  readonly open: Open;
}

const { F_DUPFD_CLOEXEC } = linux.constants;

/** Milliseconds of a slice: how late a process with nothing left to do ends, and a terminated worker. */
const SLICE_MS = 100;

/** As it is at import: a program may fake it. */
const { queueMicrotask } = globalThis;

/** The wake-up's token. */
const WAKE_TOKEN = 0;

/** The most events that are fetched at once. */
const BATCH = 64;

/** Milliseconds that `stop` waits for a call to return before it leaves the descriptor to it. */
const PATIENCE_MS = 5;
const PAUSE_MS = 0.02;

interface Pool {
  epoll_wait(epfd: number, events: Pointer, maxevents: number, timeoutMs: number): Promise<number>;
  malloc(bytes: bigint): Pointer;
  free(memory: Pointer): void;
}

export function pooledWaitThread(host: WatchHost): StartWaitThread {
  let pool: Pool | undefined;
  return (epfd, wakeFd, onReady) => {
    pool ??= host.open({
      epoll_wait: { ...symbols.epoll_wait, nonblocking: true },
      malloc: { parameters: ["usize"], result: "pointer" },
      free: { parameters: ["pointer"], result: "void" },
    });
    return new PooledWait(host, pool, epfd, wakeFd, onReady);
  };
}

class PooledWait implements WaitThread {
  readonly #raw: RawSys;
  readonly #pool: Pool;
  readonly #wakeFd: number;
  readonly #onReady: (token: number) => void;
  /** A duplicate of the epoll: a call that starts late must not use a number that has a new owner. */
  readonly #epfd: number;
  /** From malloc: the memory of a terminated worker is freed, and its call may still be running. */
  readonly #memory: Pointer;
  readonly #words: Int32Array;
  /** Words of an epoll_event, and the words in it that hold the mask and the low half of the user data. */
  readonly #stride: number;
  readonly #mask: number;
  readonly #userData: number;
  #isOpen = true;
  #stopped = false;
  /** Whether a call is running. */
  #waits = false;

  constructor(host: WatchHost, pool: Pool, epfd: number, wakeFd: number, onReady: (token: number) => void) {
    const { raw, platform, ffi } = host;
    const { size, fields } = platform.architectures[process.arch]!.epoll_event!;
    this.#raw = raw;
    this.#pool = pool;
    this.#wakeFd = wakeFd;
    this.#onReady = onReady;
    this.#stride = size / Int32Array.BYTES_PER_ELEMENT;
    this.#mask = fields.events!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#userData = fields.data!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#epfd = raw.fcntl(epfd, F_DUPFD_CLOEXEC, 0);
    if (this.#epfd < 0) {
      throw syscallError(platform, this.#epfd, "fcntl", "cannot duplicate the descriptor to wait on");
    }
    this.#memory = pool.malloc(BigInt(BATCH * size));
    this.#words = new Int32Array(ffi.UnsafePointerView.getArrayBuffer(this.#memory, BATCH * size));
    this.#wait();
  }

  /**
   * Wakes the call and waits until it has written events: after that it uses no descriptor. A call that has not even begun,
   * because the pool is busy, only ever uses our duplicate.
   */
  stop(): void {
    this.#stopped = true;
    wakeEventfd(this.#raw, this.#wakeFd);
    const deadline = now() + PATIENCE_MS;
    while (this.#looks() && now() < deadline) pause();
    if (!this.#looks()) this.#closeDescriptor();
  }

  #wait(): void {
    // No event has an empty mask: a mask shows that the call has returned before its promise does.
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
    else if (count > 0) this.#deliver(0, this.#tokens(count));
    // Nothing was ready, or a signal interrupted the call; it cannot fail in any other way.
    else setTimeout(this.#waitOn, 0).unref();
  };

  #tokens(count: number): readonly number[] {
    return Array.from({ length: count }, (_, index) => this.#words[index * this.#stride + this.#userData]! >>> 0);
  }

  /**
   * Delivers each token in a turn of the event loop of its own, so that what one callback schedules runs before the next. The next
   * call comes last, because its promise may be fulfilled at once.
   */
  #deliver(index: number, tokens: readonly number[]): void {
    const token = tokens[index];
    if (token === undefined) {
      this.#waitOn();
      return;
    }
    // Outside the promise, which would swallow what it throws.
    queueMicrotask(() => {
      if (!this.#stopped && token !== WAKE_TOKEN) this.#onReady(token);
    });
    setImmediate(() => this.#deliver(index + 1, tokens));
  }

  /** Whether a call may still use the descriptor: not once it has written events. */
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
