import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;
const ONE = Uint8Array.of(120);

/** Receives until something has come; owns the descriptors. */
function receive(fixture: Fixture, fd: number, room: number): { result: number; fds: number[]; bytes: Uint8Array } {
  const { sys } = fixture.module;
  const fds = new Int32Array(room).fill(7);
  const bytes = new Uint8Array(64);
  const result = sys.recvFds(fd, bytes, fds);
  for (const received of fds) if (received >= 0) fixture.own(received);
  return { result, fds: [...fds], bytes: bytes.slice(0, Math.max(0, result)) };
}

/** Descriptors over unix sockets: sendFds, recvFds. */
export const descriptorPassing: readonly Case[] = [
  {
    name: "sys.fds.pass",
    covers: ["sys.sendFds", "sys.recvFds", "sys.read", "sys.write"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const [a, b] = fixture.pair();
      const { reader, writer } = fixture.pipe();
      assert.equal(sys.fcntl(writer, constants.F_SETFD!, 0), 0);
      assert.equal(sys.sendFds(a, Uint8Array.of(1, 2, 3), Int32Array.of(reader, writer)), 3);
      const { result, fds, bytes } = receive(fixture, b, 4);
      assert.equal(result, 3);
      assert.deepEqual([...bytes], [1, 2, 3]);
      assert.deepEqual(fds.slice(2), [-1, -1], "unused slots");
      const [twin, other] = fds as [number, number];
      assert.ok(twin >= 0 && other >= 0 && twin !== reader && other !== writer, fds.join());
      for (const fd of [twin, other]) assert.equal(sys.fcntl(fd, constants.F_GETFD!), constants.FD_CLOEXEC);
      fixture.send(writer);
      assert.equal(sys.read(twin, new Uint8Array(8)), 1, "the same pipe");
      fixture.send(other);
      assert.equal(sys.read(reader, new Uint8Array(8)), 1);
    },
  },
  {
    name: "sys.fds.none",
    covers: ["sys.sendFds", "sys.recvFds", "sys.recvFds:-errno"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const [a, b] = fixture.pair();
      assert.deepEqual(receive(fixture, b, 3), { result: -errno.EAGAIN!, fds: [-1, -1, -1], bytes: new Uint8Array(0) });
      assert.equal(sys.sendFds(a, ONE, new Int32Array(0)), 1);
      assert.equal(receive(fixture, b, 2).fds.join(), "-1,-1");
      fixture.send(a);
      assert.deepEqual(receive(fixture, b, 0).result, 1, "no room, and bytes without descriptors");
      fixture.close(a);
      assert.deepEqual(receive(fixture, b, 1), { result: 0, fds: [-1], bytes: new Uint8Array(0) }, "the end");
    },
  },
  {
    name: "sys.fds.what-does-not-fit-is-closed",
    covers: ["sys.sendFds", "sys.recvFds"],
    run(fixture) {
      const { sys } = fixture.module;
      const [a, b] = fixture.pair();
      const { reader, writer } = fixture.pipe();
      for (const [count, room] of [
        [5, 3],
        [2, 1],
        [3, 2],
        [4, 0],
        [253, 1],
      ] as const) {
        const before = openDescriptors().size;
        assert.equal(sys.sendFds(a, ONE, new Int32Array(count).fill(reader)), 1);
        const around = new Int32Array(room + 2).fill(99);
        assert.equal(sys.recvFds(b, new Uint8Array(1), around.subarray(1, 1 + room)), 1);
        assert.deepEqual([around[0], around.at(-1)], [99, 99], "nothing beside it is written");
        const received = [...around.subarray(1, 1 + room)];
        for (const fd of received) fixture.own(fd);
        assert.equal(openDescriptors().size - before, room, `${count} sent, room for ${room}`);
        for (const fd of received) fixture.close(fd);
      }
      fixture.close(reader);
      assert.ok(sys.write(writer, ONE) < 0, "no duplicate is left");
    },
  },
  {
    name: "sys.fds.as-many-as-there-may-be",
    covers: ["sys.sendFds", "sys.recvFds", "sys.sendFds:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const { sys } = fixture.module;
      const [a, b] = fixture.pair();
      const { reader } = fixture.pipe();
      const before = openDescriptors().size;
      for (const count of [254, 300, 100_000]) {
        assertRangeRefused(() => sys.sendFds(a, ONE, new Int32Array(count).fill(reader)), `${count} descriptors`);
      }
      assert.equal(receive(fixture, b, 300).fds.join(), new Array(300).fill(-1).join(), "nothing was sent");
      assert.equal(sys.sendFds(a, ONE, new Int32Array(253).fill(reader)), 1);
      const { result, fds } = receive(fixture, b, 300);
      assert.equal(result, 1);
      assert.deepEqual([fds.filter((fd) => fd >= 0).length, fds.length], [253, 300]);
      assert.ok(fds.slice(253).every((fd) => fd === -1));
      for (const fd of fds.slice(0, 253)) fixture.close(fd);
      assert.equal(openDescriptors().size, before);
    },
  },
  {
    name: "sys.fds.each-message-apart",
    covers: ["sys.sendFds", "sys.recvFds"],
    when: isLinux,
    run(fixture) {
      const { sys } = fixture.module;
      const [a, b] = fixture.pair();
      const { reader } = fixture.pipe();
      for (const count of [1, 2, 3]) assert.equal(sys.sendFds(a, ONE, new Int32Array(count).fill(reader)), 1);
      fixture.send(a);
      // unix(7): descriptors are a barrier, so that no read takes those of two messages.
      const counts = [0, 0, 0, 0].map(() => receive(fixture, b, 10).fds.filter((fd) => fd >= 0).length);
      assert.deepEqual(counts, [1, 2, 3, 0]);
    },
  },
  {
    name: "sys.fds.errors",
    covers: [
      ...["sys.sendFds:-errno", "sys.recvFds:-errno", "sys.sendFds:ERR_OUT_OF_RANGE", "sys.recvFds:ERR_OUT_OF_RANGE"],
      ...["sys.sendFds:ERR_INVALID_ARG_TYPE", "sys.recvFds:ERR_INVALID_ARG_TYPE"],
    ],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const [a, b] = fixture.pair();
      const { reader } = fixture.pipe();
      assert.equal(sys.sendFds(a, ONE, Int32Array.of(reader, NOT_OPEN)), -errno.EBADF!);
      assert.equal(sys.sendFds(a, ONE, Int32Array.of(-1)), -errno.EBADF!);
      assert.equal(sys.sendFds(NOT_OPEN, ONE, Int32Array.of(reader)), -errno.EBADF!);
      assert.equal(sys.sendFds(reader, ONE, Int32Array.of(reader)), -errno.ENOTSOCK!);
      assert.equal(sys.recvFds(reader, new Uint8Array(1), new Int32Array(1)), -errno.ENOTSOCK!);
      assertRangeRefused(() => sys.sendFds(a, new Uint8Array(0), Int32Array.of(reader)), "no bytes to send");
      assertRangeRefused(() => sys.recvFds(b, new Uint8Array(0), new Int32Array(1)), "no bytes to receive");
      const gone = new Int32Array(4);
      structuredClone(gone.buffer, { transfer: [gone.buffer] });
      assertTypeRefused(() => sys.sendFds(a, ONE, gone), "a detached array");
      assertTypeRefused(() => sys.recvFds(b, new Uint8Array(1), gone), "a detached array");
      for (const fds of [[reader], new Uint32Array(1), reader]) {
        assertTypeRefused(() => sys.sendFds(a, ONE, fds as never), "no Int32Array");
      }
      assert.equal(receive(fixture, b, 1).result, -errno.EAGAIN!, "nothing was sent");
    },
  },
];
