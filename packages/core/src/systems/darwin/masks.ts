// Translates the interface's flags to kqueue's filters and flags (kqueue(2)), and back. Reading and writing are two filters, and
// two events.

import { darwin } from "../../../../../generated/core/darwin.ts";
import { Interest, Readiness } from "../../../../../generated/core/flags.ts";
import type { Layout } from "../../../../../generated/core/platforms.ts";
import { interestOf, PACKED_REGISTRATIONS, type PackedRegistration, triggerOf } from "../../arguments/registration.ts";
import type { BatchSource } from "../../poller/ready-events.ts";
import { wordOf } from "../memory.ts";

const { EVFILT_READ, EVFILT_WRITE, EVFILT_EXCEPT } = darwin.constants;
const { EV_CLEAR, EV_DISPATCH, EV_DISABLE, EV_EOF, NOTE_LOWAT, NOTE_OOB } = darwin.constants;

/** The filters, in the order in which they are changed. Reading comes first: it is registered whatever the interest. */
export const FILTERS: readonly number[] = [EVFILT_READ, EVFILT_WRITE, EVFILT_EXCEPT];

const INTERESTS: readonly number[] = [Interest.Readable, Interest.Writable, Interest.Priority];

/** EV_ONESHOT would delete the registration; EV_DISPATCH keeps it, silent, as EPOLLONESHOT does. */
const TRIGGER_FLAGS = {
  level: 0,
  edge: EV_CLEAR,
  oneshot: EV_DISPATCH,
  "edge-oneshot": EV_CLEAR | EV_DISPATCH,
} as const;

/** Whether the registration has the filter. */
export function hasFilter(packed: PackedRegistration, index: number): boolean {
  return index === 0 || (interestOf(packed) & INTERESTS[index]!) !== 0;
}

/**
 * Whether the registration asks EVFILT_READ for nothing but the end of the stream: for ReadClosed without Readable, or for nothing at
 * all, where it reports hang-ups.
 */
export function readsEndOnly(packed: PackedRegistration): boolean {
  const interest = interestOf(packed);
  return interest === 0 || (interest & (Interest.Readable | Interest.ReadClosed)) === Interest.ReadClosed;
}

/** The flags of each filter of each packed registration; filled when the first is asked for, because only a Mac needs them. */
const FLAGS = new Int32Array(PACKED_REGISTRATIONS.length * FILTERS.length);
let isFilled = false;

function fill(): void {
  for (const packed of PACKED_REGISTRATIONS) {
    const trigger = TRIGGER_FLAGS[triggerOf(packed)];
    for (let index = 0; index < FILTERS.length; index++) {
      const isAsked = (interestOf(packed) & INTERESTS[index]!) !== 0 || (index === 0 && readsEndOnly(packed));
      FLAGS[packed * FILTERS.length + index] = isAsked ? trigger : trigger | EV_DISABLE;
    }
  }
  isFilled = true;
}

/** The flags of one filter of a registration. EVFILT_READ is disabled if not asked for: it marks the registration. */
export function flagsOf(packed: PackedRegistration, index: number): number {
  if (!isFilled) fill();
  return FLAGS[packed * FILTERS.length + index]!;
}

/**
 * The filter-specific flags and data of EVFILT_READ and EVFILT_WRITE. Devices whose driver knows no kqueue, such as /dev/tty and
 * serial lines, demand this low-water mark (XNU, filt_specattach()); everything else has it anyway. Each touch replaces it.
 */
export const READY_NOTE: number = NOTE_LOWAT;
export const READY_BYTES = 1;

/** A low-water mark that only a full buffer reaches, to which XNU caps it (filt_soread_common(), filt_piperead_common()). */
export const NEVER_ENOUGH = 0x7fffffff;

/** The filter-specific flags of EVFILT_READ where only the end of the stream is asked for, with NEVER_ENOUGH. */
export const END_NOTE: number = NOTE_LOWAT;

/** Those of EVFILT_EXCEPT, with NEVER_ENOUGH: without a low-water mark it reports plain bytes too (filt_soread_common()). */
export const URGENT_NOTE: number = NOTE_OOB | NOTE_LOWAT;

/** Reads the event that begins at a word; `halves` is the same memory as 16-bit integers. */
export function eventReader(layout: Layout, halves: Int16Array): Pick<BatchSource, "mask" | "readiness"> {
  const { fields } = layout;
  const filterAt = fields.filter!.offset / Int16Array.BYTES_PER_ELEMENT;
  const flagsAt = fields.flags!.offset / Int16Array.BYTES_PER_ELEMENT;
  const fflagsAt = wordOf(fields.fflags!);
  return {
    mask: (_words, base) => ((halves[2 * base + flagsAt]! << 16) | (halves[2 * base + filterAt]! & 0xffff)) >>> 0,
    readiness: (words, base) =>
      readinessOf(halves[2 * base + filterAt]!, halves[2 * base + flagsAt]!, words[base + fflagsAt]!),
  };
}

/** At the end of a stream, the filter-specific flags are the socket's error. */
export function readinessOf(filter: number, flags: number, fflags: number): number {
  const ended = (flags & EV_EOF) !== 0;
  const error = ended && fflags !== 0 ? Readiness.Error : 0;
  if (filter === EVFILT_READ) return Readiness.Readable | (ended ? Readiness.ReadClosed | error : 0);
  if (filter === EVFILT_WRITE) return Readiness.Writable | (ended ? Readiness.WriteClosed | error : 0);
  if (ended) return Readiness.ReadClosed | error;
  return (fflags & NOTE_OOB) !== 0 ? Readiness.Priority : Readiness.Readable;
}
