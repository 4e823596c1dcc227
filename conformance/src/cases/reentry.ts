import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertTypeRefused } from "../support/errors.ts";
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
