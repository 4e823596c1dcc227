import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { c, errno, ok, own } from "./support/calls.ts";
import { change, kevent, kqueue, look, one, ready, receipt, timespec } from "./support/kevents.ts";
import { E, EV, EVFILT, F, NOTE } from "./support/numbers.ts";
import { fifo, terminal } from "./support/paths.ts";
import { pair, pipe, write } from "./support/streams.ts";

const { READ, WRITE, EXCEPT, USER } = EVFILT;

/** A regular file of some bytes, opened by the runtime. */
function file(length: number): number {
  const folder = mkdtempSync(join(tmpdir(), "kqueue-double-"));
  const fd = openSync(join(folder, "file"), "w+");
  writeSync(fd, new Uint8Array(length), 0, length, 0);
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return fd;
}

/** A duplicate of a descriptor under a number that was just closed. */
function replace(fd: number, by: number): void {
  c.close(fd);
  expect(c.fcntl(by, F.DUPFD, "int", fd)).toBe(fd);
}

/** The numbers that the next eight descriptors would get. */
function freeNumbers(): number[] {
  const fds = Array.from({ length: 8 }, () => ok(c.dup(0)));
  for (const fd of fds) c.close(fd);
  return fds;
}

describe("closing", () => {
  test("closing a descriptor removes its knotes from every kqueue", () => {
    const kqueues = [kqueue(), kqueue()];
    const [reader, writer] = pipe();
    for (const kq of kqueues) change(kq, READ, reader, EV.ADD);
    write(writer, 1);
    c.close(reader);
    for (const kq of kqueues) {
      expect(ready(kq)).toEqual([]);
      expect(receipt(kq, READ, reader, 0)).toBe(E.NOENT);
    }
  });

  test("even if a duplicate keeps the file open, whose own knotes stay", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    const duplicate = own(c.dup(reader));
    change(kq, READ, reader, EV.ADD);
    change(kq, READ, duplicate, EV.ADD, { udata: 2 });
    c.close(reader);
    write(writer, 1);
    expect(one(kq)).toMatchObject({ ident: duplicate, udata: 2 });
    expect(receipt(kq, READ, reader, EV.DELETE)).toBe(E.NOENT);
  });

  test("a reused number starts without knotes", () => {
    const kq = kqueue();
    const [old, writer] = pipe();
    const [reader, ready2] = pipe();
    write(writer, 1);
    write(ready2, 1);
    change(kq, READ, old, EV.ADD | EV.CLEAR, { udata: 1 });
    replace(old, reader);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, READ, old, 0)).toBe(E.NOENT);
    change(kq, READ, old, EV.ADD, { udata: 2 });
    for (let i = 0; i < 2; i++) expect(one(kq)).toMatchObject({ ident: old, udata: 2, flags: EV.ADD });
  });

  test("a descriptor closed by the runtime is noticed at the next touch", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    const number = openSync("/dev/null", "r");
    closeSync(number);
    expect(c.fcntl(reader, F.DUPFD, "int", number)).toBe(number);
    change(kq, READ, number, EV.ADD);
    closeSync(number);
    expect(receipt(kq, READ, number, 0)).toBe(E.NOENT);
    expect(receipt(kq, READ, number, EV.ADD)).toBe(E.BADF);
  });

  test("a closed kqueue is EBADF, and its number can be reused", () => {
    const kq = c.kqueue();
    change(kq, USER, 0, EV.ADD);
    ok(c.close(kq));
    expect(kevent(kq, [], 1, timespec(0))).toBe(-E.BADF);
    expect(c.close(kq)).toBe(-1);
    const again = kqueue();
    expect(again).toBe(kq);
    expect(receipt(again, USER, 0, 0)).toBe(E.NOENT);
  });

  test("a kqueue's number that the runtime closed and reused is no kqueue", () => {
    const kq = c.kqueue();
    closeSync(kq);
    const [reader] = pipe();
    expect(reader).toBe(kq);
    expect(kevent(reader, [], 1, timespec(0))).toBe(-E.BADF);
  });

  test("a kqueue is close-on-exec from the start and gets the lowest free number", () => {
    const [lowest] = pipe();
    c.close(lowest);
    const kq = kqueue();
    expect(kq).toBe(lowest);
    expect(c.fcntl(kq, F.GETFD, "int", 0)).toBe(F.CLOEXEC);
  });

  test("a duplicate of a kqueue is the same kqueue, and outlives it", () => {
    const kq = c.kqueue();
    const duplicate = own(c.dup(kq));
    const [, writer] = pipe();
    change(duplicate, WRITE, writer, EV.ADD);
    expect(one(kq).ident).toBe(writer);
    c.close(kq);
    expect(one(duplicate).ident).toBe(writer);
  });

  test("a kqueue leaves nothing open, even if it could not be created", () => {
    const limits = new BigUint64Array(2);
    ok(c.getrlimit(8, limits));
    const before = freeNumbers();
    for (let free = 0; free < 4; free++) {
      c.close(ok(c.kqueue()));
      expect(freeNumbers()).toEqual(before);
      ok(c.setrlimit(8, BigUint64Array.of(BigInt(before[free]!), limits[1]!)));
      const [result, why] = [c.kqueue(), errno()];
      ok(c.setrlimit(8, limits));
      expect([result, why]).toEqual([-1, E.MFILE]);
      expect(freeNumbers()).toEqual(before);
    }
  });
});

