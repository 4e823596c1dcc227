import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;

/** A pipe with this many bytes in it. */
function filled(fixture: Fixture, bytes: number): number {
  const { reader, writer } = fixture.pipe();
  fixture.send(writer, new Uint8Array(bytes));
  return reader;
}

/** The master of a new pseudoterminal: pty(7). */
function terminal(fixture: Fixture): number {
  const { constants, sys } = fixture.module;
  return fixture.own(
    sys.open("/dev/ptmx", constants.O_RDWR! | constants.O_NOCTTY! | constants.O_CLOEXEC!),
    "/dev/ptmx",
  );
}

/** Requests of devices: ioctl. */
export const requests: readonly Case[] = [
  {
    name: "sys.ioctl.into-an-array",
    covers: ["sys.ioctl"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const fd = filled(fixture, 0xf0e);
      for (const array of [
        new Int32Array(1),
        new Uint8Array(4),
        new BigInt64Array(1),
        new Int32Array(5).subarray(2, 3),
      ]) {
        assert.equal(sys.ioctl(fd, constants.FIONREAD!, array), 0);
        assert.equal(new Uint8Array(array.buffer, array.byteOffset, 4).join(), "14,15,0,0");
      }
      const shared = new Int32Array(new SharedArrayBuffer(8), 4);
      assert.equal(sys.ioctl(fd, constants.FIONREAD!, shared), 0);
      assert.equal(shared[0], 0xf0e);
    },
  },
  {
    name: "sys.ioctl.from-an-array",
    covers: ["sys.ioctl", "sys.read:-errno"],
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { F_GETFL, F_SETFL, FIONBIO, O_NONBLOCK } = constants;
      const fd = fixture.pipe().reader;
      assert.equal(sys.fcntl(fd, F_SETFL!, 0), 0);
      for (const on of [1, 0, 1]) {
        assert.equal(sys.ioctl(fd, FIONBIO!, Int32Array.of(on)), 0);
        assert.equal(sys.fcntl(fd, F_GETFL!) & O_NONBLOCK!, on * O_NONBLOCK!);
      }
      assert.equal(sys.read(fd, new Uint8Array(1)), -errno.EAGAIN!);
    },
  },
  {
    name: "sys.ioctl.writes-more-than-the-array-holds",
    covers: ["sys.ioctl"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const fd = filled(fixture, 0xf0e);
      // FIONREAD writes four bytes, wherever they lie.
      for (const [offset, length] of [
        [8, 2],
        [8, 0],
        [15, 1],
        [13, 3],
      ] as const) {
        const around = new Uint8Array(16).fill(0xaa);
        assert.equal(sys.ioctl(fd, constants.FIONREAD!, around.subarray(offset, offset + length)), 0);
        const expected = new Uint8Array(16).fill(0xaa);
        expected.set([14, 15, 0, 0].slice(0, length), offset);
        assert.deepEqual(around, expected, `${length} bytes at ${offset}`);
      }
    },
  },
  {
    name: "sys.ioctl.nothing-of-an-earlier-request",
    covers: ["sys.ioctl"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const fd = terminal(fixture);
      const { TIOCGWINSZ, TIOCSWINSZ } = constants;
      assert.equal(sys.ioctl(fd, TIOCSWINSZ!, Uint16Array.of(24, 80, 640, 480)), 0);
      // A request that reads eight bytes finds zeros behind the four of the array.
      assert.equal(sys.ioctl(fd, TIOCSWINSZ!, Uint16Array.of(25, 81)), 0);
      const size = new Uint16Array(6).fill(7);
      assert.equal(sys.ioctl(fd, TIOCGWINSZ!, size), 0);
      assert.deepEqual([...size], [25, 81, 0, 0, 7, 7]);
      const large = new Uint8Array(40_000).fill(9);
      assert.equal(sys.ioctl(fd, TIOCGWINSZ!, large), 0, "more than a request can name");
      assert.deepEqual([large[0], large[2], large[8], large.at(-1)], [25, 81, 9, 9]);
    },
  },
  {
    name: "sys.ioctl.a-number",
    covers: ["sys.ioctl"],
    when: isLinux,
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const fd = terminal(fixture);
      assert.equal(sys.ioctl(fd, constants.TIOCSPTLCK!, Int32Array.of(0)), 0, "unlocked");
      // ioctl_tty(2): it takes the flags of open(2) by value, and returns a descriptor.
      const peer = fixture.own(sys.ioctl(fd, constants.TIOCGPTPEER!, constants.O_RDWR! | constants.O_NOCTTY!));
      fixture.send(peer, Uint8Array.of(104, 105));
      const bytes = new Uint8Array(8);
      assert.equal(sys.read(fd, bytes), 2);
      assert.deepEqual([bytes[0], bytes[1]], [104, 105]);
      assert.equal(sys.ioctl(fixture.pipe().reader, constants.FIONREAD!, 0), -errno.EFAULT!, "no address");
      assert.equal(sys.ioctl(fixture.pipe().reader, constants.FIONREAD!, 65_535), -errno.EFAULT!, "no address");
    },
  },
  {
    name: "sys.ioctl.errors",
    covers: ["sys.ioctl:-errno", "sys.ioctl:ERR_OUT_OF_RANGE", "sys.ioctl:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const fd = filled(fixture, 1);
      const around = new Uint8Array(16).fill(0xaa);
      assert.equal(sys.ioctl(fd, constants.TIOCGWINSZ!, around), -errno.ENOTTY!);
      assert.equal(sys.ioctl(NOT_OPEN, constants.FIONREAD!, around), -errno.EBADF!);
      assert.ok(around.every((byte) => byte === 0xaa));
      assert.ok(sys.ioctl(fd, 2 ** 32 - 1, around) < 0, "a request above 2^31");
      for (const request of [-1, 2 ** 32, 1.5]) assertRangeRefused(() => sys.ioctl(fd, request), `${request}`);
      for (const array of [new Float64Array(1), new DataView(new ArrayBuffer(8)), new ArrayBuffer(8)]) {
        assertTypeRefused(() => sys.ioctl(fd, constants.FIONREAD!, array as never), array.constructor.name);
      }
      const gone = new Uint8Array(8);
      structuredClone(gone.buffer, { transfer: [gone.buffer] });
      assertTypeRefused(() => sys.ioctl(fd, constants.FIONREAD!, gone), "a detached array");
    },
  },
];
