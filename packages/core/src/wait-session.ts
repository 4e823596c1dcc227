// A private epoll and the thread that waits on it. The kernel does the work: each descriptor is registered one-shot
// (epoll_ctl(2), EPOLLONESHOT), so that arming is one epoll_ctl, which wakes the thread only when the descriptor is ready,
// and what was reported stays silent until it is armed again.

import { linux } from "../../../generated/core/linux.ts";
import type { Layout } from "../../../generated/core/platforms.ts";
import type { Block, RawSys } from "../../../generated/core/sys.ts";
import { syscallError } from "./errors.ts";
import { type EventWords, eventWords } from "./event-words.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLIN, EPOLLONESHOT } = linux.constants;
const { EFD_CLOEXEC, EFD_NONBLOCK } = linux.constants;

/** A thread that waits. */
export interface WaitThread {
  /** Ends the wait. When it returns, nobody waits on the descriptors any more. */
  stop(): void;
}

/**
 * Starts a thread that waits on the epoll descriptor and calls `onReady`, on this thread's event loop, with the low word of
 * each event's user data. 0 is the control descriptor's, an eventfd that is written to end the wait. The thread does not
 * keep the process alive.
 */
export type StartWaitThread = (epfd: number, control: number, onReady: (token: number) => void) => WaitThread;

/** What of a backend is needed to wait. */
export interface WaitHost {
  readonly raw: Pick<RawSys, "epoll_create1" | "bind_epoll_ctl" | "eventfd" | "close">;
  allocate(bytes: number): Block;
  /** Of an epoll_event. */
  readonly layout: Layout;
}

export class WaitSession {
  readonly #raw: WaitHost["raw"];
  readonly #epfd: number;
  readonly #control: number;
  readonly #words: EventWords;
  /** The one epoll_event that epoll_ctl reads. */
  readonly #change: Block;
  readonly #ctl: (op: number, fd: number) => number;
  readonly #thread: WaitThread;

  constructor({ raw, allocate, layout }: WaitHost, start: StartWaitThread, onReady: (token: number) => void) {
    this.#raw = raw;
    this.#words = eventWords(layout);
    this.#change = allocate(layout.size);
    this.#epfd = opened(raw.epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    this.#control = raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    try {
      opened(this.#control, "eventfd");
      this.#ctl = raw.bind_epoll_ctl(this.#epfd, this.#change);
      this.#apply(EPOLL_CTL_ADD, this.#control, EPOLLIN, 0);
      this.#thread = start(this.#epfd, this.#control, onReady);
    } catch (error) {
      this.#closeDescriptors();
      throw error;
    }
  }

  /** Registers the descriptor, armed. */
  add(fd: number, token: number): void {
    this.#apply(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLONESHOT, token);
  }

  /** Arms it again. */
  rearm(fd: number, token: number): void {
    this.#apply(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLONESHOT, token);
  }

  /** It may be gone already, if its owner closed it too early. */
  remove(fd: number): void {
    this.#ctl(EPOLL_CTL_DEL, fd);
  }

  end(): void {
    this.#thread.stop();
    this.#closeDescriptors();
  }

  #apply(op: number, fd: number, mask: number, token: number): void {
    const { words } = this.#change;
    words[this.#words.mask] = mask;
    words[this.#words.data] = token;
    const result = this.#ctl(op, fd);
    if (result < 0) throw syscallError(result, "epoll_ctl", `descriptor ${fd} cannot be watched`, fd);
  }

  #closeDescriptors(): void {
    if (this.#control >= 0) this.#raw.close(this.#control);
    this.#raw.close(this.#epfd);
  }
}

function opened(result: number, syscall: string): number {
  if (result < 0) throw syscallError(result, syscall, "the operating system gave no descriptor to wait with");
  return result;
}
