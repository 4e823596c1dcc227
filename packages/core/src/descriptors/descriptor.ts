// One descriptor and all waits for it, which share one registration.

import type { Trigger } from "../../../../generated/core/flags.ts";
import { interestOf, type PackedRegistration, pack, triggerOf } from "../arguments/registration.ts";
import { serves } from "./readiness.ts";

/** A wait for one event. */
export interface Waiting {
  readonly interest: number;
  /** The last batch that was fetched before it came: that batch's events are not its own. */
  readonly since: number;
  resolve(readiness: number): void;
  reject(reason: unknown): void;
}

/** A wait for event after event. */
export interface Watching {
  readonly trigger: Trigger;
  /** What it wants to be called for now; undefined while it is paused or silent. */
  readonly wanted: number | undefined;
  /** Calls back if the event of this batch serves it; whether it does. */
  serve(readiness: number, batch: number): boolean;
  close(): void;
}

/** Registered, and silent but for an end or error: the number's next owner is not mistaken for this one. */
export const SILENT: PackedRegistration = pack(0, "edge");

/** One-shot watches disarm themselves: the kernel need not be asked to stop, or to report again. */
export function kernelTrigger(trigger: Trigger | undefined): "level" | "edge" {
  return trigger === "edge" || trigger === "edge-oneshot" ? "edge" : "level";
}

/** An end or error alone is reported once: kqueue also reports a half-close, which then serves no wait. */
export function registrationFor(interest: number, trigger: "level" | "edge"): PackedRegistration {
  return interest === 0 ? SILENT : pack(interest, trigger);
}

export class Descriptor {
  readonly fd: number;
  /** The registration that the kernel has. */
  packed: PackedRegistration;
  readonly waiters = new Set<Waiting>();
  /** Replaced when it changes, so that who goes through it sees what was there. */
  watches: readonly Watching[] = [];
  /** The descriptor was released: its events serve no wait any more. */
  isReleased = false;

  constructor(fd: number, packed: PackedRegistration) {
    this.fd = fd;
    this.packed = packed;
  }

  get isWanted(): boolean {
    return this.waiters.size > 0 || this.watches.length > 0;
  }

  /** The registration that the kernel should have now: SILENT if every wait has ended, is paused or was called. */
  get union(): PackedRegistration {
    let union: number | undefined;
    for (const waiter of this.waiters) union = (union ?? 0) | waiter.interest;
    for (const { wanted } of this.watches) if (wanted !== undefined) union = (union ?? 0) | wanted;
    return union === undefined ? SILENT : registrationFor(union, this.kernelTrigger);
  }

  /** The registration with one more interest. */
  widened(interest: number): PackedRegistration {
    return registrationFor((this.packed === SILENT ? 0 : interestOf(this.packed)) | interest, this.kernelTrigger);
  }

  /** Whether the registration in the kernel serves this one too. */
  covers(packed: PackedRegistration): boolean {
    if (this.packed === SILENT) return false;
    const wanted = interestOf(packed);
    return (interestOf(this.packed) & wanted) === wanted && triggerOf(this.packed) === triggerOf(packed);
  }

  get kernelTrigger(): "level" | "edge" {
    return kernelTrigger(this.watches[0]?.trigger);
  }

  /** Whether the kernel reports what becomes ready, rather than what is ready again and again. */
  get isEdge(): boolean {
    return triggerOf(this.packed) === "edge";
  }

  /** Calls all waits that an event serves, and returns whether there were any. `batch` is the number of the event's batch. */
  serve(readiness: number, batch: number): boolean {
    let served = false;
    if (this.waiters.size > 0) {
      for (const waiter of this.waiters) {
        if (waiter.since === batch || !serves(readiness, waiter.interest)) continue;
        served = true;
        waiter.resolve(readiness);
      }
    }
    const { watches } = this;
    for (let index = 0; index < watches.length; index++) {
      if (watches[index]!.serve(readiness, batch)) served = true;
    }
    return served;
  }
}
