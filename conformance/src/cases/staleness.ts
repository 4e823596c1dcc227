import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, copy, one } from "../support/events.ts";

export const staleness: readonly Case[] = [
  {
    name: "stale.delete",
    covers: ["delete", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = [fixture.readyPipe().reader, fixture.readyPipe().reader, fixture.readyPipe().reader];
      for (const fd of fds) poller.add({ fd, kind: 2 });
      const ready = poller.wait(0);
      const middle = copy(ready).findIndex((event) => event.fd === fds[1]);
      assert.equal(ready.stale(middle), false);
      poller.delete(fds[1]!);
      assert.equal(ready.stale(middle), true);
      assert.deepEqual(
        copy(ready)
          .map((event) => event.stale)
          .filter(Boolean),
        [true],
        "the others are not",
      );
      assert.deepEqual([...ready].map((event) => event.fd).sort(), [fds[0], fds[2]].sort());
      assert.deepEqual(
        [ready.length, ready.fd(middle), ready.kind(middle)],
        [3, fds[1], 2],
        "access by index shows the whole batch",
      );
      assert.equal(ready.at(middle)?.fd, fds[1]);
    },
  },
  {
    name: "stale.delete-and-add-again",
    covers: ["delete", "add"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      for (let round = 0; round < 300; round++) {
        poller.add({ fd: reader, kind: 1 });
        const ready = poller.wait(0);
        assert.deepEqual([ready.length, ready.stale(0)], [1, false], `round ${round}`);
        poller.delete(reader);
        poller.add({ fd: reader, kind: 2 });
        assert.equal(ready.stale(0), true, "it belongs to the registration before");
        assert.deepEqual([...ready], []);
        const next = one(poller);
        assert.deepEqual([next.fd, next.kind, next.stale], [reader, 2, false], "the next event is this one's");
        poller.delete(reader);
      }
    },
  },
  {
    name: "stale.number-reused-within-a-batch",
    covers: ["delete", "add"],
    run(fixture) {
      const poller = fixture.poller();
      const [gone, other] = [fixture.readyPipe(), fixture.readyPipe()];
      poller.add({ fd: gone.reader, kind: 2 });
      const ready = poller.wait(0);
      // The connection ends, and the next one that is accepted gets its number.
      poller.delete(gone.reader);
      fixture.replace(gone.reader, other.reader);
      assert.equal(ready.stale(0), true);
      poller.add({ fd: gone.reader, kind: 1 });
      assert.equal(ready.stale(0), true, "the old connection's event is not the new one's");
      const event = one(poller);
      assert.deepEqual([event.fd, event.kind, event.stale], [gone.reader, 1, false]);
    },
  },
  {
    name: "stale.a-refused-add-changes-nothing",
    covers: ["add", "add:EEXIST"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const ready = poller.wait(0);
      for (let i = 0; i < 3; i++)
        assertSystemError(fixture.module, () => poller.add({ fd: reader, kind: 1 }), { code: "EEXIST" });
      assert.throws(() => poller.add({ fd: reader, kind: 0 as never }));
      assert.equal(ready.stale(0), false);
      assert.deepEqual([one(poller).kind, one(poller).stale], [2, false]);
    },
  },
  {
    name: "stale.a-refused-delete-forgets.EBADF",
    covers: ["delete:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      // A duplicate keeps the file open, and with it its registration: epoll(7), question 6.
      fixture.duplicate(reader);
      poller.add({ fd: reader, kind: 2 });
      const ready = poller.wait(0);
      assert.equal(ready.stale(0), false);
      fixture.close(reader);
      assert.equal(ready.stale(0), false, "the poller cannot know");
      assertSystemError(fixture.module, () => poller.delete(reader), { code: "EBADF", fd: reader });
      assert.equal(ready.stale(0), true);
      for (const event of copy(poller.wait(0))) assert.equal(event.stale, true, "what still comes is stale");
      assert.deepEqual([...poller.wait(0)], []);
    },
  },
  {
    name: "stale.a-refused-delete-forgets.ENOENT",
    covers: ["delete:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.readyPipe(), fixture.pipe()];
      fixture.duplicate(old.reader);
      poller.add({ fd: old.reader, kind: 2 });
      const ready = poller.wait(0);
      fixture.replace(old.reader, other.reader);
      assertSystemError(fixture.module, () => poller.delete(old.reader), { code: "ENOENT", fd: old.reader });
      assert.equal(ready.stale(0), true);
      assert.deepEqual([...poller.wait(0)], []);
    },
  },
  {
    name: "stale.a-duplicate-keeps-the-old-file-alive",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.readyPipe(), fixture.pipe()];
      fixture.duplicate(old.reader);
      poller.add({ fd: old.reader, kind: 1 });
      const number = old.reader;
      fixture.replace(number, other.reader);
      poller.add({ fd: number, kind: 2 });
      const before = copy(poller.wait(0)).filter((event) => !event.stale);
      assert.deepEqual(before, [], "the new file has nothing to read");
      fixture.send(other.writer);
      const ready = poller.wait(0);
      const fresh = copy(ready).filter((event) => !event.stale);
      assert.deepEqual(
        fresh.map(({ fd, kind }) => [fd, kind]),
        [[number, 2]],
        "one event is the new registration's",
      );
      assert.deepEqual(
        [...ready].map((event) => event.kind),
        [2],
      );
      for (const event of copy(ready)) assert.equal(event.fd, number, "the batch is as the kernel gave it");
    },
  },
  {
    name: "stale.close-ends-a-registration",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      fixture.close(reader);
      assertSilent(poller, "the last descriptor of the file is closed");
      fixture.replace(writer, fixture.readyPipe().reader);
      poller.add({ fd: writer, kind: 2 });
      assert.equal(one(poller).stale, false);
    },
  },
  {
    name: "stale.many-generations-of-one-number",
    covers: ["add", "delete", "wait"],
    run(fixture) {
      const poller = fixture.poller({ maxEvents: 16 });
      const { reader } = fixture.readyPipe();
      const other = fixture.readyPipe().reader;
      poller.add({ fd: other, kind: 1 });
      // Past 2^16, so that a generation that is cut to 16 bits would be taken for an older one.
      for (let i = 0; i < 70_000; i++) {
        poller.add({ fd: reader, kind: 2 });
        if (i % 1_000 === 0 || (i > 65_530 && i < 65_540)) {
          const ready = poller.wait(0);
          assert.equal([...ready].length, 2, `generation ${i}`);
          assert.equal(ready.at(0)!.encode() % 256, ready.kind(0));
          poller.delete(reader);
          poller.add({ fd: reader, kind: 1 });
          assert.deepEqual(
            [...ready].map((event) => event.fd),
            [other],
            `generation ${i}`,
          );
        }
        poller.delete(reader);
      }
    },
  },
];
