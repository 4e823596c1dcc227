// A wait thread and the facility that it waits on. The kernel does the work: each descriptor is registered one-shot, so arming
// takes one syscall, the thread wakes only when a descriptor is ready, and a descriptor that was reported stays silent until it
// is armed again.

import { Interest } from "../../../../generated/core/flags.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import { pack } from "../arguments/registration.ts";
import type { Platform } from "../backend/seam.ts";
import { Generations } from "../poller/generations.ts";
import type { Facility, System, SystemHost } from "../systems/system.ts";
import { unwatchable } from "./unwatchable.ts";

/** A thread that waits. */
export interface WaitThread {
  /** Ends the wait. When this returns, the thread no longer waits on the descriptors. */
  stop(): void;
}

/**
 * Called on the JavaScript thread's event loop with the token of an event, which is the low half of its user data; or -errno where the wait
 * failed, or why the thread could not start. The last two end the thread.
 */
export type OnReport = (report: number | PollerError) => void;

/**
 * Starts a thread that waits on the facility's descriptor and reports. Token 0 is the wake-up's, which ends the wait; writing to
 * `wakeFd` causes it. The thread does not keep the process alive. Throws a PollerError where no thread can be started.
 */
export type StartWaitThread = (fd: number, wakeFd: number, onReport: OnReport) => WaitThread;

/** The error when the operating system refuses a thread: `result` is -errno. */
export function threadError(platform: Pick<Platform, "errno">, result: number): PollerError {
  return syscallError(platform, result, "pthread_create", "no thread could be started to wait in");
}

/** What waiting needs of a backend. */
export type WaitHost = Omit<SystemHost, "layouts">;

const ARMED = pack(Interest.Readable, "oneshot");

export class WaitSession {
  readonly #host: WaitHost;
  readonly #facility: Facility;
  readonly #thread: WaitThread;

  /** `onReady` is called with a token, `onFailed` once, when the wait has ended by itself. */
  constructor(
    host: WaitHost,
    system: System,
    start: StartWaitThread,
    onReady: (token: number) => void,
    onFailed: (session: WaitSession, error: PollerError) => void,
  ) {
    this.#host = host;
    // The thread has memory for events of its own.
    this.#facility = system.open(1, new Generations());
    try {
      this.#thread = start(this.#facility.fd, this.#facility.waker.fd, (report) => {
        if (typeof report === "object") onFailed(this, report);
        else if (report < 0) onFailed(this, this.#waitError(report));
        else onReady(report);
      });
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

  /** Why it cannot be waited on any more: its descriptor was closed from outside. Undefined while it can. */
  get lost(): PollerError | undefined {
    const result = this.#facility.check();
    return result < 0 ? this.#waitError(result) : undefined;
  }

  end(): void {
    this.#thread.stop();
    this.#facility.close();
  }

  /** Ends the session after its wait failed. Its descriptor may be closed already, or its number have another owner: then it stays. */
  abandon(): void {
    if (this.#facility.check() >= 0) {
      this.end();
      return;
    }
    this.#thread.stop();
    const { wakeFd } = this.#facility;
    if (wakeFd >= 0) this.#host.raw.close(wakeFd);
  }

  #waitError(result: number): PollerError {
    const { waitName, fd } = this.#facility;
    const what = `the wait of pollio's own thread failed; its descriptor ${fd} may have been closed from outside`;
    return syscallError(this.#host.platform, result, waitName, what, fd);
  }

  #demand(result: number, fd: number): void {
    if (result >= 0) return;
    const { platform } = this.#host;
    throw unwatchable(platform, result, fd, this.#facility.controlName);
  }
}
