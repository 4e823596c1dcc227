import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { type BadValue, badKinds, noDescriptors, noNumbers, noOptions } from "../support/bad-values.ts";
import { assertRangeRefused, assertRefusedEitherWay, assertTypeRefused, thrownBy } from "../support/errors.ts";
import { assertSilent, descriptors } from "../support/events.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

/** Index of the bad element in the lists below; no other number in a message equals it. */
const POSITION = 7;

/** A list with a bad element at POSITION. */
function withBad<T>(good: readonly T[], bad: unknown): T[] {
  return good.map((each, i) => (i === POSITION ? (bad as T) : each));
}

function assertNamesPosition(action: () => unknown, label: string): void {
  const { message } = thrownBy(action, label) as Error;
  assert.match(message, new RegExp(`\\b${POSITION}\\b`), `${label}: the message has the index`);
}

/** Checks that each bad element is refused by type or value, with its index, before anything happens. */
function refusesElement(
  call: (bad: unknown) => unknown,
  types: readonly BadValue[],
  ranges: readonly BadValue[],
): void {
  for (const [label, value] of types) {
    assertTypeRefused(() => call(value), label);
    assertNamesPosition(() => call(value), label);
  }
  for (const [label, value] of ranges) {
    assertRangeRefused(() => call(value), label);
    assertNamesPosition(() => call(value), label);
  }
}

const noIterables: readonly BadValue[] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 5],
  ["a boolean", true],
  ["an object", {}],
  ["one event", { fd: 0, kind: 1 }],
  ["a function", () => []],
];

/** Arguments refused before anything is registered or deleted. */
export const manyArguments: readonly Case[] = [
  {
    name: "errors.registerAll.elements",
    covers: ["registerAll:ERR_INVALID_ARG_TYPE", "registerAll:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const good = readyOnes(fixture, 10).map(client);
      const { fd } = good[POSITION]!;
      const noEvents = noNumbers.filter(([label]) => !/object|array|function/.test(label));
      refusesElement((bad) => poller.registerAll(withBad(good, bad)), noEvents, []);
      refusesElement((bad) => poller.registerAll(withBad(good, { fd: bad, kind: 2 })), noNumbers, noDescriptors);
      refusesElement((bad) => poller.registerAll(withBad(good, { fd, kind: bad })), noNumbers, badKinds);
      refusesElement((bad) => poller.registerAll(new Set(withBad(good, bad))), [["a number", fd]], []);
      assertSilent(poller, "nothing was registered, not even the elements before it");
      poller.registerAll(good);
      assert.equal([...poller.wait(0)].length, 10, "each can still be registered");
    },
  },
  {
    name: "errors.deleteAll.elements",
    covers: ["deleteAll:ERR_INVALID_ARG_TYPE", "deleteAll:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 10);
      poller.registerAll(fds.map(client));
      const ready = poller.wait(0);
      refusesElement((bad) => poller.deleteAll(withBad(fds, bad)), noNumbers, noDescriptors);
      refusesElement((bad) => poller.deleteAll(new Set(withBad(fds, bad))), [["a string", "1"]], [["-1", -1]]);
      assert.equal([...ready].length, 10, "none is stale");
      assert.deepEqual(descriptors(poller.wait(0)), fds, "nothing was deleted, not even the elements before it");
    },
  },
  {
    name: "errors.registerAll.no-iterable",
    covers: ["registerAll:ERR_INVALID_ARG_TYPE", "deleteAll:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const poller = fixture.poller();
      for (const [label, value] of noIterables) {
        assertTypeRefused(() => poller.registerAll(value as never), `registerAll: ${label}`);
        assertTypeRefused(() => poller.deleteAll(value as never), `deleteAll: ${label}`);
      }
      // Characters are neither events nor descriptors.
      assertTypeRefused(() => poller.registerAll("12" as never), "a string of events");
      assertTypeRefused(() => poller.deleteAll("12" as never), "a string of descriptors");
    },
  },
  {
    name: "errors.registerAll.options",
    covers: ["registerAll:ERR_INVALID_ARG_TYPE", "registerAll:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      for (const events of [[], readyOnes(fixture, 3).map(client)]) {
        for (const [label, options] of noOptions) {
          assertTypeRefused(() => poller.registerAll(events, options as never), label);
        }
        assertRangeRefused(() => poller.registerAll(events, { interest: 16 }), "an unknown interest");
        assertRangeRefused(() => poller.registerAll(events, { trigger: "once" as never }), "no trigger");
        assertRefusedEitherWay(() => poller.registerAll(events, { triger: "edge" } as never), "an unknown option");
      }
      assertSilent(poller, "nothing was registered");
    },
  },
  {
    name: "errors.registerAll.an-iterable-that-throws",
    covers: ["registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 5);
      const failure = new Error("the list ends here");
      function* broken<T>(values: readonly T[]): Generator<T> {
        yield* values;
        throw failure;
      }
      assert.equal(
        thrownBy(() => poller.registerAll(broken(fds.map(client)))),
        failure,
      );
      assertSilent(poller, "nothing was registered");
      poller.registerAll(fds.map(client));
      assert.equal(
        thrownBy(() => poller.deleteAll(broken(fds))),
        failure,
      );
      assert.deepEqual(descriptors(poller.wait(0)), fds, "nothing was deleted");
    },
  },
];