describe("files", () => {
  test("a regular file is readable until its offset is at the end, and always writable", () => {
    const fd = file(3);
    expect(look(READ, fd)).toEqual({ eof: false, fflags: 0, data: 3 });
    readSync(fd, new Uint8Array(2), 0, 2, null);
    expect(look(READ, fd)).toMatchObject({ data: 1 });
    readSync(fd, new Uint8Array(2), 0, 2, null);
    expect(look(READ, fd)).toBeUndefined();
    expect(look(WRITE, fd)).toEqual({ eof: false, fflags: 0, data: 1 });
    expect(receipt(kqueue(), EXCEPT, fd, EV.ADD, { fflags: NOTE.OOB })).toBe(E.INVAL);
  });

  test("a closed file's number has no knote", () => {
    const kq = kqueue();
    const fd = own(c.dup(file(1)));
    change(kq, READ, fd, EV.ADD);
    one(kq);
    c.close(fd);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, READ, fd, 0)).toBe(E.NOENT);
  });

  test("a device takes only NOTE_LOWAT with 1, and a directory nothing", () => {
    const at = { fflags: NOTE.LOWAT, data: 1 };
    for (const [path, taken] of Object.entries({ "/": false, "/dev/null": true, "/dev/random": true })) {
      const fd = openSync(path, "r");
      onTestFinished(() => closeSync(fd));
      const kq = kqueue();
      for (const note of [{}, { fflags: NOTE.LOWAT, data: 2 }, { data: 1 }]) {
        expect(receipt(kq, READ, fd, EV.ADD, note)).toBe(E.INVAL);
      }
      expect(receipt(kq, READ, fd, EV.ADD, at)).toBe(taken ? 0 : E.INVAL);
      if (taken) for (let i = 0; i < 2; i++) expect(one(kq)).toMatchObject({ ident: fd, filter: READ });
    }
  });

  test("everything with a path takes EVFILT_VNODE, which reports nothing here", () => {
    const { reader, writer } = fifo();
    for (const fd of [file(1), openSync("/", "r"), openSync("/dev/null", "r"), reader, writer]) {
      const kq = kqueue();
      change(kq, EVFILT.VNODE, fd, EV.ADD);
      expect(ready(kq)).toEqual([]);
      expect(receipt(kq, EVFILT.VNODE, fd, 0)).toBe(0);
    }
    const none = [...pair(), kqueue()].map((fd) => receipt(kqueue(), EVFILT.VNODE, fd, EV.ADD));
    expect(none).toEqual(none.map(() => E.INVAL));
  });

  test("a knote of EVFILT_VNODE does not keep the events of a deleted one", () => {
    const kq = kqueue();
    const { reader, writer } = fifo();
    change(kq, READ, reader, EV.ADD);
    change(kq, EVFILT.VNODE, reader, EV.ADD);
    change(kq, READ, reader, EV.DELETE);
    write(writer, 1);
    expect(ready(kq)).toEqual([]);
    change(kq, READ, reader, EV.ADD);
    expect(one(kq)).toMatchObject({ filter: READ, data: 1 });
  });
});

describe("FIFOs with a path", () => {
  test("report bytes, at both ends, and room, but never that the other end is gone", () => {
    const { reader, writer } = fifo();
    expect(look(READ, reader)).toBeUndefined();
    write(writer, 1, 2);
    expect(look(READ, reader)).toEqual({ eof: false, fflags: 0, data: 2 });
    expect(look(READ, writer)).toEqual({ eof: false, fflags: 0, data: 2 });
    c.close(writer);
    expect(look(READ, reader)).toEqual({ eof: false, fflags: 0, data: 2 });
    ok(c.read(reader, new Uint8Array(2), 2));
    expect(look(READ, reader)).toBeUndefined();
    expect(c.read(reader, new Uint8Array(2), 2)).toBe(0);
    const other = fifo();
    c.close(other.reader);
    expect(look(WRITE, other.writer)).toMatchObject({ eof: false, fflags: 0 });
  });
});

describe("terminals", () => {
  test("one that is hung up says EV_EOF once, and the knote is gone", () => {
    const kq = kqueue();
    const { master, slave } = terminal();
    change(kq, READ, slave, EV.ADD);
    change(kq, EVFILT.VNODE, slave, EV.ADD | EV.DISABLE);
    expect(ready(kq)).toEqual([]);
    c.close(master);
    expect(one(kq).flags & (EV.EOF | EV.ONESHOT)).toBe(EV.EOF | EV.ONESHOT);
    expect(receipt(kq, READ, slave, EV.DELETE)).toBe(E.NOENT);
    expect(receipt(kq, EVFILT.VNODE, slave, EV.DELETE)).toBe(0);
  });
});

