import assert from "node:assert/strict";
import fc from "fast-check";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertRefusedEitherWay, assertTypeRefused } from "../support/errors.ts";
import { assertSilent, copy, one } from "../support/events.ts";

/** The lowest tag of users' own kinds. */
const FIRST_OWN_TAG = 64;

export const kinds: readonly Case[] = [
  {
    name: "kinds.standard",
    covers: [],
    run({ module: { EventKind } }) {
      assert.equal(EventKind.Server, 1);
      assert.equal(EventKind.Client, 2);
      assert.ok(Object.isFrozen(EventKind), "tags cannot be changed");
    },
  },
  {
    name: "kinds.own.replace-the-standard-ones",
    covers: ["withKinds", "add", "wait"],
    run(fixture) {
      const { EventKind, EventObject, OsPoller } = fixture.module.withKinds({ Timer: 65, Signal: 64, Last: 255 });
      assert.deepEqual({ ...EventKind }, { Timer: 65, Signal: 64, Last: 255 });
      const factories = EventObject as unknown as Record<string, (fd: number) => { kind: number; fd: number }>;
      assert.deepEqual([factories.signal!(5).kind, factories.last!(5).kind, factories.timer!(6).fd], [64, 255, 6]);
      const { reader } = fixture.readyPipe();
      const poller = fixture.poller(undefined, { OsPoller: OsPoller as never });
      for (const [name, tag] of Object.entries(EventKind)) {
        poller.add(new EventObject(reader, tag) as never);
        assert.equal(one(poller).kind, tag, name);
        assert.equal(poller.wait(0).at(0)?.encode(), reader * 256 + tag, `the word of ${name}`);
        poller.delete(reader);
      }
    },
  },
  {
    name: "kinds.own.every-tag-travels",
    covers: ["withKinds", "EventObject"],
    run(fixture) {
      const byName: Record<string, number> = { ...fixture.module.EventKind };
      for (let tag = FIRST_OWN_TAG; tag <= 255; tag++) byName[`Kind${tag}`] = tag;
      const { EventObject, OsPoller } = fixture.module.withKinds(byName);
      const poller = fixture.poller(undefined, { OsPoller: OsPoller as never });
      const source = fixture.counter(1);
      for (const tag of Object.values(byName)) {
        const fd = fixture.duplicate(source);
        poller.add(new EventObject(fd, tag) as never);
        const { kind, fd: seen } = one(poller);
        assert.deepEqual([seen, kind], [fd, tag]);
        poller.delete(fd);
        fixture.close(fd);
      }
    },
  },
  {
    name: "kinds.own.roundtrip.property",
    covers: ["withKinds", "EventObject.decode"],
    run({ module: { withKinds } }) {
      const tags = fc.uniqueArray(fc.integer({ min: FIRST_OWN_TAG, max: 255 }), { minLength: 1, maxLength: 20 });
      fc.assert(
        fc.property(tags, fc.integer({ min: 0, max: 2 ** 31 - 1 }), (chosen, fd) => {
          const { EventObject } = withKinds(Object.fromEntries(chosen.map((tag) => [`K${tag}`, tag])));
          for (let tag = 0; tag <= 255; tag++) {
            const word = fd * 256 + tag;
            if (chosen.includes(tag)) assert.equal(EventObject.decode(word).encode(), word);
            else assertRangeRefused(() => EventObject.decode(word), `tag ${tag} of ${chosen}`);
          }
        }),
        { numRuns: 50 },
      );
    },
  },
  {
    name: "kinds.own.bad-ones-are-refused",
    covers: ["withKinds:ERR_OUT_OF_RANGE", "withKinds:ERR_INVALID_ARG_TYPE", "withKinds:ERR_INVALID_ARG_VALUE"],
    run({ module: { withKinds } }) {
      for (const tag of [0, -1, 1, 63, 256, 64.5, Number.NaN]) {
        assertRangeRefused(() => withKinds({ Timer: tag }), `tag ${tag}`);
      }
      for (const tag of ["3", 3n, null, undefined, {}]) {
        assertTypeRefused(() => withKinds({ Timer: tag as never }), `tag ${String(tag)}`);
      }
      assertRangeRefused(() => withKinds({ Timer: 66, Alarm: 66 }), "one tag twice");
      for (const value of [null, undefined, 1, "Timer", true]) {
        assertTypeRefused(() => withKinds(value as never), `kinds ${String(value)}`);
      }
      assertRefusedEitherWay(() => withKinds({}), "no kinds");
      // A factory named like a method of the class would replace it.
      for (const name of ["Decode", "", "1st", "With space", "Prototype"]) {
        assertRefusedEitherWay(() => withKinds({ [name]: 66 }), `the name ${JSON.stringify(name)}`);
      }
    },
  },
  {
    name: "kinds.own.tags-of-pollios-own",
    covers: ["withKinds", "withKinds:ERR_OUT_OF_RANGE", "add"],
    run(fixture) {
      const { EventKind, withKinds } = fixture.module;
      const { EventObject, OsPoller } = withKinds({ ...EventKind, Job: 70 });
      const poller = fixture.poller(undefined, { OsPoller: OsPoller as never });
      poller.add(new EventObject(fixture.readyPipe().reader, EventKind.Client) as never);
      assert.equal(one(poller).kind, EventKind.Client, "a standard kind may be listed under its own name and tag");
      for (const wrong of [{ Client: 1 }, { Server: 2 }, { Clients: 2 }, { Server: 1, Job: 3 }]) {
        const error = assertRangeRefused(() => withKinds(wrong), JSON.stringify(wrong));
        assert.match(error.message, /an integer from 64 to 255; .*Server \(1\) and Client \(2\)/);
      }
      assert.deepEqual({ ...withKinds({ Server: 70 }).EventKind }, { Server: 70 }, "only the tags are reserved");
    },
  },
  {
    name: "kinds.own.unknown-to-a-poller",
    covers: ["withKinds", "add:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const own = fixture.module.withKinds({ Timer: 64 });
      const { reader } = fixture.readyPipe();
      const standard = fixture.poller();
      const timers = fixture.poller(undefined, { OsPoller: own.OsPoller as never });
      assertRangeRefused(() => standard.add(new own.EventObject(reader, 64)), "64 on a standard poller");
      assertRangeRefused(() => timers.add({ fd: reader, kind: 1 }), "1 on a poller of timers");
      assertSilent(standard, "nothing was registered");
      assertSilent(timers, "nothing was registered");
    },
  },
  {
    name: "kinds.own.two-modules-side-by-side",
    covers: ["withKinds"],
    run(fixture) {
      const one = fixture.module.withKinds({ Alpha: 70 });
      const other = fixture.module.withKinds({ Beta: 71, Gamma: 72 });
      const { reader } = fixture.readyPipe();
      const first = fixture.poller(undefined, { OsPoller: one.OsPoller as never });
      const second = fixture.poller(undefined, { OsPoller: other.OsPoller as never });
      const standard = fixture.poller();
      first.add(new one.EventObject(reader, 70));
      second.add(new other.EventObject(reader, 72));
      standard.add({ fd: reader, kind: 2 });
      assert.deepEqual(
        [first, second, standard].map((poller) => copy(poller.wait(1_000))[0]?.kind),
        [70, 72, 2],
      );
      assert.ok(first.wait(0).at(0) instanceof one.EventObject);
      assert.ok(second.wait(0).at(0) instanceof other.EventObject);
      assertRangeRefused(() => one.EventObject.decode((reader << 8) | 71), "a word of the other module");
    },
  },
];
