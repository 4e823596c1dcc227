import assert from "node:assert/strict";
import { join } from "node:path";
import type { Bytes } from "../adapter.ts";
import type { Case } from "../case.ts";
import { limits, setSoftLimit } from "../support/limits.ts";
import { familyOf, loopback, unixAddress } from "../support/sockaddr.ts";
import { isDarwin, isLinux } from "../support/system.ts";

/** Each syscall and its result. */
export const sys: readonly Case[] = [
  {
    name: "sys.sockets",
    covers: ["sys.socket", "sys.bind", "sys.listen", "sys.accept", "sys.connect", "sys.getsockname", "sys.shutdown"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const server = fixture.own(sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, 0), "socket");
      assert.equal(sys.bind(server, loopback(fixture, 0)), 0);
      assert.equal(sys.listen(server, 16), 0);
      const bound = new Uint8Array(64);
      assert.equal(sys.getsockname(server, bound), 16, "the length of a sockaddr_in");
      assert.deepEqual([...bound.subarray(4, 8)], [127, 0, 0, 1]);
      const port = bound[2]! * 256 + bound[3]!;
      assert.ok(port > 0);
      const client = fixture.own(sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, constants.IPPROTO_TCP!));
      assert.equal(sys.connect(client, loopback(fixture, port)), 0, "a blocking connect");
      const peer = fixture.own(sys.accept(server), "accept");
      fixture.send(client);
      assert.equal(sys.shutdown(client, constants.SHUT_WR!), 0);
      const bytes = new Uint8Array(8);
      assert.deepEqual([sys.read(peer, bytes), bytes[0]], [1, 120]);
      assert.equal(sys.read(peer, bytes), 0, "the end of the stream");
      const words = new Int32Array(8);
      assert.equal(sys.getsockname(server, words), 16, "an Int32Array works as well");
      assert.equal(familyOf(fixture, new Uint8Array(words.buffer)), constants.AF_INET);
      // A short array is filled completely, and the result is the length of the address: getsockname(2).
      const short = new Uint8Array(4);
      assert.equal(sys.getsockname(server, short), 16);
      assert.deepEqual([short[2], short[3]], [bound[2], bound[3]]);
    },
  },
  {
    name: "sys.sockets.unix",
    covers: ["sys.socket", "sys.bind", "sys.connect", "sys.socketpair"],
    run(fixture) {
      const { sys, constants, errno } = fixture.module;
      const path = join(fixture.folder(), "socket");
      const server = fixture.own(sys.socket(constants.AF_UNIX!, constants.SOCK_STREAM!, 0));
      assert.equal(sys.bind(server, unixAddress(fixture, path)), 0);
      assert.equal(sys.listen(server, 1), 0);
      const client = fixture.own(sys.socket(constants.AF_UNIX!, constants.SOCK_STREAM!, 0));
      assert.equal(sys.connect(client, unixAddress(fixture, path)), 0);
      fixture.own(sys.accept(server));
      for (const fds of [new Int32Array(2), new Uint8Array(8), new Int32Array(5).subarray(3)] as Bytes[]) {
        assert.equal(sys.socketpair(constants.AF_UNIX!, constants.SOCK_DGRAM!, 0, fds), 0);
        const [one, other] = new Int32Array(fds.buffer.slice(fds.byteOffset, fds.byteOffset + 8));
        fixture.send(fixture.own(one!), Uint8Array.of(1, 2, 3));
        assert.equal(sys.read(fixture.own(other!), new Uint8Array(8)), 3, "a datagram");
      }
      assert.equal(sys.connect(client, unixAddress(fixture, path)), -errno.EISCONN!);
    },
  },
  {
    name: "sys.socket-options",
    covers: ["sys.setsockopt", "sys.getsockopt"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const fd = fixture.own(sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, 0));
      const value = new Int32Array(1);
      for (const wanted of [1, 0, 1]) {
        assert.equal(sys.setsockopt(fd, constants.SOL_SOCKET!, constants.SO_REUSEADDR!, Int32Array.of(wanted)), 0);
        assert.equal(sys.getsockopt(fd, constants.SOL_SOCKET!, constants.SO_REUSEADDR!, value), 4);
        assert.equal(value[0] !== 0, wanted === 1);
      }
      const on = new Uint8Array([1, 0, 0, 0]);
      assert.equal(sys.setsockopt(fd, constants.IPPROTO_TCP!, constants.TCP_NODELAY!, on), 0);
      const bytes = new Uint8Array(16);
      assert.equal(sys.getsockopt(fd, constants.IPPROTO_TCP!, constants.TCP_NODELAY!, bytes), 4);
      assert.deepEqual([bytes[0] !== 0, bytes.subarray(4).every((byte) => byte === 0)], [true, true]);
    },
  },
  {
    name: "sys.pipe-read-write",
    covers: ["sys.pipe", "sys.read", "sys.write", "sys.close"],
    run(fixture) {
      const { sys } = fixture.module;
      const fds = new Int32Array(4);
      assert.equal(sys.pipe(fds.subarray(1)), 0, "a view that does not start at 0");
      assert.deepEqual([fds[0], fds[3]], [0, 0]);
      const [reader, writer] = [fixture.own(fds[1]!), fixture.own(fds[2]!)];
      assert.equal(sys.write(writer, Uint8Array.of(1, 2, 3, 4, 5)), 5);
      const bytes = new Uint8Array(8);
      assert.equal(sys.read(reader, bytes), 5);
      assert.deepEqual([...bytes], [1, 2, 3, 4, 5, 0, 0, 0]);
      fixture.close(writer);
      assert.equal(sys.read(reader, bytes), 0);
      fixture.close(reader);
      assert.equal(fixture.isOpen(reader), false);
    },
  },
  {
    name: "sys.eventfd",
    covers: ["sys.eventfd", "sys.dup"],
    when: isLinux,
    run(fixture) {
      const { sys, constants, errno } = fixture.module;
      // 2^32-1 is the largest unsigned int, and no int.
      for (const initial of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
        const fd = fixture.own(sys.eventfd(initial, constants.EFD_NONBLOCK!), "eventfd");
        const cell = new BigUint64Array(1);
        const result = sys.read(fd, new Uint8Array(cell.buffer));
        assert.deepEqual([result, cell[0]], initial === 0 ? [-errno.EAGAIN!, 0n] : [8, BigInt(initial)]);
      }
      const fd = fixture.counter();
      const twin = fixture.own(sys.dup(fd), "dup");
      fixture.count(twin);
      assert.equal(sys.read(fd, new Uint8Array(8)), 8, "the same counter");
    },
  },
  {
    name: "sys.eventfd.not-there",
    covers: ["sys.eventfd:-errno"],
    when: isDarwin,
    run({ module: { sys, errno } }) {
      for (const initial of [0, 1, 2 ** 32 - 1]) assert.equal(sys.eventfd(initial, 0), -errno.ENOSYS!);
    },
  },
  {
    name: "sys.pipe2",
    covers: ["sys.pipe2"],
    when: isLinux,
    run(fixture) {
      const { sys, constants } = fixture.module;
      const { O_NONBLOCK, O_CLOEXEC, F_GETFD, F_GETFL, FD_CLOEXEC } = constants;
      for (const [flags, descriptor, status] of [
        [0, 0, 0],
        [O_CLOEXEC!, FD_CLOEXEC!, 0],
        [O_NONBLOCK!, 0, O_NONBLOCK!],
        [O_NONBLOCK! | O_CLOEXEC!, FD_CLOEXEC!, O_NONBLOCK!],
      ] as const) {
        for (const fds of [new Int32Array(2), new Uint8Array(8), new Int32Array(5).subarray(3)]) {
          assert.equal(sys.pipe2(fds, flags), 0);
          const [reader, writer] = new Int32Array(fds.buffer.slice(fds.byteOffset, fds.byteOffset + 8));
          for (const fd of [fixture.own(reader!), fixture.own(writer!)]) {
            assert.equal(sys.fcntl(fd, F_GETFD!), descriptor);
            assert.equal(sys.fcntl(fd, F_GETFL!) & O_NONBLOCK!, status);
          }
          fixture.send(writer!);
          assert.equal(sys.read(reader!, new Uint8Array(8)), 1);
        }
      }
    },
  },
  {
    name: "sys.dup3",
    covers: ["sys.dup3", "sys.dup3:-errno"],
    when: isLinux,
    run(fixture) {
      const { sys, constants, errno } = fixture.module;
      const { reader, writer } = fixture.pipe();
      for (const [flags, descriptor] of [
        [0, 0],
        [constants.O_CLOEXEC!, constants.FD_CLOEXEC!],
      ] as const) {
        const taken = fixture.pipe();
        assert.equal(sys.dup3(reader, taken.reader, flags), taken.reader);
        assert.equal(sys.fcntl(taken.reader, constants.F_GETFD!), descriptor);
        fixture.send(writer);
        assert.equal(sys.read(taken.reader, new Uint8Array(8)), 1, "the same pipe");
        assert.equal(sys.write(taken.writer, Uint8Array.of(1)), -errno.EPIPE!, "what had the number is closed");
      }
      assert.equal(sys.dup3(reader, reader, 0), -errno.EINVAL!);
      assert.equal(sys.dup3(2 ** 31 - 1, reader, 0), -errno.EBADF!);
    },
  },
  {
    name: "sys.pipe2-and-dup3.not-there",
    covers: ["sys.pipe2:-errno", "sys.dup3:-errno"],
    when: isDarwin,
    run({ module: { sys, errno } }) {
      const fds = new Int32Array(2);
      assert.equal(sys.pipe2(fds, 0), -errno.ENOSYS!);
      assert.deepEqual([...fds], [0, 0]);
      assert.equal(sys.dup3(0, 1_000, 0), -errno.ENOSYS!);
    },
  },
  {
    name: "sys.dup-fcntl",
    covers: ["sys.dup", "sys.fcntl"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const { reader: fd, writer } = fixture.pipe();
      const twin = fixture.own(sys.dup(fd), "dup");
      assert.notEqual(twin, fd);
      fixture.send(writer);
      assert.equal(sys.read(twin, new Uint8Array(8)), 1, "the same pipe");
      assert.equal(sys.fcntl(twin, constants.F_GETFD!), 0, "a duplicate is not close-on-exec");
      assert.equal(sys.fcntl(twin, constants.F_SETFD!, constants.FD_CLOEXEC!), 0);
      assert.equal(sys.fcntl(twin, constants.F_GETFD!), constants.FD_CLOEXEC);
      const high = fixture.own(sys.fcntl(fd, constants.F_DUPFD!, 200), "F_DUPFD");
      assert.ok(high >= 200, "at least that number");
      const flags = sys.fcntl(fd, constants.F_GETFL!);
      assert.notEqual(flags & constants.O_NONBLOCK!, 0, "it was set");
      assert.equal(sys.fcntl(fd, constants.F_SETFL!, flags & ~constants.O_NONBLOCK!), 0);
      assert.equal(sys.fcntl(twin, constants.F_GETFL!) & constants.O_NONBLOCK!, 0, "a flag of the open file");
    },
  },
  {
    name: "sys.limits",
    covers: ["sys.getrlimit", "sys.setrlimit"],
    run(fixture) {
      const { soft, hard } = limits(fixture);
      assert.ok(soft > 0 && soft <= hard, `${soft} of ${hard}`);
      setSoftLimit(fixture, soft);
      assert.deepEqual(limits(fixture), { soft, hard });
      setSoftLimit(fixture, soft - 1);
      try {
        assert.deepEqual(limits(fixture), { soft: soft - 1, hard });
      } finally {
        setSoftLimit(fixture, soft);
      }
    },
  },
  {
    name: "sys.constants",
    covers: [],
    run({ module }) {
      const { constants, errno } = module;
      for (const name of [
        "AF_INET",
        "AF_INET6",
        "AF_UNIX",
        "SOCK_STREAM",
        "SOL_SOCKET",
        "F_GETFD",
        "F_SETFL",
        "O_NONBLOCK",
      ]) {
        assert.ok(Number.isInteger(constants[name]) && constants[name]! > 0, name);
      }
      for (const [name, value] of Object.entries(errno)) {
        assert.ok(Number.isInteger(value) && value! > 0 && value! < 4_096, `${name} is positive`);
      }
      // Names that only one system has: a caller checks for undefined.
      const [there, lacking] = isLinux(module) ? ["EFD_NONBLOCK", "EVFILT_READ"] : ["EVFILT_READ", "EFD_NONBLOCK"];
      assert.deepEqual([typeof constants[there], constants[lacking]], ["number", undefined], "each system has its own");
      assert.ok(Object.isFrozen(errno) && Object.isFrozen(constants));
    },
  },
];
