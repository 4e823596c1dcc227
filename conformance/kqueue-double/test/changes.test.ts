import { describe, expect, test } from "vitest";
import { c } from "./support/calls.ts";
import { change, kevent, kqueue, one, ready, receipt, run, timespec } from "./support/kevents.ts";
import { E, EV, EVFILT, NOTE } from "./support/numbers.ts";
import { pipe, read, write } from "./support/streams.ts";

const NOT_OPEN = 2 ** 30;

describe("changes", () => {
  test("a change with EV_RECEIPT is answered by its own event, in order, even while something is ready", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD);
    const changes = [
      { ident: writer, filter: EVFILT.WRITE, flags: EV.ADD | EV.RECEIPT, udata: 7 },
      { ident: NOT_OPEN, filter: EVFILT.READ, flags: EV.ADD | EV.RECEIPT, udata: 8 },
      { ident: reader, filter: EVFILT.READ, flags: EV.RECEIPT, udata: 9 },
    ];
    const receipts = run(kq, changes, 16, null);
    expect(receipts.map(({ ident, data, udata }) => [ident, data, udata])).toEqual([
      [writer, 0, 7],
      [NOT_OPEN, E.BADF, 8],
      [reader, 0, 9],
    ]);
    for (const { flags } of receipts) expect(flags & EV.ERROR).toBe(EV.ERROR);
    expect(ready(kq)).toHaveLength(2);
  });

  test("a receipt without room is left out, and only a failure ends the call", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    const good = { ident: reader, filter: EVFILT.READ, flags: EV.ADD | EV.RECEIPT };
    const bad = { ident: NOT_OPEN, filter: EVFILT.READ, flags: EV.ADD };
    const last = { ident: writer, filter: EVFILT.WRITE, flags: EV.ADD };
    expect(run(kq, [good, last], 1)).toHaveLength(1);
    change(kq, EVFILT.WRITE, writer, EV.DELETE);
    expect(kevent(kq, [bad, last], 0, timespec(0))).toBe(-E.BADF);
    expect(receipt(kq, EVFILT.WRITE, writer, 0)).toBe(E.NOENT);
    expect(kevent(kq, [good, bad, last], 1, timespec(0))).toBe(-E.BADF);
  });

  test("a failure without EV_RECEIPT is an event if there is room, and later changes are still applied", () => {
    const kq = kqueue();
    const [, writer] = pipe();
    const changes = [
      { ident: NOT_OPEN, filter: EVFILT.READ, flags: EV.ADD, udata: 3 },
      { ident: writer, filter: EVFILT.WRITE, flags: EV.ADD },
    ];
    const events = run(kq, changes, 4);
    expect(events).toEqual([
      { ident: NOT_OPEN, filter: EVFILT.READ, flags: EV.ADD | EV.ERROR, fflags: 0, data: E.BADF, udata: 3 },
    ]);
    expect(one(kq).ident).toBe(writer);
  });

  test("EV_ADD of an existing knote changes it and is no error", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD, { udata: 1 });
    expect(receipt(kq, EVFILT.READ, reader, EV.ADD, { udata: 2 })).toBe(0);
    expect(ready(kq).map(({ udata }) => udata)).toEqual([2]);
  });

  test("every touch replaces the user data, even one without an action", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD, { udata: 1 });
    for (const [flags, udata] of [
      [0, 2],
      [EV.ENABLE, 3],
      [EV.ADD, 4],
    ] as const) {
      expect(receipt(kq, EVFILT.READ, reader, flags, { udata })).toBe(0);
      expect(one(kq).udata).toBe(udata);
    }
  });

  test("a failed touch does not change the knote", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD, { udata: 1 });
    expect(receipt(kq, EVFILT.WRITE, reader, 0, { udata: 2 })).toBe(E.NOENT);
    expect(one(kq).udata).toBe(1);
  });

  test("a missing knote is ENOENT, whether or not its descriptor is open", () => {
    const kq = kqueue();
    const [reader] = pipe();
    for (const ident of [reader, NOT_OPEN]) {
      for (const flags of [0, EV.DELETE, EV.ENABLE, EV.DISABLE]) {
        expect(receipt(kq, EVFILT.READ, ident, flags)).toBe(E.NOENT);
      }
    }
    expect(receipt(kq, EVFILT.READ, NOT_OPEN, EV.ADD)).toBe(E.BADF);
    expect(receipt(kq, EVFILT.READ, reader, EV.ADD | EV.DELETE)).toBe(E.NOENT);
  });

  test("each filter of a descriptor is a separate knote", () => {
    const kq = kqueue();
    const [reader] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD);
    expect(receipt(kq, EVFILT.WRITE, reader, EV.DELETE)).toBe(E.NOENT);
    change(kq, EVFILT.WRITE, reader, EV.ADD);
    change(kq, EVFILT.READ, reader, EV.DELETE);
    expect(receipt(kq, EVFILT.READ, reader, 0)).toBe(E.NOENT);
    expect(receipt(kq, EVFILT.WRITE, reader, 0)).toBe(0);
  });

  test("a touch changes neither EV_CLEAR nor EV_DISPATCH nor EV_ONESHOT of an existing knote", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD);
    for (const flags of [EV.CLEAR, EV.DISPATCH, EV.ONESHOT]) {
      change(kq, EVFILT.READ, reader, EV.ADD | flags);
      for (let i = 0; i < 2; i++) expect(one(kq).flags & flags).toBe(0);
    }
    change(kq, EVFILT.READ, reader, EV.DELETE);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR);
    one(kq);
    change(kq, EVFILT.READ, reader, EV.ADD);
    one(kq);
    expect(ready(kq)).toEqual([]);
  });

  test("an event has the flags that its knote was added with", () => {
    const kq = kqueue();
    const [, writer] = pipe();
    receipt(kq, EVFILT.WRITE, writer, EV.ADD | EV.CLEAR | EV.ENABLE);
    expect(one(kq).flags).toBe(EV.ADD | EV.CLEAR | EV.ENABLE | EV.RECEIPT);
  });

  test("a touch may let an edge fire again while it is still ready", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR);
    one(kq);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, EVFILT.READ, reader, 0)).toBe(0);
    one(kq);
    expect(ready(kq)).toEqual([]);
    read(reader);
    receipt(kq, EVFILT.READ, reader, 0);
    expect(ready(kq)).toEqual([]);
  });

  test("a touch with EV_RECEIPT alone enables nothing and disables nothing", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.DISABLE);
    receipt(kq, EVFILT.READ, reader, 0);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ENABLE);
    receipt(kq, EVFILT.READ, reader, 0);
    expect(ready(kq)).toHaveLength(1);
  });

  test("EV_ADD alone does not enable a disabled knote", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.DISABLE);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ADD);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.ENABLE);
    expect(ready(kq)).toHaveLength(1);
  });

  test("delete takes precedence over add, and disable over enable", () => {
    const kq = kqueue();
    const [, writer] = pipe();
    change(kq, EVFILT.WRITE, writer, EV.ADD | EV.ENABLE | EV.DISABLE);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.WRITE, writer, EV.ADD | EV.DELETE);
    expect(receipt(kq, EVFILT.WRITE, writer, 0)).toBe(E.NOENT);
  });

  test("a delete and an add in one list change the trigger", () => {
    const kq = kqueue();
    const [, ident] = pipe();
    change(kq, EVFILT.WRITE, ident, EV.ADD);
    const filter = EVFILT.WRITE;
    run(kq, [
      { ident, filter, flags: EV.DELETE },
      { ident, filter, flags: EV.ADD | EV.CLEAR },
    ]);
    one(kq);
    expect(ready(kq)).toEqual([]);
  });

  test("flags reserved for the system are ignored", () => {
    const kq = kqueue();
    const [, writer] = pipe();
    change(kq, EVFILT.WRITE, writer, EV.ADD | EV.EOF | EV.ERROR);
    expect(one(kq).flags).toBe(EV.ADD);
  });

  test("an unknown filter is EINVAL, and one that the double does not support is ENOTSUP", () => {
    const kq = kqueue();
    for (const filter of [0, 1, -19, -300]) expect(receipt(kq, filter, 0, EV.ADD)).toBe(E.INVAL);
    expect(receipt(kq, EVFILT.TIMER, 0, EV.ADD)).toBe(E.NOTSUP);
  });

  test("a descriptor that is not a kqueue is EBADF", () => {
    const [reader] = pipe();
    for (const fd of [reader, NOT_OPEN, -1]) expect(kevent(fd, [], 1, timespec(0))).toBe(-E.BADF);
  });

  test("one array can hold the changes and then the events", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    const list = new Uint8Array(64);
    for (const [i, ident] of [reader, writer].entries()) {
      const view = new DataView(list.buffer, i * 32);
      view.setBigUint64(0, BigInt(ident), true);
      view.setInt16(8, i === 0 ? EVFILT.READ : EVFILT.WRITE, true);
      view.setUint16(10, EV.ADD | EV.RECEIPT, true);
    }
    expect(c.kevent(kq, list, 2, list, 2, null)).toBe(2);
    expect(new DataView(list.buffer).getBigUint64(32, true)).toBe(BigInt(writer));
    expect(one(kq).ident).toBe(writer);
  });

  test("EVFILT_USER keeps its own flags and reports them with its event", () => {
    const kq = kqueue();
    change(kq, EVFILT.USER, 5, EV.ADD | EV.CLEAR, { fflags: 0x3 });
    change(kq, EVFILT.USER, 5, 0, { fflags: NOTE.FFOR | 0x8 });
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.USER, 5, 0, { fflags: NOTE.TRIGGER, data: 12, udata: 13 });
    expect(one(kq)).toMatchObject({ ident: 5, fflags: 0xb, data: 12, udata: 13 });
    change(kq, EVFILT.USER, 5, 0, { fflags: NOTE.FFCOPY | NOTE.TRIGGER | 0x1 });
    expect(one(kq).fflags).toBe(0x1);
  });
});
