import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { begin } from "../support/async.ts";
import { noDescriptors, noNumbers } from "../support/bad-values.ts";
import { assertOwnError, assertSystemError } from "../support/errors.ts";
import { one } from "../support/events.ts";
import { client, readyOnes } from "../support/ready-ones.ts";
import { refuses } from "../support/refuses.ts";

/** What `has`, `size` and `registrations` say. */
function told(poller: Poller, fds: readonly number[]): unknown {
  return [fds.map((fd) => poller.has(fd)), poller.size, Array.from(poller.registrations(), ({ fd }) => fd)];
}

/** What is registered, going by the calls that were made. */
export const registrations: readonly Case[] = [
  {
    name: "registrations.follow-every-change",
    covers: ["has", "size", "registrations", "add", "modify", "set", "delete", "registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const [a, b, c] = readyOnes(fixture, 3) as [number, number, number];
      const fds = [a, b, c];
      assert.deepEqual(told(poller, fds), [[false, false, false], 0, []]);
      poller.add(client(b));
      assert.deepEqual(told(poller, fds), [[false, true, false], 1, [b]]);
      poller.modify({ fd: b, kind: 1 });
      poller.set(client(b));
      assert.deepEqual(told(poller, fds), [[false, true, false], 1, [b]], "a change is no other registration");
      poller.set(client(a));
      assert.deepEqual(told(poller, fds), [[true, true, false], 2, [a, b]], "in the order of the descriptors");
      poller.registerAll([client(c)]);
      poller.delete(b);
      assert.deepEqual(told(poller, fds), [[true, false, true], 2, [a, c]]);
      poller.wait(0);
      assert.deepEqual(told(poller, fds), [[true, false, true], 2, [a, c]], "a wait changes nothing");
      poller.deleteAll([a, c]);
      assert.deepEqual(told(poller, fds), [[false, false, false], 0, []]);
    },
  },
  {
    name: "registrations.as-they-were-given",
    covers: ["registrations", "add", "modify", "set", "wait"],
    run(fixture) {
      const { Interest, backend } = fixture.module;
      const poller = fixture.poller();
      const [end, other] = fixture.pair();
      const one = () => {
        const all = [...poller.registrations()];
        assert.equal(all.length, 1);
        return all[0]!;
      };
      poller.add({ fd: end, kind: 1 });
      const first = { fd: end, kind: 1, interest: Interest.Readable, trigger: "level", exclusive: false };
      assert.deepEqual({ ...one() }, first, "defaults; Readable without the ReadClosed that it implies");
      for (let interest = 0; interest < 16; interest++) {
        for (const trigger of ["level", "edge", "oneshot", "edge-oneshot"] as const) {
          poller.set({ fd: end, kind: 2 }, { interest, trigger });
          assert.deepEqual({ ...one() }, { fd: end, kind: 2, interest, trigger, exclusive: false });
        }
      }
      fixture.send(other);
      poller.modify({ fd: end, kind: 1 }, { trigger: "oneshot" });
      assert.equal(poller.wait(fixture.patienceMs).length, 1);
      assert.deepEqual({ ...one() }, { ...first, trigger: "oneshot" }, "also once it has fired");
      poller.delete(end);
      if (!backend.capabilities.exclusive) return;
      poller.add({ fd: end, kind: 1 }, { interest: 3, trigger: "edge", exclusive: true });
      assert.deepEqual({ ...one() }, { ...first, interest: 3, trigger: "edge", exclusive: true });
    },
  },
  {
    name: "registrations.kinds-of-ones-own",
    covers: ["registrations", "withKinds"],
    run(fixture) {
      const { OsPoller } = fixture.module.withKinds({ Low: 64, High: 255 });
      const poller = fixture.poller(undefined, { OsPoller });
      const [a, b] = readyOnes(fixture, 2) as [number, number];
      poller.registerAll([
        { fd: b, kind: 255 },
        { fd: a, kind: 64 },
      ]);
      const kinds = Array.from(poller.registrations(), ({ fd, kind }) => [fd, kind]);
      assert.deepEqual(kinds, [
        [a, 64],
        [b, 255],
      ]);
    },
  },
  {
    name: "registrations.a-snapshot-of-fresh-objects",
    covers: ["registrations", "registerAll", "add", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 100);
      poller.registerAll(fds.slice(1).map(client));
      const [first, second] = [poller.registrations(), poller.registrations()];
      const begun = first.next().value!;
      poller.add(client(fds[0]!));
      poller.deleteAll(fds.slice(50));
      assert.deepEqual([begun.fd, ...Array.from(first, ({ fd }) => fd)], fds.slice(1), "what was there at the call");
      const objects = [...second];
      assert.notEqual(objects[0], begun, "each call makes objects of its own");
      for (const each of objects) Object.assign(each, { fd: 0, kind: 9, interest: 9 });
      assert.deepEqual(
        Array.from(poller.registrations(), ({ fd, kind }) => [fd, kind]),
        fds.slice(0, 50).map((fd) => [fd, 2]),
        "which belong to the caller",
      );
      assert.equal(first[Symbol.iterator](), first, "it is iterable");
    },
  },
  {
    name: "registrations.what-was-refused-or-closed",
    covers: ["has", "size", "registrations", "add", "registerAll:EBADF", "delete:EBADF", "modify:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const { module } = fixture;
      const [a, b, c] = readyOnes(fixture, 3) as [number, number, number];
      poller.add({ fd: a, kind: 1 });
      assertSystemError(module, () => poller.add(client(a)), { code: "EEXIST" });
      const nobody = 2 ** 31 - 1;
      assertSystemError(module, () => poller.registerAll([client(b), client(nobody), client(c)]), { code: "EBADF" });
      assert.deepEqual(told(poller, [a, b, c, nobody]), [[true, true, false, false], 2, [a, b]]);
      assert.equal([...poller.registrations()][0]!.kind, 1, "what was refused changed nothing");
      fixture.close(a);
      assert.deepEqual(told(poller, [a, b]), [[true, true], 2, [a, b]], "what is closed counts until it is deleted");
      assertSystemError(module, () => poller.modify(client(a)), { code: "EBADF" });
      assert.equal(poller.has(a), true);
      assertSystemError(module, () => poller.delete(a), { code: "EBADF" });
      assert.deepEqual(told(poller, [a, b]), [[false, true], 1, [b]]);
      assertSystemError(module, () => poller.delete(a), { code: "EBADF" });
      assert.equal(poller.size, 1, "it ends once");
    },
  },
  {
    name: "registrations.not-the-pollers-own",
    covers: ["has", "size", "registrations", "notify", "waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const own = [poller.fd, poller.waker.fd];
      const [fd] = readyOnes(fixture, 1) as [number];
      poller.add(client(fd));
      poller.notify();
      await fixture.within(begin(poller, 0));
      await fixture.within(begin(poller, 0));
      assert.deepEqual(told(poller, own), [own.map(() => false), 1, [fd]]);
    },
  },
  {
    name: "registrations.size-after-thousands",
    covers: ["size", "set", "delete"],
    run(fixture) {
      const poller = fixture.poller();
      const [fd] = readyOnes(fixture, 1) as [number];
      for (let i = 0; i < 2_000; i++) {
        poller.set({ fd, kind: 1 + (i & 1) });
        if (i % 3 === 0) poller.delete(fd);
        assert.equal(poller.size, i % 3 === 0 ? 0 : 1);
      }
      poller.set(client(fd));
      assert.deepEqual([one(poller).kind, poller.size], [2, 1]);
    },
  },
  {
    name: "errors.has.fd",
    covers: ["has:ERR_INVALID_ARG_TYPE", "has:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      refuses(fixture, (fd) => poller.has(fd), noNumbers, noDescriptors);
    },
  },
  {
    name: "registrations.closed",
    covers: ["has", "size", "registrations"].map((name) => `${name}:ERR_POLLER_CLOSED`),
    run(fixture) {
      const poller = fixture.poller();
      const [fd] = readyOnes(fixture, 1) as [number];
      poller.add(client(fd));
      const begun = poller.registrations();
      poller.close();
      for (const call of [() => poller.has(fd), () => poller.size, () => poller.registrations()]) {
        assertOwnError(fixture.module, call, "ERR_POLLER_CLOSED");
      }
      assert.deepEqual([...begun].length, 1, "a snapshot stays");
    },
  },
];
