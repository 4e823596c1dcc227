// epoll_wait made by Deno's pool of threads: its promise is the wake-up. It takes one thread of the pool (it has 32) for as long as
// it lasts, and is quicker than a worker, which would have to be started.
//
// A call that is pending keeps the process alive and nothing can change that. So it is made in slices, and an idle one is followed by the
// next from a turn of the event loop that keeps nothing alive: where nothing else is left to do, that turn never comes.

import type { LinuxRawSys, WaitHost } from "@pollio/core/backend";
import { now, queueMicrotask, setTimeout, syscallError } from "@pollio/core/backend";
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

/** Milliseconds that `settle` gives a call to return before it leaves the descriptor to it. */
const PATIENCE_MS = 5;
const PAUSE_MS = 0.02;

/** The C library's functions that are needed beside the syscalls. */
export interface Pool {
  epoll_wait(epfd: number, events: Pointer, maxevents: number, timeoutMs: number): Promise<number>;
  malloc(bytes: bigint): Pointer;
  free(memory: Pointer): void;
  dup2(from: number, to: number): number;
}

export function openPool(host: WatchHost): Pool {
  if (!closesAtExit) process.on("exit", closeLeft);
  closesAtExit = true;
  return host.open({
    epoll_wait: { ...symbols.epoll_wait, nonblocking: true },
    malloc: { parameters: ["usize"], result: "pointer" },
    free: { parameters: ["pointer"], result: "void" },
    dup2: { parameters: ["i32", "i32"], result: "i32" },
  });
}

/**
 * Descriptors that are left to calls whose promise has not been kept yet. A thread that exits keeps no promise: so they are closed then,
 * because the process may outlive the thread.
 */
const left = new Set<() => void>();
let closesAtExit = false;
let isExiting = false;

function closeLeft(): void {
  isExiting = true;
  for (const close of left) close();
}

export class PooledCall {
  readonly words: Int32Array;
  /** Words of an epoll_event, and where in it the low word of the user data is. */
  readonly stride: number;
  readonly userData: number;
  readonly #mask: number;
  readonly #raw: LinuxRawSys;
  readonly #pool: Pool;
  readonly #max: number;
  readonly #onAnswer: (count: number) => void;
  /** A number of our own for the epoll: a call that starts late must not find another descriptor behind it. */
  readonly #epfd: number;
  /** The C library's memory: a worker's own goes with it when it is terminated, and the call may still be under way. */
  readonly #memory: Pointer;
  #isOpen = true;
  #isReleased = false;
  #isFree = false;
  #isUnderWay = false;
  /** When the call under way began. */
  #begin = 0;

  /** `onAnswer` is called with the number of events, never 0, or -errno, which ends it: not once it is released. */
  constructor(host: WatchHost, pool: Pool, epfd: number, max: number, onAnswer: (count: number) => void) {
    const { raw, platform, ffi } = host;
    const { size, fields } = platform.architectures[process.arch]!.epoll_event!;
    this.#raw = raw as LinuxRawSys;
    this.#pool = pool;
    this.#max = max;
    this.#onAnswer = onAnswer;
    this.stride = size / Int32Array.BYTES_PER_ELEMENT;
    this.#mask = fields.events!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.userData = fields.data!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#epfd = raw.fcntl(epfd, F_DUPFD_CLOEXEC, 0);
    if (this.#epfd < 0) {
      throw syscallError(platform, this.#epfd, "fcntl", "the operating system gave no descriptor to wait with");
    }
    this.#memory = pool.malloc(BigInt(max * size));
    this.words = new Int32Array(ffi.UnsafePointerView.getArrayBuffer(this.#memory, max * size));
  }

  readonly begin = (): void => {
    if (this.#isReleased) return;
    // No event has an empty mask: that is how an answer shows before its promise does.
    this.words[this.#mask] = 0;
    this.#isUnderWay = true;
    this.#begin = now();
    void this.#pool.epoll_wait(this.#epfd, this.#memory, this.#max, SLICE_MS).then(this.#returned);
  };

  /** Whether events are in the memory, perhaps before the promise says so. */
  get isAnswered(): boolean {
    return this.words[this.#mask] !== 0;
  }

  /**
   * Waits until no call looks at the epoll any more, and releases everything; a descriptor in it has been written to. A slice whose
   * time was up has no answer until its promise has one. A call that has not even begun, because others have the whole pool, finds
   * nothing behind the number that is ours alone.
   */
  settle(wakeFd: number): void {
    this.#isReleased = true;
    const deadline = Math.max(now(), this.#begin + SLICE_MS) + PATIENCE_MS;
    while (this.#isUnderWay && !this.isAnswered && now() < deadline) pause();
    if (this.#isUnderWay && !this.isAnswered && this.#isOpen && !isExiting) this.#leave(wakeFd);
    else this.#close();
  }

  /** Frees the memory, now or when the call returns. After `settle`. */
  release(): void {
    this.#isReleased = true;
    if (!this.#isUnderWay) this.#free();
  }

  readonly #returned = (count: number): void => {
    this.#isUnderWay = false;
    if (this.#isReleased) {
      this.#free();
      return;
    }
    const result = count < 0 ? this.#again() : count;
    if (result > 0) this.#onAnswer(result);
    else if (result < 0 && result !== -EINTR) this.#failed(result);
    // Nothing was ready, or a signal ended the call.
    else setTimeout(this.begin, 0).unref();
  };

  /** The same call from this thread, without blocking: why it failed is in the errno of the thread that made it. */
  #again(): number {
    const bound = this.#raw.bind_epoll_wait(this.#epfd, { words: this.words, pointer: this.#memory }, this.#max);
    return this.#raw.epoll_wait(bound, 0);
  }

  /** The descriptor's number has another owner by now, or none. */
  #failed(result: number): void {
    this.#isOpen = false;
    queueMicrotask(() => {
      if (!this.#isReleased) this.#onAnswer(result);
    });
  }

  /** Leaves the number to the call, with an eventfd behind it, which cannot be waited for. */
  #leave(wakeFd: number): void {
    this.#pool.dup2(wakeFd, this.#epfd);
    left.add(this.#close);
  }

  readonly #close = (): void => {
    left.delete(this.#close);
    if (this.#isOpen) this.#raw.close(this.#epfd);
    this.#isOpen = false;
  };

  #free(): void {
    if (this.#isFree) return;
    this.#isFree = true;
    this.#close();
    this.#pool.free(this.#memory);
  }
}

const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Lets another thread run. */
function pause(): void {
  Atomics.wait(nobody, 0, 0, PAUSE_MS);
}
