// What the interface of npm's epoll 4 takes and refuses.
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pipe, sys } from "pollio";
import { Epoll } from "pollio/epoll";
import { describe, expect, test } from "vitest";
import { pipeEnds, recording } from "./ends.ts";

const EVENTS = [
  "EPOLLIN",
  "EPOLLOUT",
  "EPOLLRDHUP",
  "EPOLLPRI",
  "EPOLLERR",
  "EPOLLHUP",
  "EPOLLET",
  "EPOLLONESHOT",
] as const;

test("the constants are those of epoll_ctl(2)", () => {
  expect(EVENTS.map((name) => Epoll[name] >>> 0)).toEqual([1, 4, 0x2000, 2, 8, 16, 2 ** 31, 2 ** 30]);
});

describe("the constructor", () => {
  test.each([[undefined], [null], [1], ["callback"], [{}]])("refuses %j in place of a callback", (callback) => {
    expect(() => new Epoll(callback as never)).toThrow("First argument to constructor must be a callback");
  });

  test("makes an object that is not closed", () => {
    expect(recording().epoll.closed).toBe(false);
  });
});

describe("arguments", () => {
  const wrong: readonly (readonly unknown[])[] = [
    [],
    [0],
    ["0", 1],
    [0, "1"],
    [0.5, 1],
    [2 ** 31, 1],
    [null, 1],
    [0, undefined],
  ];

  test.each(wrong)("add refuses %j, %j", (...args) => {
    const { epoll } = recording();
    expect(() => epoll.add(...(args as [number, number]))).toThrow(
      "incorrect arguments passed to add(int fd, int events)",
    );
  });

  test.each(wrong)("modify refuses %j, %j", (...args) => {
    const { epoll } = recording();
    expect(() => epoll.modify(...(args as [number, number]))).toThrow(
      "incorrect arguments passed to modify(int fd, int events)",
    );
  });

  test.each([[[]], [["0"]], [[0.5]], [[undefined]]])("remove refuses %j", (args) => {
    const { epoll } = recording();
    expect(() => epoll.remove(...(args as unknown as [number]))).toThrow(
      "incorrect arguments passed to remove(int fd)",
    );
  });

  test("all event types are taken, alone, by add and by modify, which return the object", () => {
    const { epoll } = recording();
    const [reader] = pipeEnds();
    for (const name of EVENTS) expect(epoll.add(reader, Epoll[name]).remove(reader)).toBe(epoll);
    epoll.add(reader, Epoll.EPOLLONESHOT);
    for (const name of EVENTS) expect(epoll.modify(reader, Epoll[name])).toBe(epoll);
    // As it is on ARM, in the original.
    expect(epoll.modify(reader, Epoll.EPOLLET | 0)).toBe(epoll);
  });
});

describe("what the kernel refuses throws an error with code and a negative errno", () => {
  const of = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      const { code, errno, syscall } = error as { code?: string; errno?: number; syscall?: string };
      return { isError: error instanceof Error, code, errno, syscall };
    }
    return undefined;
  };
  const refused = (code: string, errno: number) => ({ isError: true, code, errno, syscall: "epoll_ctl" });

  test("EEXIST where a descriptor is added twice, by one object or by two", () => {
    const [one, other] = [recording().epoll, recording().epoll];
    const [reader] = pipeEnds();
    one.add(reader, Epoll.EPOLLIN);
    for (const epoll of [one, other])
      expect(of(() => epoll.add(reader, Epoll.EPOLLIN))).toEqual(refused("EEXIST", -17));
  });

  test("ENOENT where it was not added", () => {
    const { epoll } = recording();
    const [reader] = pipeEnds();
    expect(of(() => epoll.modify(reader, Epoll.EPOLLIN))).toEqual(refused("ENOENT", -2));
    expect(of(() => epoll.remove(reader))).toEqual(refused("ENOENT", -2));
  });

  test("EBADF where it is negative, or not open", () => {
    const { epoll } = recording();
    const [reader, writer] = pipe();
    for (const fd of [reader, writer]) sys.close(fd);
    for (const fd of [-1, -(2 ** 31), reader]) {
      expect(
        of(() => epoll.add(fd, Epoll.EPOLLIN)),
        `${fd}`,
      ).toEqual(refused("EBADF", -9));
      expect(
        of(() => epoll.remove(fd)),
        `${fd}`,
      ).toEqual(refused("EBADF", -9));
    }
  });

  test("EPERM for a regular file", () => {
    const { epoll } = recording();
    const fd = openSync(fileURLToPath(import.meta.url), "r");
    expect(of(() => epoll.add(fd, Epoll.EPOLLIN))).toEqual(refused("EPERM", -1));
    closeSync(fd);
  });
});

describe("close", () => {
  test("returns null, and closed tells it", () => {
    const { epoll } = recording();
    epoll.add(pipeEnds()[0], Epoll.EPOLLIN);
    expect(epoll.close()).toBe(null);
    expect(epoll.closed).toBe(true);
  });

  test("a second one throws, as do all methods after it", () => {
    const { epoll } = recording();
    epoll.close();
    expect(() => epoll.close()).toThrow("close can't be called more than once");
    expect(() => epoll.add(0, 1)).toThrow("add can't be called after calling close");
    expect(() => epoll.modify(0, 1)).toThrow("modify can't be called after calling close");
    expect(() => epoll.remove(0)).toThrow("remove can't be called after calling close");
  });

  test("lets another object add its descriptors", () => {
    const { epoll } = recording();
    const fds = [pipeEnds()[0], pipeEnds()[0]];
    for (const fd of fds) epoll.add(fd, Epoll.EPOLLIN);
    epoll.close();
    const other = recording().epoll;
    for (const fd of fds) other.add(fd, Epoll.EPOLLIN);
  });

  test("removes the others where somebody closed one, and then throws EBADF", () => {
    const { epoll } = recording();
    const [reader, writer] = pipe();
    const [alive] = pipeEnds();
    epoll.add(reader, Epoll.EPOLLIN).add(alive, Epoll.EPOLLIN);
    for (const fd of [reader, writer]) sys.close(fd);
    expect(() => epoll.close()).toThrow(/EBADF/);
    expect(epoll.closed).toBe(true);
    recording().epoll.add(alive, Epoll.EPOLLIN);
  });
});
