import { describe, expect, test } from "vitest";
import { c, refused } from "./support/calls.ts";
import { change, kqueue, look, one, ready, soon, untilEof } from "./support/kevents.ts";
import { E, EV, EVFILT, NOTE, SOCKET } from "./support/numbers.ts";
import { bytes, connection, pair, read, write } from "./support/streams.ts";

const { READ, EXCEPT } = EVFILT;

describe("out-of-band data", () => {
  test("EVFILT_EXCEPT reports NOTE_OOB from the arrival of the byte until what follows it is read", () => {
    const [client, peer] = connection();
    write(client, 1, 2);
    soon(kqWith(READ, peer));
    expect(c.send(client, bytes(3), 1, SOCKET.OOB)).toBe(1);
    const kq = kqWith(EXCEPT, peer, NOTE.OOB);
    for (let i = 0; i < 200 && (one(kq).fflags & NOTE.OOB) === 0; i++);
    expect(look(EXCEPT, peer, NOTE.OOB)).toMatchObject({ fflags: NOTE.OOB });
    const into = bytes(0);
    expect([c.recv(peer, into, 1, SOCKET.OOB), into[0]]).toEqual([1, 3]);
    expect(look(EXCEPT, peer, NOTE.OOB)).toMatchObject({ fflags: NOTE.OOB });
    expect(read(peer)).toEqual([1, 2]);
    expect(look(EXCEPT, peer, NOTE.OOB)).toMatchObject({ fflags: NOTE.OOB });
    write(client, 4);
    soon(kqWith(READ, peer));
    expect(read(peer)).toEqual([4]);
    expect(look(EXCEPT, peer, NOTE.OOB)).toBeUndefined();
    expect(refused(c.recv(peer, into, 1, SOCKET.OOB))).toBe(E.INVAL);
  });

  test("EVFILT_EXCEPT also fires for ordinary bytes, without NOTE_OOB", () => {
    const [client, peer] = connection();
    const kq = kqWith(EXCEPT, peer, NOTE.OOB);
    expect(ready(kq)).toEqual([]);
    write(client, 1);
    expect(one(kq)).toMatchObject({ filter: EXCEPT, fflags: 0, data: 1 });
  });

  test("a touch without NOTE_OOB removes it", () => {
    const [client, peer] = connection();
    c.send(client, bytes(3), 1, SOCKET.OOB);
    const kq = kqWith(EXCEPT, peer, NOTE.OOB, EV.CLEAR);
    expect(one(kq).fflags).toBe(NOTE.OOB);
    change(kq, EXCEPT, peer, 0);
    expect(ready(kq)).toEqual([]);
    change(kq, EXCEPT, peer, 0, { fflags: NOTE.OOB });
    expect(one(kq).fflags).toBe(NOTE.OOB);
  });

  test("without EV_CLEAR the note stays in fflags with what is reported later", () => {
    const [client, peer] = connection();
    c.send(client, bytes(3), 1, SOCKET.OOB);
    const kq = kqWith(EXCEPT, peer, NOTE.OOB);
    expect(one(kq).fflags).toBe(NOTE.OOB);
    write(client, 1);
    soon(kqWith(READ, peer));
    expect(read(peer)).toEqual([1]);
    expect(ready(kq)).toEqual([]);
    write(client, 2);
    expect(one(kq)).toMatchObject({ fflags: NOTE.OOB, data: 1 });
  });

  test("EVFILT_READ ignores it without NOTE_OOB", () => {
    const [client, peer] = connection();
    c.send(client, bytes(3), 1, SOCKET.OOB);
    one(kqWith(EXCEPT, peer, NOTE.OOB));
    expect(look(READ, peer)).toBeUndefined();
    expect(look(READ, peer, NOTE.OOB)).toMatchObject({ fflags: NOTE.OOB });
  });

  test("EVFILT_EXCEPT reports the end of the stream too", () => {
    const [client, peer] = connection();
    c.close(client);
    expect(untilEof(EXCEPT, peer)).toMatchObject({ eof: true, fflags: 0 });
  });

  test("unix sockets have none", () => {
    const [near] = pair();
    expect(refused(c.send(near, bytes(1), 1, SOCKET.OOB))).toBe(E.OPNOTSUPP);
    expect(refused(c.recv(near, bytes(1), 1, SOCKET.OOB))).toBe(E.OPNOTSUPP);
  });
});

function kqWith(filter: number, ident: number, fflags = 0, flags = 0): number {
  const kq = kqueue();
  change(kq, filter, ident, EV.ADD | flags, { fflags });
  return kq;
}
