import { describe, expect, test } from "vitest";
import { c, errno, ok, own, refused } from "./support/calls.ts";
import { change, kqueue, look, one, ready, untilEof } from "./support/kevents.ts";
import { E, EV, EVFILT, SOCKET } from "./support/numbers.ts";
import { bytes, connecting, connection, fill, listener, loopback, pair, write } from "./support/streams.ts";

const { READ, WRITE } = EVFILT;

describe("sockets", () => {
  test("a listener is ready while connections wait, and data is their number", () => {
    const { server, port } = listener();
    const kq = kqueue();
    change(kq, READ, server, EV.ADD);
    expect(ready(kq)).toEqual([]);
    connecting(port);
    expect(one(kq)).toMatchObject({ data: 1, flags: EV.ADD, fflags: 0 });
    connecting(port);
    for (let i = 0; i < 100 && one(kq).data < 2; i++);
    expect(one(kq).data).toBe(2);
    own(c.accept(server, null, null));
    own(c.accept(server, null, null));
    expect(ready(kq)).toEqual([]);
    expect(look(WRITE, server)).toBeUndefined();
  });

  test("a socket that was never connected is silent in both directions", () => {
    for (const domain of [SOCKET.INET, SOCKET.INET6, SOCKET.UNIX]) {
      const fd = own(c.socket(domain, SOCKET.STREAM, 0));
      expect([look(READ, fd), look(WRITE, fd)]).toEqual([undefined, undefined]);
    }
  });

  test("a connection is writable once it is established", () => {
    const { port } = listener();
    const client = connecting(port);
    const kq = kqueue();
    change(kq, WRITE, client, EV.ADD);
    const event = one(kq);
    expect(event.flags).toBe(EV.ADD);
    expect(event.data).toBeGreaterThan(0);
    expect(look(READ, client)).toBeUndefined();
  });

  test("a refused connection is at its end in both directions, with the error in fflags, which stays until it is fetched", () => {
    const { server, port } = listener();
    c.close(server);
    const client = connecting(port);
    expect(untilEof(READ, client)).toEqual({ eof: true, fflags: E.CONNREFUSED, data: 0 });
    expect(look(WRITE, client)).toMatchObject({ eof: true, fflags: E.CONNREFUSED });
    const value = new Int32Array(1);
    for (const error of [E.CONNREFUSED, 0]) {
      expect(c.getsockopt(client, SOCKET.SOL, SOCKET.ERROR, value, Uint32Array.of(4))).toBe(0);
      expect(value[0]).toBe(error);
    }
    expect(look(READ, client)).toMatchObject({ eof: true, fflags: 0 });
    expect(refused(c.connect(client, loopback(port), 16))).toBe(E.INVAL);
  });

  test("after a reset, reading returns ECONNRESET once, and writing EPIPE", () => {
    const [client, peer] = connection();
    ok(c.setsockopt(client, SOCKET.SOL, SOCKET.LINGER, Int32Array.of(1, 0), 8));
    c.close(client);
    expect(untilEof(READ, peer)).toMatchObject({ eof: true, fflags: E.CONNRESET });
    expect(look(WRITE, peer)).toMatchObject({ eof: true, fflags: E.CONNRESET });
    expect(refused(c.write(peer, bytes(1), 1))).toBe(E.PIPE);
    expect(refused(c.read(peer, bytes(1), 1))).toBe(E.CONNRESET);
    expect(c.read(peer, bytes(1), 1)).toBe(0);
    expect(look(READ, peer)).toMatchObject({ eof: true, fflags: 0 });
  });

  test("a reset that no kqueue has seen gives the same errors", () => {
    const [client, peer] = connection();
    ok(c.setsockopt(client, SOCKET.SOL, SOCKET.LINGER, Int32Array.of(1, 0), 8));
    c.close(client);
    let written = 1;
    for (let i = 0; i < 1000 && written > 0; i++) written = c.write(peer, bytes(1), 1);
    expect([written, errno()]).toEqual([-1, E.PIPE]);
    expect(refused(c.read(peer, bytes(1), 1))).toBe(E.CONNRESET);
  });

  for (const [what, make] of [
    ["TCP", connection],
    ["unix", pair],
  ] as const) {
    test(`a ${what} peer that shuts down sending ends reading only`, () => {
      const [near, far] = make();
      write(far, 1);
      ok(c.shutdown(far, 1));
      expect(untilEof(READ, near)).toEqual({ eof: true, fflags: 0, data: 1 });
      expect(look(WRITE, near)).toMatchObject({ eof: false });
    });

    test(`a ${what} socket's own shutdown of sending shows as EV_EOF of EVFILT_WRITE, even in a wait that already began`, () => {
      const [near] = make();
      fill(near);
      const kq = kqueue();
      change(kq, WRITE, near, EV.ADD | EV.CLEAR);
      expect(ready(kq)).toEqual([]);
      ok(c.shutdown(near, 1));
      expect(one(kq).flags & EV.EOF).toBe(EV.EOF);
      expect(look(READ, near)).toBeUndefined();
      const duplicate = own(c.dup(near));
      expect(look(WRITE, duplicate)).toMatchObject({ eof: true });
    });

    test(`a ${what} socket's own shutdown of receiving shows as EV_EOF of EVFILT_READ`, () => {
      const [near] = make();
      ok(c.shutdown(near, 0));
      expect(untilEof(READ, near)).toMatchObject({ eof: true, fflags: 0 });
      expect(look(WRITE, near)).toMatchObject({ eof: false });
    });
  }

  test("a unix peer that closes ends both directions, without an error even if it had unread bytes", () => {
    const [near, far] = pair();
    write(near, 1, 2);
    c.close(far);
    expect(untilEof(READ, near)).toEqual({ eof: true, fflags: 0, data: 0 });
    expect(look(WRITE, near)).toMatchObject({ eof: true, fflags: 0 });
    expect(c.read(near, bytes(1), 1)).toBe(0);
  });

  test("EV_EOF of a socket needs no request, and comes with the unread bytes", () => {
    const [client, peer] = connection();
    const kq = kqueue();
    change(kq, READ, peer, EV.ADD | EV.CLEAR);
    write(client, 1);
    expect(one(kq).flags & EV.EOF).toBe(0);
    c.close(client);
    expect(one(kq)).toMatchObject({ data: 1 });
    expect(look(READ, peer)).toMatchObject({ eof: true, data: 1 });
  });

  test("an empty datagram is something to read", () => {
    const fds = new Int32Array(2);
    ok(c.socketpair(SOCKET.UNIX, SOCKET.DGRAM, 0, fds));
    const [one, other] = [own(fds[0]!), own(fds[1]!)];
    expect(look(READ, one)).toBeUndefined();
    expect(c.send(other, bytes(), 0, 0)).toBe(0);
    expect(look(READ, one)).toEqual({ eof: false, fflags: 0, data: 0 });
  });

  test("a datagram socket is writable without being connected", () => {
    expect(look(WRITE, own(c.socket(SOCKET.INET, SOCKET.DGRAM, 0)))).toMatchObject({ eof: false });
  });
});
