// Waking a kqueue from any thread: its user event is triggered (kqueue(2), EVFILT_USER).

import { darwin } from "../../../../../generated/core/darwin.ts";
import type { Bound } from "../../../../../generated/core/sys.ts";
import { NO_BLOCK } from "../../backend/seam.ts";
import type { DarwinHost } from "../system.ts";
import { Changes } from "./changes.ts";

const { EVFILT_USER, EV_ADD, EV_CLEAR, NOTE_TRIGGER } = darwin.constants;

/** The identifier of a poller's one user event; this filter's identifiers are not descriptors. */
const IDENT = 0;

export class WakeEvent {
  readonly #host: DarwinHost;
  readonly #trigger: Changes;
  /** Bound triggers by kqueue. A number that has a new owner is triggered in the same way. */
  readonly #bound = new Map<number, Bound>();

  constructor(host: DarwinHost) {
    this.#host = host;
    this.#trigger = new Changes(host, 1);
    // Each touch replaces the user data: 0 again, as when the event was added.
    this.#trigger.put(IDENT, EVFILT_USER, 0, 0, 0);
    this.#trigger.note(NOTE_TRIGGER, 0);
  }

  /** Adds the change that makes a kqueue wakeable. EV_CLEAR: a wake-up is reported once. */
  static prepare(changes: Changes): void {
    changes.put(IDENT, EVFILT_USER, EV_ADD | EV_CLEAR, 0, 0);
  }

  wake(fd: number): void {
    const { raw } = this.#host;
    let bound = this.#bound.get(fd);
    if (bound === undefined) {
      bound = raw.bind_kevent(fd, this.#trigger.block, NO_BLOCK, NO_BLOCK);
      this.#bound.set(fd, bound);
    }
    raw.kevent(bound, 1, 0);
  }
}
