import { describe, expect, test } from "vitest";
import { c, refused } from "./support/calls.ts";
import { change, kqueue, look, one, ready, receipt } from "./support/kevents.ts";
import { E, EV, EVFILT, NOTE } from "./support/numbers.ts";
import { bytes, fill, pipe, read, write } from "./support/streams.ts";

const { READ, WRITE, EXCEPT } = EVFILT;

describe("pipes", () => {
  test("data is the number of unread bytes, or the remaining room", () => {
    const [reader, writer] = pipe();
    expect(look(READ, reader)).toBeUndefined();
    const room = look(WRITE, writer)!.data;
    write(writer, 1, 2, 3);
    expect(look(READ, reader)).toEqual({ eof: false, fflags: 0, data: 3 });
    expect(look(WRITE, writer)!.data).toBe(room - 3);
    fill(writer);
    expect(look(WRITE, writer)).toBeUndefined();
  });

  test("closing the writer gives EV_EOF, even with unread bytes, and no error", () => {
    const [reader, writer] = pipe();
    write(writer, 1);
    c.close(writer);
    expect(look(READ, reader)).toEqual({ eof: true, fflags: 0, data: 1 });
    read(reader);
    expect(look(READ, reader)).toEqual({ eof: true, fflags: 0, data: 0 });
  });

  test("closing the reader gives EV_EOF at the writing end", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    fill(writer);
    change(kq, WRITE, writer, EV.ADD);
    expect(ready(kq)).toEqual([]);
    c.close(reader);
    expect(one(kq).flags & EV.EOF).not.toBe(0);
    expect(one(kq).fflags).toBe(0);
    expect(refused(c.write(writer, bytes(1), 1))).toBe(E.PIPE);
  });

  test("the filter of the other direction reports the end only", () => {
    const [reader, writer] = pipe();
    write(writer, 1);
    expect(look(READ, writer)).toBeUndefined();
    const kq = kqueue();
    change(kq, WRITE, reader, EV.ADD);
    expect(ready(kq)).toEqual([]);
    c.close(writer);
    expect(one(kq)).toMatchObject({ filter: WRITE, data: 0 });
    expect(one(kq).flags & EV.EOF).not.toBe(0);
  });

  test("both filters can be added once the other end is closed, and report the end", () => {
    const [reader, writer] = pipe();
    c.close(reader);
    expect(look(WRITE, writer)).toEqual({ eof: true, fflags: 0, data: 0 });
    expect(look(READ, writer)).toEqual({ eof: true, fflags: 0, data: 0 });
  });

  test("EVFILT_VNODE is EINVAL", () => {
    expect(receipt(kqueue(), EVFILT.VNODE, pipe()[0], EV.ADD)).toBe(E.INVAL);
  });

  test("EVFILT_EXCEPT is EINVAL", () => {
    const kq = kqueue();
    const [reader] = pipe();
    expect(receipt(kq, EXCEPT, reader, EV.ADD, { fflags: NOTE.OOB })).toBe(E.INVAL);
    expect(receipt(kq, EXCEPT, reader, 0)).toBe(E.NOENT);
  });

  test("NOTE_LOWAT waits for that many bytes", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, READ, reader, EV.ADD, { fflags: NOTE.LOWAT, data: 3 });
    write(writer, 1, 2);
    expect(ready(kq)).toEqual([]);
    write(writer, 3);
    expect(one(kq).data).toBe(3);
  });
});
