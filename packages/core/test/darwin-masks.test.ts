import { expect, test } from "vitest";
import { Interest, Readiness } from "../../../generated/core/flags.ts";
import type { Registration } from "../../../generated/core/interfaces.ts";
import { checkRegistration } from "../src/arguments/registration.ts";
import { FILTERS, flagsOf, hasFilter, readinessOf, readsEndOnly } from "../src/systems/darwin/masks.ts";

const { Readable, Writable, Priority, ReadClosed, WriteClosed, Error: Failed } = Readiness;

// kqueue(2)'s numbers, repeated on purpose.
const [READ, WRITE, EXCEPT] = [-1, -2, -15];
const EOF = -0x8000;
const ECONNRESET = 54;

test.each([
  [READ, 0x20, 0, Readable, "data"],
  [WRITE, 0, 0, Writable, "room"],
  [EXCEPT, 0, 2, Priority, "out-of-band data"],
  [READ, EOF, 0, Readable | ReadClosed, "the peer has ended its writing"],
  [WRITE, EOF, 0, Writable | WriteClosed, "the reader is gone"],
  [READ, EOF | 0x20, ECONNRESET, Readable | ReadClosed | Failed, "reset"],
  [WRITE, EOF, ECONNRESET, Writable | WriteClosed | Failed, "refused"],
  [EXCEPT, 0, 1, Readable, "a buffer that is full of plain bytes where only urgent data was asked for"],
  [EXCEPT, EOF, 0, ReadClosed, "the end where only urgent data was asked for"],
  [READ, 0, 1, Readable, "flags of the filter without an end are no error"],
])("filter %i with flags %i and %i means %i: %s", (filter, flags, fflags, readiness) => {
  // As a signed half, which is how the kernel's memory is read.
  expect(readinessOf(filter, flags, fflags)).toBe(readiness);
});

const filters = (options: Registration): (string | undefined)[] => {
  const packed = checkRegistration(options);
  return FILTERS.map((_, index) => (hasFilter(packed, index) ? flagsOf(packed, index).toString(16) : undefined));
};

test("interest and trigger become filters and flags; reading is always there, disabled if nobody asked for it", () => {
  expect(FILTERS).toEqual([READ, WRITE, EXCEPT]);
  expect(filters({})).toEqual(["0", undefined, undefined]);
  expect(filters({ interest: Interest.Writable })).toEqual(["8", "0", undefined]);
  expect(filters({ interest: Interest.Readable | Interest.Priority })).toEqual(["0", undefined, "0"]);
  expect(filters({ interest: 0 })).toEqual(["0", undefined, undefined]);
  expect(filters({ interest: Interest.ReadClosed, trigger: "edge" })).toEqual(["20", undefined, undefined]);
  expect(filters({ interest: Interest.ReadClosed | Interest.Writable })).toEqual(["0", "0", undefined]);
  expect(filters({ trigger: "edge" })).toEqual(["20", undefined, undefined]);
  expect(filters({ interest: Interest.Writable, trigger: "oneshot" })).toEqual(["88", "80", undefined]);
  expect(filters({ trigger: "edge-oneshot" })).toEqual(["a0", undefined, undefined]);
});

test("reading is asked for nothing but the end where nobody asked for data", () => {
  const endOnly = Array.from({ length: 16 }, (_, interest) => interest).filter((interest) =>
    readsEndOnly(checkRegistration({ interest })),
  );
  const { Writable, Priority, ReadClosed } = Interest;
  expect(endOnly).toEqual([0, 8, 10, 12, 14]);
  expect(endOnly.slice(1)).toEqual([0, Writable, Priority, Writable | Priority].map((other) => other | ReadClosed));
});
