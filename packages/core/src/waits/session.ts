// A wait thread and the facility that it waits on. The kernel does the work: each descriptor is registered one-shot, so arming
// takes one syscall, the thread wakes only when a descriptor is ready, and a descriptor that was reported stays silent until it
// is armed again.

import { Interest } from "../../../../generated/core/flags.ts";
import { syscallError } from "../arguments/errors.ts";
import { pack } from "../arguments/registration.ts";
import { Generations } from "../poller/generations.ts";
import type { Facility, System, SystemHost } from "../systems/system.ts";

/** A thread that waits. */
export interface WaitThread {
  /** Ends the wait. When this returns, nobody waits on the descriptors any more. */
  stop(): void;
}

/**
 * Starts a thread that waits on the facility's descriptor and calls `onReady`, on this thread's event loop, with the token of each
 * event: the low half of its user data. 0 is the wake-up's, which ends the wait; writing to `wakeFd` causes it. The thread does
 * not keep the process alive.
 */
export type StartWaitThread = (fd: number, wakeFd: number, onReady: (token: number) => void) => WaitThread;

/** What waiting needs of a backend. */
export type WaitHost = Omit<SystemHost, "layouts">;

const ARMED = pack(Interest.Readable, "oneshot");

export class WaitSession {
  readonly #host: WaitHost;
  readonly #facility: Facility;
  readonly #thread: WaitThread;

  constructor(host: WaitHost, system: System, start: StartWaitThread, onReady: (token: number) => void) {
    this.#host = host;
    // The thread has memory for events of its own.
    this.#facility = system.open(1, new Generations());
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

  /** Arms a registered descriptor again. */
  rearm(fd: number, token: number): void {
    this.#demand(this.#facility.modify(fd, token, 0, ARMED), fd);
  }

  /** Deletes it, if its owner has not closed it too early. */
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
