import assert from "node:assert/strict";
import { join } from "node:path";
import type { SocketAddress } from "../adapter.ts";
import type { Case } from "../case.ts";
import { noBytes, noDescriptors, noNumbers, noOptions } from "../support/bad-values.ts";
import { assertRangeRefused, assertSystemError, assertTypeRefused, thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { loopback, loopback6, pathRoom, unixAddress } from "../support/sockaddr.ts";
import { isLinux } from "../support/system.ts";

/** linux/netlink.h, sys/socket.h: sockets whose addresses are neither internet addresses nor paths. */
const AF_NETLINK = 16;
const NOT_OPEN = 2 ** 31 - 1;

function assertValueRefused(action: () => unknown, what: string): void {
  const error = thrownBy(action, what);
  assert.ok(error instanceof TypeError, what);
  assert.equal((error as { code?: string }).code, "ERR_INVALID_ARG_VALUE", `${what}: ${error.message}`);
}

const inet = (address: string, port = 80): SocketAddress => ({ address, port, family: "IPv4" });
const inet6 = (address: string, port = 80): SocketAddress => ({ address, port, family: "IPv6" });
const unix = (address: string): SocketAddress => ({ address, port: 0, family: "unix" });

/** Waits for the outcome of a connection that was started. */
function settled(fixture: Fixture, fd: number): number {
  const { errno, socketError, sys } = fixture.module;
  const deadline = Date.now() + fixture.patienceMs;
  for (;;) {
    const error = socketError(fd);
    if (error !== 0 || Date.now() > deadline) return error;
    if (sys.write(fd, Uint8Array.of(1)) !== -errno.EAGAIN!) return socketError(fd);
  }
}

/** Addresses as text and as bytes, the peer's address, and a socket's pending error. */
export const socketAddresses: readonly Case[] = [
  {
    name: "addresses.remote",
    covers: ["remoteAddress", "localAddress", "connectTcp", "accept"],
    run(fixture) {
      const { connectTcp, listenTcp, localAddress, remoteAddress } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      assert.deepEqual(remoteAddress(client), localAddress(peer));
      assert.deepEqual(remoteAddress(peer), localAddress(client));
      assert.notDeepEqual(remoteAddress(peer), localAddress(peer));
      const path = join(fixture.folder(), "socket");
      const server = fixture.own(listenTcp({ path }));
      const named = fixture.own(connectTcp({ path }));
      assert.deepEqual(remoteAddress(named), unix(path));
      assert.deepEqual(remoteAddress(fixture.acceptOne(server)), unix(""), "the client has no name");
    },
  },
  {
    name: "addresses.remote.refusals",
    covers: ["EBADF", "ENOTSOCK", "ENOTCONN", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"].map(
      (code) => `remoteAddress:${code}`,
    ),
    run(fixture) {
      const { remoteAddress } = fixture.module;
      const syscall = /^getpeername$/;
      const refused = (fd: number, code: string) =>
        assertSystemError(fixture.module, () => remoteAddress(fd), { code, syscall, fd });
      refused(NOT_OPEN, "EBADF");
      refused(fixture.pipe().reader, "ENOTSOCK");
      refused(fixture.listener().server, "ENOTCONN");
      for (const [label, fd] of noNumbers) assertTypeRefused(() => remoteAddress(fd as never), label);
      for (const [label, fd] of noDescriptors) assertRangeRefused(() => remoteAddress(fd as never), label);
    },
  },
  {
    name: "addresses.remote.of-another-family",
    covers: ["remoteAddress:EAFNOSUPPORT"],
    when: isLinux,
    run(fixture) {
      const { constants, remoteAddress, sys } = fixture.module;
      const fd = fixture.own(sys.socket(AF_NETLINK, constants.SOCK_DGRAM!, 0), "netlink");
      assertSystemError(fixture.module, () => remoteAddress(fd), {
        code: "EAFNOSUPPORT",
        syscall: /^getpeername$/,
        fd,
      });
    },
  },
  {
    name: "addresses.encode",
    covers: ["encodeAddress"],
    run(fixture) {
      const { encodeAddress } = fixture.module;
      const expected: [SocketAddress, Uint8Array][] = [
        [inet("127.0.0.1", 0x1f90), loopback(fixture, 0x1f90)],
        [inet6("::1", 443), loopback6(fixture, 443)],
        [unix("/a/b"), unixAddress(fixture, "/a/b")],
      ];
      for (const [address, bytes] of expected) assert.deepEqual(encodeAddress(address), bytes, address.address);
    },
  },
  {
    name: "addresses.decode-is-the-inverse",
    covers: ["encodeAddress", "decodeAddress"],
    run(fixture) {
      const { decodeAddress, encodeAddress } = fixture.module;
      const all = [
        ...["0.0.0.0", "127.0.0.1", "255.254.253.252"].map((address) => inet(address)),
        ...["::", "::1", "2001:db8::ff00:42:8329", "fe80::1%7"].map((address) => inet6(address)),
        ...[0, 1, 255, 256, 65_535].flatMap((port) => [inet("10.1.2.3", port), inet6("::2", port)]),
        ...["", "/tmp/a socket", "relative", `/${"é".repeat(20)}`, "x".repeat(pathRoom(fixture) - 1)].map(unix),
        // A leading NUL means an abstract name (unix(7)), which ends where the bytes do.
        ...(isLinux(fixture.module) ? ["\0name", "\0"].map(unix) : []),
      ];
      for (const address of all) {
        const bytes = encodeAddress(address);
        assert.deepEqual(decodeAddress(bytes), address);
        // In the middle of a larger buffer, and as another array.
        const larger = new Uint8Array(bytes.length + 32).fill(0xaa);
        larger.set(bytes, 16);
        assert.deepEqual(decodeAddress(larger.subarray(16, 16 + bytes.length)), address, "a part of a buffer");
        assert.deepEqual(decodeAddress(new Int8Array(bytes)), address, "an Int8Array");
      }
    },
  },
  {
    name: "addresses.decode-what-the-kernel-wrote",
    covers: ["decodeAddress", "encodeAddress", "sys.getsockname", "sys.getpeername", "sys.bind"],
    run(fixture) {
      const { decodeAddress, encodeAddress, localAddress, sys, constants } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const bytes = new Uint8Array(128);
      assert.deepEqual(decodeAddress(bytes.subarray(0, sys.getsockname(client, bytes))), localAddress(client));
      assert.deepEqual(decodeAddress(bytes.subarray(0, sys.getpeername(client, bytes))), localAddress(peer));
      const fd = fixture.own(sys.socket(constants.AF_UNIX!, constants.SOCK_STREAM!, 0));
      const address = unix(isLinux(fixture.module) ? `\0pollio ${process.pid} ${fd}` : join(fixture.folder(), "one"));
      assert.equal(sys.bind(fd, encodeAddress(address)), 0);
      assert.deepEqual(decodeAddress(bytes.subarray(0, sys.getsockname(fd, bytes))), address);
      const [one] = fixture.pair();
      assert.deepEqual(decodeAddress(bytes.subarray(0, sys.getsockname(one, bytes))), unix(""), "without a name");
    },
  },
  {
    name: "addresses.truncated",
    covers: ["sys.getpeername"],
    run(fixture) {
      const { sys } = fixture.module;
      const { client } = fixture.tcpPair();
      const whole = new Uint8Array(64);
      assert.equal(sys.getpeername(client, whole), 16);
      const short = new Uint8Array(32).fill(0xaa);
      assert.equal(sys.getpeername(client, short.subarray(8, 12)), 16, "the length that the address has");
      assert.deepEqual(short.subarray(8, 12), whole.subarray(0, 4));
      assert.ok(
        short.every((byte, at) => byte === 0xaa || (at >= 8 && at < 12)),
        "nothing beside it is written",
      );
    },
  },
  {
    name: "addresses.encode.refusals",
    covers: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"].map(
      (code) => `encodeAddress:${code}`,
    ),
    run(fixture) {
      const { encodeAddress } = fixture.module;
      for (const [label, value] of noOptions) assertTypeRefused(() => encodeAddress(value as never), label);
      assertTypeRefused(() => encodeAddress(undefined as never), "undefined");
      for (const [label, value] of noNumbers) {
        assertTypeRefused(() => encodeAddress({ ...inet("127.0.0.1"), port: value as never }), `port: ${label}`);
        if (typeof value === "string") continue;
        for (const family of ["IPv4", "IPv6", "unix"] as const) {
          const refused = () => encodeAddress({ address: value as never, port: 0, family });
          assertTypeRefused(refused, `${family}: ${label}`);
        }
        assertTypeRefused(() => encodeAddress({ address: "::1", port: 0, family: value as never }), `family: ${label}`);
      }
      for (const port of [-1, 65_536, 1.5, Number.NaN]) {
        assertRangeRefused(() => encodeAddress(inet("127.0.0.1", port)), `port ${port}`);
        assertRangeRefused(() => encodeAddress({ ...unix("/a"), port }), `port ${port} of a path`);
      }
      assertTypeRefused(() => encodeAddress({ ...inet("127.0.0.1"), zone: 1 } as never), "an unknown key");
      const values: [string, string, string][] = [
        ["127.0.0.1", "ipv4", "a family that is none"],
        ["127.0.0.1", "AF_INET", "a family that is none"],
        ["::1", "IPv4", "an address of the other family"],
        ["127.0.0.1", "IPv6", "an address of the other family"],
        ["localhost", "IPv4", "a host name"],
        ["", "IPv6", "no address"],
        ["/a\0b", "unix", "a path with NUL"],
        ["\0a\0b", "unix", "a name with another NUL"],
        ["x".repeat(pathRoom(fixture)), "unix", "a path that is too long"],
      ];
      for (const [address, family, what] of values) {
        assertValueRefused(() => encodeAddress({ address, port: 0, family: family as never }), what);
      }
    },
  },
  {
    name: "addresses.decode.refusals",
    covers: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"].map(
      (code) => `decodeAddress:${code}`,
    ),
    run(fixture) {
      const { decodeAddress } = fixture.module;
      for (const [label, value] of noBytes) assertTypeRefused(() => decodeAddress(value as never), label);
      const [four, six] = [loopback(fixture, 1), loopback6(fixture, 1)];
      for (const bytes of [new Uint8Array(0), four.subarray(0, 1), four.subarray(0, 15), six.subarray(0, 27)]) {
        assertRangeRefused(() => decodeAddress(bytes), `${bytes.length} bytes`);
      }
      const unknown = four.slice();
      unknown[isLinux(fixture.module) ? 0 : 1] = 99;
      for (const bytes of [unknown, new Uint8Array(128)]) assertValueRefused(() => decodeAddress(bytes), "the family");
    },
  },
  {
    name: "addresses.socket-error",
    covers: ["socketError", "connectTcp"],
    run(fixture) {
      const { connectTcp, errno, errnoName, socketError } = fixture.module;
      assert.ok(Object.is(socketError(fixture.pair()[0]), 0), "no error");
      const { server, port } = fixture.listener();
      fixture.close(server);
      const fd = fixture.own(connectTcp({ port }));
      const error = settled(fixture, fd);
      assert.equal(error, -errno.ECONNREFUSED!, errnoName(error));
      assert.equal(socketError(fd), 0, "reading clears it");
    },
  },
  {
    name: "addresses.socket-error.refusals",
    covers: ["EBADF", "ENOTSOCK", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"].map((code) => `socketError:${code}`),
    run(fixture) {
      const { socketError } = fixture.module;
      const syscall = /^getsockopt$/;
      const fd = fixture.pipe().reader;
      assertSystemError(fixture.module, () => socketError(NOT_OPEN), { code: "EBADF", syscall, fd: NOT_OPEN });
      assertSystemError(fixture.module, () => socketError(fd), { code: "ENOTSOCK", syscall, fd });
      for (const [label, value] of noNumbers) assertTypeRefused(() => socketError(value as never), label);
      for (const [label, value] of noDescriptors) assertRangeRefused(() => socketError(value as never), label);
    },
  },
];
