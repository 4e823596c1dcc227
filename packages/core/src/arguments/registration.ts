// What a caller passes to register a descriptor: an event, and options, which are packed into one small number.

import { Interest, TRIGGERS, type Trigger } from "../../../../generated/core/flags.ts";
import type { EventLike, Registration } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor, checkObject, hasOwn, isDescriptor, refuseKey } from "./checks.ts";
import { rangeError, typeError, valueError } from "./errors.ts";
import { checkKind, type Kinds } from "./kinds.ts";

const ALL_INTERESTS = Interest.Readable | Interest.Writable | Interest.Priority | Interest.ReadClosed;
const INTEREST_BITS = 4;
const TRIGGER_BITS = 2;
const TRIGGER_MASK = (1 << TRIGGER_BITS) - 1;
const EXCLUSIVE = 1 << (INTEREST_BITS + TRIGGER_BITS);
const INTERESTS = `flags of Interest, from 0 to ${ALL_INTERESTS}`;
const KEYS = ["interest", "trigger", "exclusive"] as const;

/** What exclusive registrations take (EPOLLEXCLUSIVE_OK_BITS in fs/eventpoll.c, without what is always reported). */
const EXCLUSIVE_INTERESTS = Interest.Readable | Interest.Writable;
const EXCLUSIVE_TRIGGERS: readonly Trigger[] = ["level", "edge"];

/** Interest, trigger and exclusiveness in one small number, an index into the tables of each system. */
export type PackedRegistration = number & { readonly brand: "packed registration" };

/** The largest one, which takes 7 bits together with a value that says 'none'. */
const MAX_PACKED = pack(EXCLUSIVE_INTERESTS, "edge", true);

/** All of them: each is at its own index. */
export const PACKED_REGISTRATIONS = Array.from(
  { length: MAX_PACKED + 1 },
  (_, packed) => packed,
) as readonly number[] as readonly PackedRegistration[];

/** Readable, level-triggered. */
const DEFAULT_PACKED = pack(Interest.Readable, "level");

export function pack(interest: number, trigger: Trigger, exclusive = false): PackedRegistration {
  const packed = interest | (TRIGGERS.indexOf(trigger) << INTEREST_BITS);
  return (exclusive ? packed | EXCLUSIVE : packed) as PackedRegistration;
}

export function interestOf(packed: PackedRegistration): number {
  return packed & ALL_INTERESTS;
}

export function triggerOf(packed: PackedRegistration): Trigger {
  return TRIGGERS[(packed >>> INTEREST_BITS) & TRIGGER_MASK]!;
}

export function isExclusive(packed: PackedRegistration): boolean {
  return (packed & EXCLUSIVE) !== 0;
}

/** Checks and packs the caller's options: own properties, each read once. The hot path of modify: enumerating allocates nothing. */
export function checkRegistration(options: Registration | undefined): PackedRegistration {
  if (options === undefined) return DEFAULT_PACKED;
  checkObject(options, "options");
  let interest: number | undefined;
  let trigger: Trigger | undefined;
  let exclusive: boolean | undefined;
  for (const key in options) {
    if (!hasOwn.call(options, key)) continue;
    if (key === "interest") interest = options.interest;
    else if (key === "trigger") trigger = options.trigger;
    else if (key === "exclusive") exclusive = options.exclusive;
    else refuseKey("options", key, KEYS);
  }
  if (interest === undefined) interest = Interest.Readable;
  else checkInterest(interest, "options.interest");
  if (trigger === undefined) trigger = "level";
  else checkTrigger(trigger);
  if (exclusive === undefined || exclusive === false) return pack(interest, trigger);
  checkExclusive(exclusive, interest, trigger);
  return pack(interest, trigger, true);
}

/** Throws unless a registration with this interest and trigger can be exclusive. */
function checkExclusive(exclusive: boolean, interest: number, trigger: Trigger): void {
  if (typeof exclusive !== "boolean") throw typeError("options.exclusive", "a boolean", exclusive);
  if (interest === 0 || (interest & ~EXCLUSIVE_INTERESTS) !== 0) {
    const expected = "Readable, Writable or both where options.exclusive is true";
    throw valueError("options.interest", expected, interest);
  }
  if (!EXCLUSIVE_TRIGGERS.includes(trigger)) {
    throw valueError("options.trigger", `"level" or "edge" where options.exclusive is true`, trigger);
  }
}

export function checkInterest(interest: number, name: string): void {
  if (typeof interest !== "number") throw typeError(name, INTERESTS, interest);
  if (!Number.isInteger(interest) || interest < 0 || interest > ALL_INTERESTS) {
    throw rangeError(name, INTERESTS, interest);
  }
}

export function checkTrigger(trigger: Trigger): void {
  if (!TRIGGERS.includes(trigger)) refuseTrigger(trigger);
}

function refuseTrigger(trigger: unknown): never {
  const expected = `one of ${TRIGGERS.map((name) => `"${name}"`).join(", ")}`;
  throw typeof trigger === "string"
    ? rangeError("options.trigger", expected, trigger)
    : typeError("options.trigger", expected, trigger);
}

/** Throws unless it is an object. Its fd and kind are read afterwards, once: they may be getters. */
export function checkEvent(event: EventLike, name: string): void {
  if (typeof event !== "object" || event === null) {
    throw typeError(name, "an EventObject, or any object with fd and kind", event);
  }
}

/** Throws unless these are a descriptor and a kind; messages call the event `name`. */
export function checkFields(fd: number, kind: number, kinds: Kinds, name: string): void {
  checkDescriptor(fd, `${name}.fd`);
  checkKind(kinds, kind, `${name}.kind`);
}

/** The same check without a message, for the hot path. */
export function areFields(fd: number, kind: number, kinds: Kinds): boolean {
  return isDescriptor(fd) && typeof kind === "number" && kinds.known[kind] === 1;
}
