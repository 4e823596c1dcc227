// Waiting on Deno's own event loop, without a thread: Linux AIO polls the epoll and signals an eventfd, which Deno's loop reads. The loop
// cannot watch the epoll itself, because it reads what it watches.
//
// Neither part can be relied on, so each wait begins with a proof: AIO polls the eventfd itself, whose count is 1, and adds 1. If the
// kernel or Deno refuses, or the first count that is read is not 2, or none is read in time, a thread takes over.

import type { LinuxRawSys, OnReport, PollerError, StartWaitThread, Timer, WaitThread } from "@pollio/core/backend";
import { clearTimeout, queueMicrotask, setTimeout } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import { AdoptedEventfd } from "./adopted-eventfd.ts";
import { type Aio, aioOpener } from "./aio.ts";
import type { WatchHost } from "./pooled-call.ts";

const { EINTR } = linux.errno;

/** What the first read of the eventfd returns. */
const PROOF = 2;

/** How long the proof may take. In steps, because a program that blocks its event loop for long spends only one of them. */
const STEP_MS = 50;
const STEPS = 3;

export function loopWaitThread(host: WatchHost, startThread: StartWaitThread): StartWaitThread {
  const openAio = aioOpener(host);
  let aio: Aio | undefined;
  let isRefused = false;
  return (epfd, wakeFd, onReport) => {
    if (!isRefused) aio ??= openAio();
    isRefused = aio === undefined;
    const start = () => startThread(epfd, wakeFd, onReport);
    return aio === undefined ? start() : new LoopWait(host, aio, epfd, start, onReport);
  };
}

class LoopWait implements WaitThread {
  readonly #aio: Aio;
  readonly #epfd: number;
  readonly #startThread: () => WaitThread;
  readonly #onReport: OnReport;
  /** Takes one event, and returns how many there were, or -errno. */
  readonly #take: () => number;
  readonly #words: Int32Array;
  readonly #tokenAt: number;
  readonly #timer: Timer;
  /** Undefined once a thread has taken over, or it has stopped. */
  #eventfd: AdoptedEventfd | undefined;
  #isProven = false;
  #steps = 0;
  #thread: WaitThread | undefined;

  constructor(host: WatchHost, aio: Aio, epfd: number, startThread: () => WaitThread, onReport: OnReport) {
    const { raw, allocate, platform } = host;
    const { size, fields } = platform.architectures[process.arch]!.epoll_event!;
    const { epoll_wait, bind_epoll_wait } = raw as LinuxRawSys;
    const event = allocate(size);
    const bound = bind_epoll_wait(epfd, event, 1);
    this.#aio = aio;
    this.#epfd = epfd;
    this.#startThread = startThread;
    this.#onReport = onReport;
    this.#take = () => epoll_wait(bound, 0);
    this.#words = event.words;
    this.#tokenAt = fields.data!.offset / Int32Array.BYTES_PER_ELEMENT;
    this.#timer = setTimeout(() => this.#onStep(), STEP_MS);
    this.#timer.unref();
    this.#eventfd = AdoptedEventfd.open(host, PROOF - 1, (count) => this.#onCount(count));
    if (!this.#polls(this.#eventfd?.fd)) this.#fallBack();
  }

  stop(): void {
    this.#release();
    this.#thread?.stop();
  }

  #onCount(count: number): void {
    if (this.#eventfd === undefined) return;
    if (!this.#isProven && count !== PROOF) {
      this.#takeOver();
      return;
    }
    this.#isProven = true;
    clearTimeout(this.#timer);
    const result = this.#take();
    if (result < 0 && result !== -EINTR) {
      this.#release();
      this.#onReport(result);
      return;
    }
    // Not at once: Deno reads until nothing is left, and what one call leaves to be done has to be done before the next.
    queueMicrotask(this.#again);
    if (result > 0) this.#onReport(this.#words[this.#tokenAt]! >>> 0);
  }

  readonly #again = (): void => {
    if (this.#eventfd !== undefined && !this.#polls(this.#epfd)) this.#takeOver();
  };

  /** Whether the eventfd will be signalled when this descriptor is readable. */
  #polls(fd: number | undefined): boolean {
    return fd !== undefined && this.#aio.poll(fd, this.#eventfd!.fd);
  }

  #onStep(): void {
    if (this.#isProven || this.#eventfd === undefined) return;
    if (++this.#steps < STEPS) this.#timer.refresh();
    else this.#takeOver();
  }

  #takeOver(): void {
    try {
      this.#fallBack();
    } catch (error) {
      this.#onReport(error as PollerError);
    }
  }

  #fallBack(): void {
    this.#release();
    this.#thread = this.#startThread();
  }

  #release(): void {
    clearTimeout(this.#timer);
    if (this.#eventfd === undefined) return;
    this.#aio.cancel();
    this.#eventfd.close();
    this.#eventfd = undefined;
  }
}
