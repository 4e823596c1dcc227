// Which kinds a poller takes is in its types: `npm run typecheck` fails where one of the lines below it expects to fail does not.

import { expect, expectTypeOf, test } from "vitest";
import { EventKind, OsPoller, type ReadyEvents, withKinds } from "../src/index.ts";

const { OsPoller: JobPoller } = withKinds({ Job: 70 });
const refused = expect.objectContaining({ code: "ERR_OUT_OF_RANGE" });

test("a poller takes the kinds of its module, and no others", () => {
  using standard = new OsPoller({ maxEvents: 1 });
  using jobs = new JobPoller({ maxEvents: 1 });
  // @ts-expect-error
  expect(() => standard.add({ fd: 0, kind: 70 })).toThrow(refused);
  // @ts-expect-error
  expect(() => standard.modify({ fd: 0, kind: 70 })).toThrow(refused);
  // @ts-expect-error
  expect(() => standard.set({ fd: 0, kind: 70 })).toThrow(refused);
  // @ts-expect-error
  expect(() => standard.registerAll([{ fd: 0, kind: 70 }])).toThrow(refused);
  // @ts-expect-error
  expect(() => jobs.add({ fd: 0, kind: 1 })).toThrow(refused);
  // @ts-expect-error
  expect(() => jobs.set({ fd: 0, kind: EventKind.Client })).toThrow(refused);
  // @ts-expect-error
  expect(() => jobs.registerAll([{ fd: 0, kind: EventKind.Server }])).toThrow(refused);

  standard.registerAll([{ fd: standard.waker.fd + 1_000, kind: EventKind.Server }].slice(1));
  jobs.registerAll([{ fd: 0, kind: 70 as const }].slice(1));
  // Reported events have the kinds, too.
  for (const { kind } of standard.registrations()) expectTypeOf(kind).toEqualTypeOf<EventKind>();
  for (const { kind } of jobs.registrations()) expectTypeOf(kind).toEqualTypeOf<70>();
  const [batches, jobBatches] = [standard.events(), jobs.events({ timeoutMs: 1 })];
  expectTypeOf(batches).toEqualTypeOf<AsyncIterableIterator<ReadyEvents>>();
  expectTypeOf(jobBatches).toEqualTypeOf<AsyncIterableIterator<ReadyEvents<70>>>();
});
