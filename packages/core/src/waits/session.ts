// A facility of its own and the thread that waits on it. The kernel does the work: each descriptor is registered one-shot, so
// that arming is one syscall, which wakes the thread only when the descriptor is ready, and what was reported stays silent
// until it is armed again.

import { Interest } from "../../../../generated/core/flags.ts";
import { syscallError } from "../arguments/errors.ts";
import { pack } from "../arguments/registration.ts";
import type { Facility, System, SystemHost } from "../systems/system.ts";

/** A thread that waits. */
export interface WaitThread {
  /** Ends the wait. When it returns, nobody waits on the descriptors any more. */
  stop(): void;
}

/**
 * Starts a thread that waits on the facility's descriptor and calls `onReady`, on this thread's event loop, with the low word
 * of each event's user data. 0 is the wake-up's, which ends the wait; `wakeFd` is the descriptor to wake through. The thread
 * does not keep the process alive.
 */
export type StartWaitThread = (fd: number, wakeFd: number, onReady: (token: number) => void) => WaitThread;

/** What of a backend is needed to wait. */
export type WaitHost = Omit<SystemHost, "layouts">;

const ARMED = pack(Interest.Readable, "oneshot");

export class WaitSession {
  readonly #host: WaitHost;
  readonly #facility: Facility;
  readonly #thread: WaitThread;

  constructor(host: WaitHost, system: System, start: StartWaitThread, onReady: (token: number) => void) {
    this.#host = host;
    // The thread brings its own memory for events.
    this.#facility = system.open(1);
    try {
      this.#thread = start(this.#facility.fd, this.#facility.waker.fd, onReady);
    } catch (error) {
      this.#facility.close();
      throw error;
    }
  }

  /** Registers the descriptor, armed. */
  add(fd: number, token: number): void {
    this.#demand(this.#facility.add(fd, token, 0, ARMED), fd);
  }

  /** Arms it again. */
  rearm(fd: number, token: number): void {
    this.#demand(this.#facility.modify(fd, token, 0, ARMED), fd);
  }

  /** It may be gone already, if its owner closed it too early. */
  remove(fd: number): void {
    this.#facility.delete(fd);
  }

  end(): void {
    this.#thread.stop();
    this.#facility.close();
  }

  #demand(result: number, fd: number): void {
    if (result >= 0) return;
    const { platform } = this.#host;
    throw syscallError(platform, result, this.#facility.controlName, `descriptor ${fd} cannot be watched`, fd);
  }
}
