import { expect, test } from "vitest";
import { Interest, Readiness } from "../../../generated/core/flags.ts";
import type { Registration } from "../../../generated/core/interfaces.ts";
import { checkRegistration } from "../src/arguments/registration.ts";
import { maskOf, readinessOf } from "../src/systems/linux/masks.ts";

const { Readable, Writable, Priority, ReadClosed, WriteClosed, Error: Failed } = Readiness;

// Masks that Linux was observed to report, and their meaning.
test.each([
  [0x1, Readable, "data"],
  [0x4, Writable, "room"],
  [0x2, Priority, "out-of-band data"],
  [0x11, Readable | ReadClosed | WriteClosed, "pipe with data, writer gone"],
  [0x10, Readable | ReadClosed | WriteClosed, "drained pipe, writer gone"],
  [0xc, Writable | Failed, "an error with room: a pipe without a reader, or a datagram socket"],
  [0x8, Failed, "error alone"],
  [0x9, Readable | Failed, "error with data"],
  [0x2005, Readable | Writable | ReadClosed, "unix peer shut down writing"],
  [0x2015, Readable | Writable | ReadClosed | WriteClosed, "unix peer closed"],
  [0x201d, Readable | Writable | ReadClosed | WriteClosed | Failed, "reset"],
  [0x14, Readable | Writable | ReadClosed | WriteClosed, "never connected"],
])("mask %i means %i: %s", (mask, readiness) => {
  expect(readinessOf(mask)).toBe(readiness);
});

const mask = (options: Registration): number => maskOf(checkRegistration(options)) >>> 0;

test("interest and trigger become epoll's flags", () => {
  expect(mask({})).toBe(0x2001);
  expect(mask({ interest: Interest.Writable })).toBe(0x4);
  expect(mask({ interest: Interest.Priority | Interest.Readable })).toBe(0x2003);
  expect(mask({ interest: 0 })).toBe(0);
  expect(mask({ interest: Interest.ReadClosed })).toBe(0x2000);
  expect(mask({ interest: 15 })).toBe(0x2007);
  expect(mask({ exclusive: true })).toBe(0x10000001);
  expect(mask({ exclusive: true, interest: Interest.Writable, trigger: "edge" })).toBe(0x90000004);
  expect(mask({ exclusive: false, trigger: "edge" })).toBe(0x80002001);
  expect(mask({ trigger: "edge" })).toBe(0x80002001);
  expect(mask({ trigger: "oneshot" })).toBe(0x40002001);
  expect(mask({ trigger: "edge-oneshot" })).toBe(0xc0002001);
});
