// Translates the interface's flags to epoll's (epoll_ctl(2)), and back.

import { Interest, Readiness, type Trigger } from "../../../../../generated/core/flags.ts";
import { linux } from "../../../../../generated/core/linux.ts";
import {
  interestOf,
  isExclusive,
  PACKED_REGISTRATIONS,
  type PackedRegistration,
  triggerOf,
} from "../../arguments/registration.ts";

const { EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLLERR, EPOLLHUP, EPOLLRDHUP, EPOLLET, EPOLLONESHOT, EPOLLEXCLUSIVE } =
  linux.constants;

const TRIGGER_MASKS: Readonly<Record<Trigger, number>> = {
  level: 0,
  edge: EPOLLET,
  oneshot: EPOLLONESHOT,
  "edge-oneshot": EPOLLET | EPOLLONESHOT,
};

/** The mask of each packed registration. Filled by a loop: at import, an array's methods take a millisecond in Bun. */
const MASKS = new Int32Array(PACKED_REGISTRATIONS.length);
for (const packed of PACKED_REGISTRATIONS) MASKS[packed] = interestMask(packed) | TRIGGER_MASKS[triggerOf(packed)];

/** Readable also asks for the peer's half-close, which the kernel refuses with EPOLLEXCLUSIVE. */
function interestMask(packed: PackedRegistration): number {
  const interest = interestOf(packed);
  const exclusive = isExclusive(packed);
  return (
    ((interest & Interest.Readable) !== 0 ? EPOLLIN | (exclusive ? 0 : EPOLLRDHUP) : 0) |
    ((interest & Interest.Writable) !== 0 ? EPOLLOUT : 0) |
    ((interest & Interest.Priority) !== 0 ? EPOLLPRI : 0) |
    ((interest & Interest.ReadClosed) !== 0 ? EPOLLRDHUP : 0) |
    (exclusive ? EPOLLEXCLUSIVE : 0)
  );
}

export function maskOf(packed: PackedRegistration): number {
  return MASKS[packed]!;
}

/** Readiness flags of an epoll mask: looked up, because each event needs it. */
export function readinessOf(mask: number): number {
  return READINESS[(mask & LOW_FLAGS) | (mask & EPOLLRDHUP ? RDHUP_INDEX : 0)]!;
}

/** All reported flags but EPOLLRDHUP, which is a far higher bit and becomes the next one in the table's index. */
const LOW_FLAGS = EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLERR | EPOLLHUP;
const RDHUP_INDEX = LOW_FLAGS + 1;
const READINESS = new Uint8Array(2 * RDHUP_INDEX);
for (let index = 0; index < RDHUP_INDEX; index++) {
  READINESS[index] = meaning(index);
  READINESS[index + RDHUP_INDEX] = meaning(index | EPOLLRDHUP);
}

/** A hang-up closes both directions. What an error means also depends on the registration and the descriptor: see epoll.ts. */
function meaning(mask: number): number {
  let readiness = 0;
  if ((mask & EPOLLIN) !== 0) readiness |= Readiness.Readable;
  if ((mask & EPOLLOUT) !== 0) readiness |= Readiness.Writable;
  if ((mask & EPOLLPRI) !== 0) readiness |= Readiness.Priority;
  if ((mask & EPOLLRDHUP) !== 0) readiness |= Readiness.ReadClosed;
  if ((mask & EPOLLHUP) !== 0) readiness |= Readiness.Readable | Readiness.ReadClosed | Readiness.WriteClosed;
  if ((mask & EPOLLERR) !== 0) readiness |= Readiness.Error;
  return readiness;
}

/** What EPOLLERR adds: a call that the registration asks about does not block, because it returns the error. */
export function errorMeaning(interest: number): number {
  return (
    ((interest & Interest.Readable) !== 0 ? Readiness.Readable : 0) |
    ((interest & Interest.Writable) !== 0 ? Readiness.Writable : 0)
  );
}
