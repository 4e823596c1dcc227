// Many changes at once: all of them are checked before the first is made.

import { highHalf, lowHalf } from "../../../../generated/core/codec.ts";
import type { EventLike } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor, isDescriptor } from "../arguments/checks.ts";
import { typeError } from "../arguments/errors.ts";
import type { Kinds } from "../arguments/kinds.ts";
import { areFields, checkEvent, checkFields } from "../arguments/registration.ts";
import { CHANGE_WORDS } from "../backend/seam.ts";
import type { Generations } from "./generations.ts";

/** Changes that add these events, each with the generation that it begins. */
export function additions(events: Iterable<EventLike>, kinds: Kinds, generations: Generations): Int32Array {
  const list = listOf(events, "events", "an iterable of EventObjects");
  const words = new Int32Array(list.length * CHANGE_WORDS);
  for (let index = 0, at = 0; index < list.length; index++, at += CHANGE_WORDS) {
    const event = list[index]!;
    if (typeof event !== "object" || event === null) checkEvent(event, `events[${index}]`);
    const { fd, kind } = event;
    if (!areFields(fd, kind, kinds)) checkFields(fd, kind, kinds, `events[${index}]`);
    words[at] = fd;
    words[at + 1] = kind;
  }
  // Only now, that all getters have run: one of them may have registered what an earlier event names.
  for (let at = 0; at < words.length; at += CHANGE_WORDS) {
    const fd = words[at]!;
    words[at + 1] = lowHalf(fd, words[at + 1]!);
    words[at + 2] = highHalf(fd, generations.next(fd));
  }
  return words;
}

/** Changes that delete these descriptors. */
export function deletions(fds: Iterable<number>): Int32Array {
  const list = listOf(fds, "fds", "an iterable of descriptors");
  const words = new Int32Array(list.length * CHANGE_WORDS);
  for (let index = 0; index < list.length; index++) {
    const fd = list[index]!;
    if (!isDescriptor(fd)) checkDescriptor(fd, `fds[${index}]`);
    words[index * CHANGE_WORDS] = fd;
  }
  return words;
}

/** A copy: getters in the list, and code that they call, may change the caller's array while it is read. */
function listOf<T>(values: Iterable<T>, name: string, expected: string): readonly T[] {
  if (typeof values !== "object" || values === null || typeof values[Symbol.iterator] !== "function") {
    throw typeError(name, expected, values);
  }
  return [...values];
}
