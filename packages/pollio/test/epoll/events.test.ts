// When the callback of pollio/epoll is called, and with what.
import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { constants, pipe, sys } from "pollio";
import { Epoll } from "pollio/epoll";
import { describe, expect, test } from "vitest";
import { drain, pipeEnds, QUIET_MS, recording, send, sleep, socketEnds, tcpEnds, until } from "./ends.ts";

const { EPOLLERR, EPOLLET, EPOLLHUP, EPOLLIN, EPOLLONESHOT, EPOLLOUT, EPOLLPRI, EPOLLRDHUP } = Epoll;

describe("the mask is exactly what was asked, and errors and hang-ups", () => {
  test.each<[string, number, (ends: readonly [number, number]) => void, number]>([
    ["data", EPOLLIN, ([, other]) => void send(other), EPOLLIN],
    ["room to write", EPOLLOUT, () => {}, EPOLLOUT],
    ["both", EPOLLIN | EPOLLOUT, ([, other]) => void send(other), EPOLLIN | EPOLLOUT],
    ["a half-close, unasked", EPOLLIN, ([, other]) => void sys.shutdown(other, constants.SHUT_WR), EPOLLIN],
    ["a half-close", EPOLLRDHUP, ([, other]) => void sys.shutdown(other, constants.SHUT_WR), EPOLLRDHUP],
    [
      "a half-close, and data",
      EPOLLIN | EPOLLRDHUP,
      ([, other]) => void sys.shutdown(other, constants.SHUT_WR),
      EPOLLIN | EPOLLRDHUP,
    ],
    ["a hang-up, unasked", EPOLLPRI, ([end]) => void sys.shutdown(end, constants.SHUT_RDWR), EPOLLHUP],
  ])("%s", async (_, asked, happens, events) => {
    const ends = socketEnds();
    const { epoll, told } = recording();
    happens(ends);
    epoll.add(ends[0], asked | EPOLLONESHOT);
    await until(told, 1);
    expect(told).toEqual([{ error: null, fd: ends[0], events }]);
  });

  test("a pipe without a reader", async () => {
    const [reader, writer] = pipe();
    const { epoll, told } = recording();
    sys.close(reader);
    epoll.add(writer, EPOLLOUT | EPOLLONESHOT);
    await until(told, 1);
    epoll.modify(writer, EPOLLERR | EPOLLONESHOT);
    await until(told, 2);
    expect(told.map(({ events }) => events)).toEqual([EPOLLOUT | EPOLLERR, EPOLLERR]);
    epoll.close();
    sys.close(writer);
  });

  test("urgent data, as of a GPIO", async () => {
    const [end, other] = tcpEnds();
    const { epoll, told } = recording();
    epoll.add(end, EPOLLPRI | EPOLLONESHOT);
    expect(sys.send(other, Uint8Array.of(1), constants.MSG_OOB)).toBe(1);
    await until(told, 1);
    expect(told[0]!.events).toBe(EPOLLPRI);
  });
});

describe("triggers", () => {
  test("level: told until it is drained, and not once more", async () => {
    const [reader, writer] = pipeEnds();
    const { epoll, told } = recording((_error, fd) => {
      if (told.length === 3) drain(fd);
    });
    epoll.add(reader, EPOLLIN);
    send(writer);
    await until(told, 3);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(3);
  });

  test("level: events do not pile up behind a callback that takes its time", async () => {
    const [reader, writer] = pipeEnds();
    const { epoll, told } = recording((_error, fd) => {
      for (const end = Date.now() + 50; Date.now() < end; );
      drain(fd);
    });
    epoll.add(reader, EPOLLIN);
    send(writer);
    await until(told, 1);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(1);
  });

  test("one-shot: told once, and again after modify", async () => {
    const [reader, writer] = pipeEnds();
    const { epoll, told } = recording();
    epoll.add(reader, EPOLLIN | EPOLLONESHOT);
    send(writer);
    await until(told, 1);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(1);
    epoll.modify(reader, EPOLLIN | EPOLLONESHOT);
    await until(told, 2);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(2);
  });

  test("edge: told once for each arrival", async () => {
    const [reader, writer] = pipeEnds();
    const { epoll, told } = recording();
    epoll.add(reader, EPOLLIN | EPOLLET);
    for (let count = 1; count <= 3; count++) {
      send(writer);
      await until(told, count);
      await sleep(QUIET_MS / 3);
      expect(told).toHaveLength(count);
    }
  });

  test("modify changes which events are reported", async () => {
    const [end, other] = socketEnds();
    const { epoll, told } = recording();
    epoll.add(end, EPOLLIN).modify(end, EPOLLOUT | EPOLLONESHOT);
    send(other);
    await until(told, 1);
    expect(told[0]!.events).toBe(EPOLLOUT);
  });
});

