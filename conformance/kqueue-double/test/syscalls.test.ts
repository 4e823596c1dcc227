import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { c, errno, ok, own, refused } from "./support/calls.ts";
import { change, kqueue, one, untilEof } from "./support/kevents.ts";
import { E, EV, EVFILT, F, SOCKET } from "./support/numbers.ts";
import {
  bytes,
  connecting,
  connection,
  listener,
  loopback,
  nonblocking,
  pair,
  pipe,
  portOf,
  write,
} from "./support/streams.ts";

/** getsockname() into an array of that many bytes: what it has, and the length that it says. */
function nameOf(fd: number, room = 110): { address: number[]; length: number } {
  const [address, length] = [new Uint8Array(room), Uint32Array.of(room)];
  ok(c.getsockname(fd, address, length));
  return { address: [...address.subarray(0, length[0]!)], length: length[0]! };
}

function option(fd: number, level: number, name: number): number {
  const value = new Int32Array(1);
  ok(c.getsockopt(fd, level, name, value, Uint32Array.of(4)));
  return value[0]!;
}

const socket = (domain: number = SOCKET.INET, type: number = SOCKET.STREAM) => own(c.socket(domain, type, 0));
const text = (value: string) => [...new TextEncoder().encode(value)];

describe("addresses", () => {
  test("an IPv4 address has its length and its family, and both are returned", () => {
    const fd = socket();
    ok(c.bind(fd, loopback(0), 16));
    const { address, length } = nameOf(fd);
    expect(length).toBe(16);
    expect(address).toEqual([16, 2, ...address.slice(2, 4), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(portOf(fd)).toBeGreaterThan(0);
  });

  test("the kernel sets the length byte; the length of the call must be right", () => {
    const address = loopback(0);
    address[0] = 99;
    ok(c.bind(socket(), address, 16));
    expect(refused(c.bind(socket(), address, 15))).toBe(E.INVAL);
    expect(refused(c.bind(socket(), new Uint8Array(110), 110))).toBe(E.AFNOSUPPORT);
  });

  test("Linux's layout, a family of two bytes, is refused", () => {
    const address = loopback(0);
    address.set([2, 0]);
    expect(refused(c.bind(socket(), address, 16))).toBe(E.AFNOSUPPORT);
  });

  test("an IPv6 address has family 30 and 28 bytes", () => {
    const fd = socket(SOCKET.INET6);
    const address = new Uint8Array(28);
    address.set([28, SOCKET.INET6]);
    address[23] = 1;
    ok(c.bind(fd, address, 28));
    const name = nameOf(fd);
    expect([name.length, name.address.slice(0, 2), name.address.slice(8, 24)]).toEqual([
      28,
      [28, 30],
      [...address.slice(8, 24)],
    ]);
  });

  test("a unix path is returned with the length that it has", () => {
    const folder = mkdtempSync(join(tmpdir(), "kqueue-double-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = text(join(folder, "s"));
    const address = bytes(2 + path.length, SOCKET.UNIX, ...path);
    const server = socket(SOCKET.UNIX);
    ok(c.bind(server, address, address.length));
    ok(c.listen(server, 1));
    expect(nameOf(server)).toEqual({ address: [...address], length: address.length });
    ok(c.connect(socket(SOCKET.UNIX), address, address.length));
    expect(refused(c.bind(socket(SOCKET.UNIX), address, address.length))).toBe(E.ADDRINUSE);
    const nobody = bytes(0, SOCKET.UNIX, ...text(join(folder, "nobody")));
    expect(refused(c.connect(socket(SOCKET.UNIX), nobody, nobody.length))).toBe(E.NOENT);
  });

  test("there are no abstract names: an empty path does not exist", () => {
    const address = bytes(6, SOCKET.UNIX, 0, 97, 98, 99);
    expect(refused(c.bind(socket(SOCKET.UNIX), address, 6))).toBe(E.NOENT);
    expect(refused(c.bind(socket(SOCKET.UNIX), address, 2))).toBe(E.INVAL);
  });

  test("a unix socket without a name has one of 16 bytes", () => {
    expect(nameOf(socket(SOCKET.UNIX))).toEqual({ address: [16, 1, ...new Array(14).fill(0)], length: 16 });
  });

  test("an address that does not fit is cut off, and its whole length is returned", () => {
    const { server } = listener();
    const [address, length] = [new Uint8Array(8), Uint32Array.of(4)];
    ok(c.getsockname(server, address, length));
    expect([length[0], [...address.slice(4)]]).toEqual([16, [0, 0, 0, 0]]);
  });
});

describe("sockets", () => {
  test("what Darwin does not have is refused with Darwin's numbers", () => {
    expect(refused(c.socket(9_999, SOCKET.STREAM, 0))).toBe(E.AFNOSUPPORT);
    expect(refused(c.socket(10, SOCKET.STREAM, 0))).toBe(E.AFNOSUPPORT);
    for (const flags of [0x800, 0x80000]) {
      expect(refused(c.socket(SOCKET.INET, SOCKET.STREAM | flags, 0))).toBe(E.PROTONOSUPPORT);
    }
    const fds = Int32Array.of(7, 7);
    expect(refused(c.socketpair(SOCKET.INET, SOCKET.STREAM, 0, fds))).toBe(E.OPNOTSUPP);
    expect(refused(c.socketpair(SOCKET.UNIX, 9_999, 0, fds))).toBe(E.PROTONOSUPPORT);
    expect([...fds]).toEqual([7, 7]);
    const [reader] = pipe();
    expect(refused(c.bind(reader, loopback(0), 16))).toBe(E.NOTSOCK);
    expect(refused(c.bind(-1, loopback(0), 16))).toBe(E.BADF);
    expect(refused(c.getsockname(reader, bytes(0), Uint32Array.of(1)))).toBe(E.NOTSOCK);
  });

  test("an accepted socket inherits O_NONBLOCK from its listener, but not FD_CLOEXEC", () => {
    for (const flags of [F.NONBLOCK, 0]) {
      const { server, port } = listener();
      connecting(port);
      const kq = kqueue();
      change(kq, EVFILT.READ, server, EV.ADD);
      one(kq);
      ok(c.fcntl(server, F.SETFL, "int", flags));
      ok(c.fcntl(server, F.SETFD, "int", F.CLOEXEC));
      const peer = own(c.accept(server, null, null));
      expect(c.fcntl(peer, F.GETFL, "int", 0) & F.NONBLOCK).toBe(flags);
      expect(c.fcntl(peer, F.GETFD, "int", 0)).toBe(0);
    }
  });

  test("accept() drops the connection if no descriptor is free, and says EAGAIN without one", () => {
    const { server, port } = listener();
    const limits = new BigUint64Array(2);
    ok(c.getrlimit(8, limits));
    const accept = () => {
      ok(c.setrlimit(8, BigUint64Array.of(3n, limits[1]!)));
      const why = [c.accept(server, null, null), errno()];
      ok(c.setrlimit(8, limits));
      return why;
    };
    expect(accept()).toEqual([-1, E.AGAIN]);
    const client = connecting(port);
    const kq = kqueue();
    change(kq, EVFILT.READ, server, EV.ADD);
    one(kq);
    expect(accept()).toEqual([-1, E.MFILE]);
    expect(refused(c.accept(server, null, null))).toBe(E.AGAIN);
    expect(untilEof(EVFILT.READ, client).eof).toBe(true);
  });

  test("listen() queues at most 128 connections", () => {
    const path = join(mkdtempSync(join(tmpdir(), "kqueue-double-")), "socket");
    onTestFinished(() => rmSync(dirname(path), { recursive: true }));
    const name = new TextEncoder().encode(path);
    const address = Uint8Array.of(0, SOCKET.UNIX, ...name, 0);
    const server = own(c.socket(SOCKET.UNIX, SOCKET.STREAM, 0));
    ok(c.bind(server, address, address.length));
    ok(c.listen(server, 511));
    let connected = 0;
    while (c.connect(nonblocking(own(c.socket(SOCKET.UNIX, SOCKET.STREAM, 0))), address, address.length) === 0)
      connected++;
    expect(errno()).toBe(E.CONNREFUSED);
    // Linux queues one more than it is asked to.
    expect(connected).toBe(129);
  });

  test("accept() returns the address of the client", () => {
    const { server, port } = listener();
    const client = connecting(port);
    const kq = kqueue();
    change(kq, EVFILT.READ, server, EV.ADD);
    one(kq);
    const [address, length] = [new Uint8Array(32), Uint32Array.of(32)];
    own(c.accept(server, address, length));
    expect([length[0], address[0], address[1]]).toEqual([16, 16, 2]);
    expect(address[2]! * 256 + address[3]!).toBe(portOf(client));
  });

  test("EAGAIN is 35, and accepting from a socket that does not listen is EINVAL", () => {
    const [near] = pair();
    expect(refused(c.read(near, bytes(0), 1))).toBe(E.AGAIN);
    expect(refused(c.accept(listener().server, null, null))).toBe(E.AGAIN);
    expect(refused(c.accept(near, null, null))).toBe(E.INVAL);
  });

  test("a socket that is not connected cannot send or receive", () => {
    const fd = nonblocking(socket());
    expect(refused(c.write(fd, bytes(1), 1))).toBe(E.NOTCONN);
    expect(refused(c.read(fd, bytes(1), 1))).toBe(E.NOTCONN);
  });

  test("MSG_PEEK and MSG_DONTWAIT have Darwin's numbers", () => {
    const [near, far] = connection();
    ok(c.fcntl(near, F.SETFL, "int", 0));
    write(far, 1, 2);
    const kq = kqueue();
    change(kq, EVFILT.READ, near, EV.ADD);
    one(kq);
    const into = new Uint8Array(2);
    for (const flags of [SOCKET.PEEK, 0]) expect(c.recv(near, into, 2, flags)).toBe(2);
    expect(refused(c.recv(near, into, 2, SOCKET.DONTWAIT))).toBe(E.AGAIN);
  });
});

describe("options", () => {
  test("a flag that is set reads as its own bit", () => {
    const fd = socket();
    expect(option(fd, SOCKET.SOL, SOCKET.REUSEADDR)).toBe(0);
    ok(c.setsockopt(fd, SOCKET.SOL, SOCKET.REUSEADDR, Int32Array.of(1), 4));
    expect(option(fd, SOCKET.SOL, SOCKET.REUSEADDR)).toBe(SOCKET.REUSEADDR);
    ok(c.setsockopt(fd, 6, 1, Int32Array.of(1), 4));
    expect(option(fd, 6, 1)).toBe(4);
  });

  test("setsockopt() is EINVAL once both directions are shut, also by a reset", () => {
    const set = (fd: number) => c.setsockopt(fd, SOCKET.SOL, SOCKET.REUSEADDR, Int32Array.of(1), 4);
    const [near, far] = connection();
    ok(c.shutdown(near, 1));
    ok(set(near));
    ok(c.setsockopt(far, SOCKET.SOL, SOCKET.LINGER, Int32Array.of(1, 0), 8));
    c.close(far);
    untilEof(EVFILT.READ, near);
    expect(refused(set(near))).toBe(E.INVAL);
    const [one] = pair();
    ok(c.shutdown(one, 2));
    expect(refused(set(one))).toBe(E.INVAL);
  });

  test("a buffer has the requested size, not twice that", () => {
    const fd = socket();
    for (const name of [SOCKET.SNDBUF, SOCKET.RCVBUF]) {
      ok(c.setsockopt(fd, SOCKET.SOL, name, Int32Array.of(20_000), 4));
      expect(option(fd, SOCKET.SOL, name)).toBe(20_000);
    }
  });

  test("SO_LINGER counts in hundredths of a second, SO_LINGER_SEC in seconds", () => {
    const fd = socket();
    const value = new Int32Array(2);
    ok(c.setsockopt(fd, SOCKET.SOL, SOCKET.LINGER, Int32Array.of(1, 250), 8));
    ok(c.getsockopt(fd, SOCKET.SOL, SOCKET.LINGER_SEC, value, Uint32Array.of(8)));
    expect([...value]).toEqual([1, 3]);
    ok(c.getsockopt(fd, SOCKET.SOL, SOCKET.LINGER, value, Uint32Array.of(8)));
    expect([...value]).toEqual([1, 300]);
  });

  test("IPV6_V6ONLY is 27", () => {
    const fd = socket(SOCKET.INET6);
    ok(c.setsockopt(fd, 41, 27, Int32Array.of(1), 4));
    expect(option(fd, 41, 27)).toBe(1);
  });

  test("unknown options, Linux's numbers and short values are refused", () => {
    const fd = socket();
    expect(refused(c.setsockopt(fd, SOCKET.SOL, 9_999, Int32Array.of(1), 4))).toBe(E.NOPROTOOPT);
    expect(refused(c.setsockopt(fd, 1, 2, Int32Array.of(1), 4))).toBe(E.NOPROTOOPT);
    expect(refused(c.setsockopt(fd, SOCKET.SOL, SOCKET.REUSEADDR, bytes(1), 1))).toBe(E.INVAL);
    expect(refused(c.setsockopt(-1, SOCKET.SOL, SOCKET.REUSEADDR, Int32Array.of(1), 4))).toBe(E.BADF);
    expect(refused(c.getsockopt(pipe()[0], SOCKET.SOL, SOCKET.ERROR, bytes(0), Uint32Array.of(1)))).toBe(E.NOTSOCK);
  });
});

describe("descriptors", () => {
  test("fcntl() has Darwin's flags and commands", () => {
    const [reader, writer] = pipe();
    expect(c.fcntl(reader, F.GETFL, "int", 0)).toBe(F.NONBLOCK);
    expect(c.fcntl(writer, F.GETFL, "int", 0)).toBe(F.NONBLOCK | 1);
    ok(c.fcntl(reader, F.SETFL, "int", 0x800));
    expect(c.fcntl(reader, F.GETFL, "int", 0)).toBe(0);
    const duplicate = own(c.fcntl(reader, F.DUPFD_CLOEXEC, "int", 100));
    expect(duplicate).toBeGreaterThanOrEqual(100);
    expect(c.fcntl(duplicate, F.GETFD, "int", 0)).toBe(F.CLOEXEC);
    expect(refused(c.fcntl(reader, 1030, "int", 0))).toBe(E.INVAL);
    expect(refused(c.fcntl(-1, F.GETFD, "int", 0))).toBe(E.BADF);
  });

  test("F_SETFL of a kqueue is ENOTTY, and sets the flag", () => {
    const kq = kqueue();
    expect(refused(c.fcntl(kq, F.SETFL, "int", F.NONBLOCK))).toBe(E.NOTTY);
    expect(c.fcntl(kq, F.GETFL, "int", 0) & F.NONBLOCK).toBe(F.NONBLOCK);
  });

  test("any limit of descriptors can be set, and the kernel's own one applies", () => {
    const [reader] = pipe();
    const before = new BigUint64Array(2);
    ok(c.getrlimit(8, before));
    const infinity = (1n << 63n) - 1n;
    expect(before[1]).toBe(infinity);
    onTestFinished(() => void c.setrlimit(8, before));
    for (const soft of [infinity, 1n << 40n]) {
      ok(c.setrlimit(8, BigUint64Array.of(soft, infinity)));
      const now = new BigUint64Array(2);
      ok(c.getrlimit(8, now));
      expect([...now]).toEqual([soft, infinity]);
      expect(refused(c.fcntl(reader, F.DUPFD, "int", 2 ** 31 - 1))).toBe(E.INVAL);
    }
  });

  test("RLIMIT_NOFILE is 8, and infinity is Darwin's", () => {
    const limits = new BigUint64Array(2);
    ok(c.getrlimit(8, limits));
    expect(limits[0]).toBeGreaterThan(16n);
    ok(c.setrlimit(8, limits));
    ok(c.getrlimit(0, limits));
    expect(limits[1]).toBeLessThanOrEqual((1n << 63n) - 1n);
    expect(refused(c.setrlimit(8, BigUint64Array.of(2n, 1n)))).toBe(E.INVAL);
    expect(refused(c.getrlimit(9, limits))).toBe(E.INVAL);
  });
});
