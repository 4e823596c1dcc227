import { describe, expect, test } from "vitest";
import { c } from "./support/calls.ts";
import { change, kqueue, one, ready, receipt, run, soon } from "./support/kevents.ts";
import { E, EV, EVFILT, NOTE } from "./support/numbers.ts";
import { fill, pipe, read, write } from "./support/streams.ts";

describe("events", () => {
  test("a level is reported as long as it holds", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD, { udata: 2 ** 40 + 5 });
    expect(ready(kq)).toEqual([]);
    write(writer, 1, 2, 3);
    for (let i = 0; i < 3; i++) {
      const event = { ident: reader, filter: EVFILT.READ, flags: EV.ADD, fflags: 0, data: 3, udata: 2 ** 40 + 5 };
      expect(ready(kq)).toEqual([event]);
    }
    read(reader);
    expect(ready(kq)).toEqual([]);
    write(writer, 4);
    expect(one(kq).data).toBe(1);
  });

  test("EV_CLEAR reports once, and again after each change", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR);
    for (const data of [1, 2, 3]) {
      write(writer, 1);
      expect(one(kq).data).toBe(data);
      expect(ready(kq)).toEqual([]);
    }
  });

  test("a change undone before it is fetched is not reported", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR);
    write(writer, 1);
    read(reader);
    expect(ready(kq)).toEqual([]);
    write(writer, 1);
    one(kq);
  });

  test("an edge of the writing end comes when there is room again", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.WRITE, writer, EV.ADD | EV.CLEAR);
    one(kq);
    expect(fill(writer)).toBeGreaterThan(0);
    expect(ready(kq)).toEqual([]);
    expect(read(reader).length).toBeGreaterThan(4_096);
    expect(one(kq).data).toBeGreaterThan(0);
  });

  test("EV_DISPATCH disables after one delivery, and EV_ENABLE re-arms", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD | EV.DISPATCH);
    write(writer, 1);
    expect(one(kq).flags).toBe(EV.ADD | EV.DISPATCH);
    write(writer, 1);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, EVFILT.READ, reader, 0)).toBe(0);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ENABLE);
    expect(one(kq).data).toBe(2);
    expect(ready(kq)).toEqual([]);
    read(reader);
    change(kq, EVFILT.READ, reader, EV.ENABLE);
    expect(ready(kq)).toEqual([]);
    write(writer, 1);
    one(kq);
  });

  test("EV_DISPATCH with EV_CLEAR waits for a change after it was re-armed, or reports what is ready", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.DISPATCH | EV.CLEAR);
    one(kq);
    write(writer, 1);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ENABLE);
    one(kq);
    expect(ready(kq)).toEqual([]);
  });

  test("EV_ONESHOT deletes the knote that it reports", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, EVFILT.READ, reader, EV.ADD | EV.ONESHOT);
    write(writer, 1);
    one(kq);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, EVFILT.READ, reader, 0)).toBe(E.NOENT);
  });

  test("EV_DISABLE takes back a queued event and keeps it until it is enabled", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR);
    change(kq, EVFILT.READ, reader, EV.DISABLE);
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.READ, reader, EV.ENABLE);
    one(kq);
    expect(ready(kq)).toEqual([]);
  });

  test("EVFILT_USER with EV_CLEAR is reported once for any number of triggers", () => {
    const kq = kqueue();
    change(kq, EVFILT.USER, 0, EV.ADD | EV.CLEAR, { udata: 1 });
    expect(ready(kq)).toEqual([]);
    for (let i = 0; i < 3; i++) change(kq, EVFILT.USER, 0, 0, { fflags: NOTE.TRIGGER, udata: 1 });
    expect(one(kq)).toMatchObject({ ident: 0, filter: EVFILT.USER, udata: 1 });
    expect(ready(kq)).toEqual([]);
    change(kq, EVFILT.USER, 0, 0, { fflags: NOTE.TRIGGER, udata: 0 });
    expect(one(kq).udata).toBe(0);
    change(kq, EVFILT.USER, 0, 0);
    expect(ready(kq)).toEqual([]);
  });

  test("EVFILT_USER without EV_CLEAR stays triggered", () => {
    const kq = kqueue();
    change(kq, EVFILT.USER, 9, EV.ADD, { fflags: NOTE.TRIGGER });
    for (let i = 0; i < 2; i++) expect(one(kq).ident).toBe(9);
    change(kq, EVFILT.USER, 9, EV.DELETE);
    expect(ready(kq)).toEqual([]);
    expect(receipt(kq, EVFILT.USER, 9, 0, { fflags: NOTE.TRIGGER })).toBe(E.NOENT);
  });

  test("the identifier of EVFILT_USER is not a descriptor", () => {
    const kq = kqueue();
    const [reader] = pipe();
    change(kq, EVFILT.USER, reader, EV.ADD | EV.CLEAR);
    c.close(reader);
    change(kq, EVFILT.USER, reader, 0, { fflags: NOTE.TRIGGER });
    expect(one(kq).filter).toBe(EVFILT.USER);
  });

  test("events that do not fit come later, and none is left out", () => {
    const kq = kqueue();
    const writers = Array.from({ length: 10 }, () => pipe()[1]);
    for (const writer of writers) change(kq, EVFILT.WRITE, writer, EV.ADD);
    const seen = Array.from({ length: 5 }, () => ready(kq, 4)).flat();
    expect(seen).toHaveLength(20);
    for (const writer of writers) expect(seen.filter(({ ident }) => ident === writer)).toHaveLength(2);
  });

  test("an edge without room is not lost", () => {
    const kq = kqueue();
    const writers = Array.from({ length: 3 }, () => pipe()[1]);
    for (const writer of writers) change(kq, EVFILT.WRITE, writer, EV.ADD | EV.CLEAR);
    const seen = [...ready(kq, 1), ...ready(kq, 1), ...ready(kq, 1)].map(({ ident }) => ident);
    expect(seen.sort()).toEqual([...writers].sort());
    expect(ready(kq)).toEqual([]);
  });

  test("reading and writing of one descriptor are two events", () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    write(writer, 1);
    change(kq, EVFILT.READ, reader, EV.ADD);
    change(kq, EVFILT.WRITE, writer, EV.ADD);
    expect(
      soon(kq)
        .map(({ filter }) => filter)
        .sort(),
    ).toEqual([EVFILT.READ, EVFILT.WRITE]);
  });

  test("two kqueues both report one descriptor", () => {
    const kqueues = [kqueue(), kqueue()];
    const [reader, writer] = pipe();
    for (const [udata, kq] of kqueues.entries()) change(kq, EVFILT.READ, reader, EV.ADD | EV.CLEAR, { udata });
    write(writer, 1);
    for (const [udata, kq] of kqueues.entries()) {
      expect(one(kq).udata).toBe(udata);
      expect(ready(kq)).toEqual([]);
    }
  });

  test("twenty thousand knotes fit into one call", () => {
    const kq = kqueue();
    const idents = Array.from({ length: 20_000 }, (_, ident) => ident);
    const flags = EV.ADD | EV.CLEAR;
    run(
      kq,
      idents.map((ident) => ({ ident, filter: EVFILT.USER, flags, fflags: NOTE.TRIGGER })),
    );
    expect(ready(kq, 20_000)).toHaveLength(20_000);
    expect(ready(kq)).toEqual([]);
  });
});