test("one event a turn: immediates run between those of two descriptors", async () => {
  let turn = 0;
  let counting = true;
  const count = () => {
    turn++;
    if (counting) setImmediate(count);
  };
  const turns: number[] = [];
  const { epoll, told } = recording((_error, fd) => {
    turns.push(turn);
    drain(fd);
  });
  for (let i = 0; i < 5; i++) {
    const [reader, writer] = pipeEnds();
    send(writer);
    epoll.add(reader, EPOLLIN);
  }
  setImmediate(count);
  await until(told, 5);
  counting = false;
  expect(new Set(turns).size).toBe(5);
});

test("descriptors that are always ready take turns, and starve no timer", async () => {
  const counts = new Map<number, number>();
  const { epoll } = recording((_error, fd) => counts.set(fd, (counts.get(fd) ?? 0) + 1));
  for (let i = 0; i < 4; i++) {
    const [reader, writer] = pipeEnds();
    send(writer);
    epoll.add(reader, EPOLLIN);
  }
  await sleep(QUIET_MS);
  epoll.close();
  const all = [...counts.values()];
  expect(all).toHaveLength(4);
  expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
});

describe("inside the callback", () => {
  test("remove: it is not reported any more", async () => {
    const [reader, writer] = pipeEnds();
    const { epoll, told } = recording((_error, fd) => epoll.remove(fd));
    epoll.add(reader, EPOLLIN);
    send(writer);
    await until(told, 1);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(1);
  });

  test("remove of another that is ready, too: it is not told", async () => {
    const ends = [pipeEnds(), pipeEnds()];
    const { epoll, told } = recording((_error, fd) => {
      for (const [reader] of ends) if (reader !== fd) epoll.remove(reader);
      drain(fd);
    });
    for (const [reader, writer] of ends) {
      send(writer);
      epoll.add(reader, EPOLLIN);
    }
    await until(told, 1);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(1);
  });

  test("close: nothing more is reported", async () => {
    const { epoll, told } = recording(() => epoll.close());
    for (let i = 0; i < 3; i++) {
      const [reader, writer] = pipeEnds();
      send(writer);
      epoll.add(reader, EPOLLIN);
    }
    await until(told, 1);
    await sleep(QUIET_MS);
    expect(told).toHaveLength(1);
  });

  test("remove of the last, and add: the new one is reported", async () => {
    const [first, second] = [pipeEnds(), pipeEnds()];
    const { epoll, told } = recording((_error, fd) => {
      drain(fd);
      if (fd === first[0]) epoll.remove(fd).add(second[0], EPOLLIN);
    });
    epoll.add(first[0], EPOLLIN);
    send(first[1]);
    send(second[1]);
    await until(told, 2);
    expect(told.map(({ fd }) => fd)).toEqual([first[0], second[0]]);
  });
});

test("remove of the last, and add in the same turn: the new one is reported", async () => {
  const [first, second] = [pipeEnds(), pipeEnds()];
  const { epoll, told } = recording((_error, fd) => drain(fd));
  epoll.add(first[0], EPOLLIN);
  await sleep(5);
  epoll.remove(first[0]).add(second[0], EPOLLIN);
  send(second[1]);
  await until(told, 1);
  expect(told[0]!.fd).toBe(second[0]);
});

test("two objects each report their own", async () => {
  const all = [recording((_error, fd) => drain(fd)), recording((_error, fd) => drain(fd))];
  const ends = all.map(() => pipeEnds());
  for (const [index, { epoll }] of all.entries()) epoll.add(ends[index]![0], EPOLLIN);
  for (const [, writer] of ends) send(writer);
  for (const { told } of all) await until(told, 1);
  expect(all.map(({ told }) => told.map(({ fd }) => fd))).toEqual(ends.map(([reader]) => [reader]));
  all[0]!.epoll.close();
  send(ends[1]![1]);
  await until(all[1]!.told, 2);
});

test("a number that was closed without remove, and came back, is its new owner's", async () => {
  const [old, current] = [recording(), recording((_error, fd) => drain(fd))];
  const [reader, writer] = pipe();
  old.epoll.add(reader, EPOLLIN);
  for (const fd of [reader, writer]) sys.close(fd);
  const [again, other] = pipeEnds();
  expect(again).toBe(reader);
  current.epoll.add(again, EPOLLIN);
  send(other);
  await until(current.told, 1);
  expect(old.told).toHaveLength(0);
});

test("the callback runs in the context in which the object was made", async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const [reader, writer] = pipeEnds();
  const { epoll, told } = storage.run("made", () =>
    recording((_error, fd) => {
      seen.push(storage.getStore());
      drain(fd);
    }),
  );
  storage.run("added", () => epoll.add(reader, EPOLLIN));
  send(writer);
  await until(told, 1);
  expect(seen).toEqual(["made"]);
});

test("a thousand rounds leave no descriptor behind", async () => {
  const [reader] = pipeEnds();
  const round = () => recording().epoll.add(reader, EPOLLIN).remove(reader).close();
  round();
  await sleep(5);
  const before = readdirSync("/proc/self/fd").length;
  for (let i = 0; i < 1000; i++) round();
  await sleep(5);
  expect(readdirSync("/proc/self/fd").length).toBeLessThanOrEqual(before);
});