describe("nested kqueues", () => {
  test("a kqueue is readable while something is queued in it, and data is how much", () => {
    const [outer, inner] = [kqueue(), kqueue()];
    change(outer, READ, inner, EV.ADD);
    const [reader, writer] = pipe();
    change(inner, READ, reader, EV.ADD | EV.CLEAR);
    change(inner, WRITE, writer, EV.ADD | EV.DISABLE);
    expect(ready(outer)).toEqual([]);
    write(writer, 1);
    for (let i = 0; i < 2; i++) expect(one(outer)).toMatchObject({ ident: inner, filter: READ, data: 1 });
    change(inner, WRITE, writer, EV.ENABLE);
    expect(one(outer).data).toBe(2);
    expect(ready(inner)).toHaveLength(2);
    change(inner, WRITE, writer, EV.DELETE);
    expect(ready(outer)).toEqual([]);
  });

  test("an event in the innermost of five is seen by the outermost", () => {
    const kqueues = Array.from({ length: 5 }, () => kqueue());
    const [innermost] = kqueues as [number];
    for (const [i, kq] of kqueues.entries()) if (i > 0) change(kq, READ, kqueues[i - 1]!, EV.ADD);
    const [reader, writer] = pipe();
    change(innermost, READ, reader, EV.ADD | EV.CLEAR);
    expect(ready(kqueues.at(-1)!)).toEqual([]);
    write(writer, 1);
    for (let i = 4; i > 0; i--) expect(one(kqueues[i]!).ident).toBe(kqueues[i - 1]);
    expect(one(innermost).ident).toBe(reader);
  });

  test("a queued event counts until its kqueue is checked, even if it was handled further in", () => {
    const [outer, middle, inner] = [kqueue(), kqueue(), kqueue()];
    change(outer, READ, middle, EV.ADD);
    change(middle, READ, inner, EV.ADD);
    change(inner, USER, 0, EV.ADD | EV.CLEAR, { fflags: NOTE.TRIGGER });
    expect(one(outer).ident).toBe(middle);
    one(inner);
    expect(one(outer).ident).toBe(middle);
    expect(ready(middle)).toEqual([]);
    expect(ready(outer)).toEqual([]);
  });

  test("only EVFILT_READ takes a kqueue", () => {
    const [outer, inner] = [kqueue(), kqueue()];
    for (const filter of [WRITE, EXCEPT]) expect(receipt(outer, filter, inner, EV.ADD)).toBe(E.INVAL);
  });

  test("adding a kqueue to itself, or in a cycle, is EINVAL", () => {
    const [a, b, third] = [kqueue(), kqueue(), kqueue()];
    expect(receipt(a, READ, a, EV.ADD)).toBe(E.INVAL);
    change(a, READ, b, EV.ADD);
    change(b, READ, third, EV.ADD);
    expect(receipt(b, READ, a, EV.ADD)).toBe(E.INVAL);
    expect(receipt(third, READ, a, EV.ADD)).toBe(E.INVAL);
    expect(receipt(third, READ, b, EV.ADD)).toBe(E.INVAL);
    expect(receipt(b, READ, a, 0)).toBe(E.NOENT);
  });

  test("a kqueue that was once above another stays above it, even after removal", () => {
    const [a, b] = [kqueue(), kqueue()];
    change(a, READ, b, EV.ADD);
    change(a, READ, b, EV.DELETE);
    expect(receipt(b, READ, a, EV.ADD)).toBe(E.INVAL);
    change(a, READ, b, EV.ADD);
  });

  test("there are at most ten levels", () => {
    let inner = kqueue();
    for (let level = 2; level <= 10; level++) {
      const outer = kqueue();
      change(outer, READ, inner, EV.ADD);
      inner = outer;
    }
    expect(receipt(kqueue(), READ, inner, EV.ADD)).toBe(E.INVAL);
  });

  test("closing an inner kqueue removes it from the outer one", () => {
    const outer = kqueue();
    const inner = c.kqueue();
    change(outer, READ, inner, EV.ADD);
    change(inner, USER, 0, EV.ADD, { fflags: NOTE.TRIGGER });
    one(outer);
    c.close(inner);
    expect(ready(outer)).toEqual([]);
    expect(receipt(outer, READ, inner, 0)).toBe(E.NOENT);
  });

  test("an edge of a kqueue is an event entering its empty queue", () => {
    const [outer, inner] = [kqueue(), kqueue()];
    change(outer, READ, inner, EV.ADD | EV.CLEAR);
    for (const ident of [0, 1]) change(inner, USER, ident, EV.ADD | EV.CLEAR);
    change(inner, USER, 0, 0, { fflags: NOTE.TRIGGER });
    one(outer);
    change(inner, USER, 1, 0, { fflags: NOTE.TRIGGER });
    expect(ready(outer)).toEqual([]);
    expect(ready(inner)).toHaveLength(2);
    change(inner, USER, 1, 0, { fflags: NOTE.TRIGGER });
    one(outer);
  });
});

test("a unix socket in a nested kqueue", () => {
  const [outer, inner] = [kqueue(), kqueue()];
  const [near, far] = pair();
  change(inner, READ, near, EV.ADD);
  change(outer, READ, inner, EV.ADD);
  write(far, 1);
  expect(one(outer).ident).toBe(inner);
});
