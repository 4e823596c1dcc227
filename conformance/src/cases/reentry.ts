import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { begin, outcomeOf } from "../support/async.ts";
import { assertOwnError, assertTypeRefused } from "../support/errors.ts";
import { assertSilent, descriptors } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

/** A poller, and a function that closes it and gives its descriptor's number to another poller. */
function doomed(fixture: Fixture): { poller: Poller; close: () => void; heir: () => Poller } {
  const poller = fixture.poller();
  let heir: Poller | undefined;
  const close = () => {
    poller.close();
    heir ??= fixture.poller();
  };
  return { poller, close, heir: () => heir! };
}

const closed = { code: "ERR_POLLER_CLOSED" };

/** Arguments that run the caller's code while they are read: getters and iterators that use the same poller. */
export const reentry: readonly Case[] = [
  {
    name: "reentry.an-iterable-that-closes-the-poller",
    covers: ["registerAll:ERR_POLLER_CLOSED", "deleteAll:ERR_POLLER_CLOSED"],
    run(fixture) {
      const [fd] = readyOnes(fixture, 1) as [number];
      const first = doomed(fixture);
      const events = (function* () {
        first.close();
        yield client(fd);
      })();
      assert.throws(() => first.poller.registerAll(events), closed);
      assert.equal(first.heir().wait(0).length, 0, "the number's new owner has no registration of it");
      const second = doomed(fixture);
      const fds = (function* () {
        second.close();
        second.heir().add(client(fd));
        yield fd;
      })();
      assert.throws(() => second.poller.deleteAll(fds), closed);
      assert.equal(second.heir().wait(0).length, 1, "the number's new owner keeps its registration");
    },
  },
  {
    name: "reentry.a-getter-that-closes-the-poller",
    covers: ["add:ERR_POLLER_CLOSED", "modify:ERR_POLLER_CLOSED"],
    run(fixture) {
      const [fd] = readyOnes(fixture, 1) as [number];
      for (const method of ["add", "modify"] as const) {
        const inEvent = doomed(fixture);
        const event = {
          get fd() {
            inEvent.close();
            return fd;
          },
          kind: 1,
        };
        assert.throws(() => inEvent.poller[method](event), closed, method);
        assert.equal(inEvent.heir().wait(0).length, 0, method);
        const inOptions = doomed(fixture);
        const options = {
          get interest() {
            inOptions.close();
            return 1;
          },
        };
        assert.throws(() => inOptions.poller[method](client(fd), options), closed, method);
        assert.equal(inOptions.heir().wait(0).length, 0, method);
      }
    },
  },
  {
    name: "reentry.a-getter-is-asked-once",
    covers: ["add", "modify", "registerAll"],
    run(fixture) {
      const poller = fixture.poller();
      const [fd] = readyOnes(fixture, 1) as [number];
      let asked = 0;
      const event = {
        get fd() {
          return asked++ === 0 ? fd : ("x" as never);
        },
        kind: 1,
      };
      for (const register of [
        () => poller.add(event),
        () => poller.modify(event),
        () => {
          poller.delete(fd);
          poller.registerAll([event]);
        },
      ]) {
        asked = 0;
        register();
        assert.equal(asked, 1);
        assert.equal(poller.wait(0).fd(0), fd);
      }
    },
  },
  {
    name: "reentry.a-signal-getter-that-uses-the-poller",
    covers: ["waitAsync:ERR_POLLER_CLOSED", "waitAsync:ERR_WAIT_PENDING"],
    async run(fixture) {
      const first = doomed(fixture);
      const closing = {
        get signal(): AbortSignal {
          first.close();
          return new AbortController().signal;
        },
      };
      await assert.rejects(fixture.within(first.poller.waitAsync(-1, closing)), closed);
      const poller = fixture.poller();
      let inner: Promise<unknown> | undefined;
      const waiting = {
        get signal(): AbortSignal {
          inner = poller.waitAsync(10);
          return new AbortController().signal;
        },
      };
      await assert.rejects(fixture.within(poller.waitAsync(-1, waiting)), { code: "ERR_WAIT_PENDING" });
      await fixture.within(inner!, "the wait that was first");
    },
  },
  {
    name: "reentry.a-list-that-changes-while-it-is-read",
    covers: ["registerAll", "delete:ENOENT"],
    run(fixture) {
      const fds = readyOnes(fixture, 3);
      const changes: Record<string, (list: unknown[]) => void> = {
        "is shortened": (list) => list.splice(1),
        "is emptied": (list) => list.splice(0),
        grows: (list) => list.push({ fd: fds[0], kind: 1 }),
        "has other members": (list) => list.fill({ fd: "x", kind: 1 }),
      };
      for (const [label, change] of Object.entries(changes)) {
        const poller = fixture.poller();
        const list: unknown[] = fds.map(client);
        list[0] = {
          get fd() {
            change(list);
            return fds[0];
          },
          kind: 2,
        };
        poller.registerAll(list as never);
        assert.throws(() => poller.delete(0), { code: "ENOENT" }, `${label}: descriptor 0 is nobody's`);
        assert.deepEqual(descriptors(poller.wait(0)), fds, `a list that ${label}: taken as it was`);
      }
    },
  },
  {
    name: "reentry.lists-with-holes-and-iterators-of-their-own",
    covers: ["registerAll:ERR_INVALID_ARG_TYPE", "deleteAll:ERR_INVALID_ARG_TYPE", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 2);
      const holes = (values: unknown[]) => Object.assign(new Array(3), { 0: values[0], 2: values[1] }) as never;
      assertTypeRefused(() => poller.registerAll(holes(fds.map(client))), "a hole among events");
      assertSilent(poller, "nothing was registered");
      const own = (values: unknown[]) =>
        Object.assign([{}, {}, {}], { [Symbol.iterator]: () => values.values() }) as never;
      poller.registerAll(own(fds.map(client)));
      assert.deepEqual(descriptors(poller.wait(0)), fds, "an array is iterated as anything else is");
      assertTypeRefused(() => poller.deleteAll(holes(fds)), "a hole among descriptors");
      const lying = Object.defineProperty([...fds], "map", { value: () => [] });
      poller.deleteAll(new Proxy(lying, {}));
      assertSilent(poller, "a Proxy of an array is a list");
    },
  },
  {
    name: "reentry.a-getter-that-registers-what-is-in-the-list",
    covers: ["registerAll", "registerAll:EEXIST", "add", "delete"],
    run(fixture) {
      const poller = fixture.poller();
      const [first, second] = readyOnes(fixture, 2) as [number, number];
      const list = (meanwhile: () => void) => [
        client(first),
        {
          get fd() {
            meanwhile();
            return second;
          },
          kind: 2,
        },
      ];
      poller.registerAll(
        list(() => {
          poller.add(client(first));
          poller.modify(client(first));
          poller.delete(first);
        }),
      );
      const ready = poller.wait(0);
      assert.deepEqual(
        [...ready].map(({ fd }) => fd).sort((a, b) => a - b),
        [first, second],
        "none is taken for an event of the registration that the getter made",
      );
      poller.deleteAll([first, second]);
      assert.throws(() => poller.registerAll(list(() => poller.add(client(first)))), { code: "EEXIST", index: 0 });
      assert.deepEqual(
        [...poller.wait(0)].map(({ fd }) => fd),
        [first],
        "the getter's registration lives",
      );
    },
  },
  {
    name: "reentry.a-signal-that-uses-the-poller",
    covers: ["waitAsync:ERR_POLLER_CLOSED", "waitAsync:ERR_WAIT_PENDING", "waitAsync"],
    async run(fixture) {
      const reason = new Error("enough");
      const signal = (parts: object) =>
        Object.defineProperties(
          { aborted: false, reason, addEventListener: () => {}, removeEventListener: () => {} },
          Object.getOwnPropertyDescriptors(parts),
        ) as unknown as AbortSignal;
      const wait = async (poller: Poller, parts: object) =>
        await outcomeOf(fixture.within(begin(poller, 20, { signal: signal(parts) })));
      const inner = fixture.poller();
      let first: Promise<unknown> | undefined;
      const waits = {
        get aborted() {
          first ??= begin(inner, 10);
          return false;
        },
      };
      assertOwnError(fixture.module, await wait(inner, waits), "ERR_WAIT_PENDING");
      await fixture.within(first!, "the wait that was first");
      for (const when of ["aborted", "addEventListener"] as const) {
        const poller = fixture.poller();
        const closes =
          when === "aborted"
            ? {
                get aborted() {
                  poller.close();
                  return false;
                },
              }
            : { addEventListener: () => poller.close() };
        assertOwnError(fixture.module, await wait(poller, closes), "ERR_POLLER_CLOSED");
      }
      const poller = fixture.poller();
      const atOnce = { addEventListener: (_type: string, listener: () => void) => listener() };
      assert.throws(await wait(poller, atOnce), reason, "aborted while it is listened to");
      const fails = new Error("no listeners here");
      const failing = (): never => {
        throw fails;
      };
      assert.throws(await wait(poller, { addEventListener: failing }), fails);
      const stubborn: (() => void)[] = [];
      const keeps = {
        addEventListener: (_type: string, listener: () => void) => stubborn.push(listener),
        removeEventListener: failing,
      };
      assert.equal((await wait(poller, keeps))().length, 0, "the wait ends all the same");
      const next = begin(poller);
      for (const listener of stubborn) listener();
      poller.notify();
      assert.equal((await fixture.within(next)).length, 0, "a listener that was kept ends no later wait");
    },
  },
  {
    name: "reentry.what-only-looks-iterable",
    covers: ["registerAll:ERR_INVALID_ARG_TYPE", "deleteAll:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const poller = fixture.poller();
      for (const value of [{ [Symbol.iterator]: 5 }, { [Symbol.iterator]: null }, (async function* () {})()]) {
        assertTypeRefused(() => poller.registerAll(value as never), "registerAll");
        assertTypeRefused(() => poller.deleteAll(value as never), "deleteAll");
      }
    },
  },
];
