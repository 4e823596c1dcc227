import assert from "node:assert/strict";
import type { Registration } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertRefusedEitherWay } from "../support/errors.ts";
import { assertSilent, descriptors } from "../support/events.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

const prototype = Object.prototype as Record<string, unknown>;

/** While every object inherits these, as from an old library or a polluting bug. */
function polluted<T>(properties: Record<string, unknown>, action: () => T): T {
  Object.assign(prototype, properties);
  try {
    return action();
  } finally {
    for (const key of Object.keys(properties)) delete prototype[key];
  }
}

/** What counts of an object of options. */
export const options: readonly Case[] = [
  {
    name: "options.inherited-properties-are-none",
    covers: ["add", "modify", "registerAll", "OsPoller", "listenTcp", "connectTcp"],
    run(fixture) {
      const { module } = fixture;
      const [fd, other] = readyOnes(fixture, 2) as [number, number];
      const strange = { foo: 1, interest: 2, trigger: "edge", maxEvents: -1, host: "0.0.0.0", port: "x", path: 1 };
      const poller = polluted(strange, () => {
        const made = fixture.poller({});
        made.add(client(fd), {});
        made.modify(client(fd), { trigger: "level" });
        made.registerAll([client(other)], {});
        const server = fixture.own(module.listenTcp({}));
        assert.equal(module.localAddress(server).address, "127.0.0.1");
        fixture.own(module.connectTcp({ port: module.localAddress(server).port }));
        assertRefusedEitherWay(() => made.modify(client(fd), { foo: 1 } as never), "an own property of that name");
        return made;
      });
      for (let i = 0; i < 2; i++) {
        const ready = poller.wait(0);
        assert.deepEqual(descriptors(ready), [fd, other], "level");
        assert.equal(ready.readiness(0), module.Readiness.Readable);
      }
      const inherited = [
        Object.create({ interest: 2, trigger: "edge", foo: 1 }),
        new (class {
          get interest() {
            return 2;
          }
        })(),
        Object.assign(Object.create(null), { interest: 1 }),
      ] as Registration[];
      for (const each of inherited) {
        poller.modify(client(fd), each);
        for (let i = 0; i < 2; i++) assert.equal(poller.wait(0).readiness(0), module.Readiness.Readable);
      }
    },
  },
  {
    name: "options.that-change-after-their-first-use",
    covers: ["add", "modify"],
    run(fixture) {
      const { Readiness } = fixture.module;
      const poller = fixture.poller();
      const [fd] = readyOnes(fixture, 1) as [number];
      const changing: Record<string, unknown> = { interest: 1 };
      poller.add(client(fd), changing);
      for (let i = 0; i < 3; i++) {
        changing.interest = 2;
        poller.modify(client(fd), changing);
        assert.equal(poller.wait(0).readiness(0), Readiness.Writable, "a value");
        changing.interest = 1;
        poller.modify(client(fd), changing);
        changing.triger = "edge";
        assertRefusedEitherWay(() => poller.modify(client(fd), changing), "a key that came later");
        delete changing.triger;
        changing.interest = 99;
        assertRangeRefused(() => poller.modify(client(fd), changing), "a value that is none");
        changing.interest = 1;
      }
      poller.modify(client(fd), changing);
      assert.equal(poller.wait(0).readiness(0), Readiness.Readable);
    },
  },
  {
    name: "options.each-is-read-once",
    covers: ["add", "OsPoller", "listenTcp", "withKinds"],
    run(fixture) {
      const { module } = fixture;
      const [fd] = readyOnes(fixture, 1) as [number];
      /** Says the first thing once, and the second ever after. */
      const changing = (key: string, first: unknown, second: unknown) => {
        let asked = 0;
        return Object.defineProperty({}, key, { enumerable: true, get: () => (asked++ === 0 ? first : second) });
      };
      const poller = fixture.poller(changing("maxEvents", 1, 1e9));
      poller.add(client(fd), changing("interest", 1, {}));
      poller.modify(client(fd), changing("trigger", "oneshot", 7));
      assert.equal(poller.wait(0).length, 1);
      assertSilent(poller, "it was a one-shot");
      const server = fixture.own(module.listenTcp(changing("path", undefined, 5)));
      assert.equal(module.localAddress(server).address, "127.0.0.1");
      const own = module.withKinds(changing("Job", 70, 71) as Record<string, number>);
      assert.equal(own.EventKind.Job, 70);
    },
  },
];
