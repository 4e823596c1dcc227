// What a caller passes to register a descriptor: an event, and options, which are packed into one small number.

import { Interest, TRIGGERS, type Trigger } from "../../../../generated/core/flags.ts";
import type { EventLike, Registration } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor, checkObject, hasOwn, isDescriptor, refuseKey } from "./checks.ts";
import { rangeError, typeError } from "./errors.ts";
import { checkKind, type Kinds } from "./kinds.ts";

const ALL_INTERESTS = Interest.Readable | Interest.Writable | Interest.Priority;
const INTEREST_BITS = 3;
const KEYS = ["interest", "trigger"] as const;

/** Interest and trigger in one small number, an index into the tables of each system. */
export type PackedRegistration = number & { readonly brand: "packed registration" };

/** All of them: each is at its own index. */
export const PACKED_REGISTRATIONS = Array.from(
  { length: TRIGGERS.length << INTEREST_BITS },
  (_, packed) => packed,
) as readonly number[] as readonly PackedRegistration[];

/** Readable, level-triggered. */
const DEFAULT_PACKED = pack(Interest.Readable, "level");

export function pack(interest: number, trigger: Trigger): PackedRegistration {
  return (interest | (TRIGGERS.indexOf(trigger) << INTEREST_BITS)) as PackedRegistration;
}

export function interestOf(packed: PackedRegistration): number {
  return packed & ALL_INTERESTS;
}

export function triggerOf(packed: PackedRegistration): Trigger {
  return TRIGGERS[packed >>> INTEREST_BITS]!;
}

/** Checks and packs the caller's options: own properties, each read once. The hot path of modify: enumerating allocates nothing. */
export function checkRegistration(options: Registration | undefined): PackedRegistration {
  if (options === undefined) return DEFAULT_PACKED;
  checkObject(options, "options");
  let interest: number | undefined;
  let trigger: Trigger | undefined;
  for (const key in options) {
    if (!hasOwn.call(options, key)) continue;
    if (key === "interest") interest = options.interest;
    else if (key === "trigger") trigger = options.trigger;
    else refuseKey("options", key, KEYS);
  }
  if (interest === undefined) interest = Interest.Readable;
  else checkInterest(interest, "options.interest", 1);
  if (trigger === undefined) trigger = "level";
  else checkTrigger(trigger);
  return pack(interest, trigger);
}

export function checkInterest(interest: number, name: string, least: 0 | 1): void {
  if (typeof interest !== "number") throw typeError(name, interests(least), interest);
  if (!Number.isInteger(interest) || interest < least || interest > ALL_INTERESTS) {
    throw rangeError(name, interests(least), interest);
  }
}

const interests = (least: number): string => `flags of Interest, from ${least} to ${ALL_INTERESTS}`;

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
