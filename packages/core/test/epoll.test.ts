import { expect, test } from "vitest";
import { highHalf, lowHalf } from "../../../generated/core/codec.ts";
import { Interest, Readiness } from "../../../generated/core/flags.ts";
import { linux } from "../../../generated/core/linux.ts";
import type { Block, LinuxRawSys } from "../../../generated/core/sys.ts";
import { pack } from "../src/arguments/registration.ts";
import { Generations } from "../src/poller/generations.ts";
import { Epoll } from "../src/systems/linux/epoll.ts";
import { PreciseWaits } from "../src/systems/linux/precise-waits.ts";
import type { LinuxHost } from "../src/systems/system.ts";

const { Readable, Writable, ReadClosed, WriteClosed, Error: Failed } = Readiness;
const { F_GETPIPE_SZ, EPOLLERR, EPOLLHUP, EPOLLOUT, EPOLLRDHUP } = linux.constants;
const { EBADF } = linux.errno;

/** Descriptors below it are pipes. */
const FIRST_SOCKET = 100;

const layouts = linux.architectures.x64!;

function allocate(bytes: number): Block {
  return { words: new Int32Array(bytes / 4), pointer: null };
}

/** An epoll whose kernel is this test: how often it looked at a descriptor, and a way to report events. */
function createEpoll() {
  const looks: number[] = [];
  let events = allocate(0);
  const raw = {
    epoll_create1: () => 3,
    eventfd: () => 4,
    bind_epoll_ctl: () => ({ memory: [] }),
    epoll_ctl: () => 0,
    bind_epoll_wait(_epfd: number, memory: Block) {
      events = memory;
      return { memory: [memory] };
    },
    fcntl(fd: number, command: number) {
      expect(command).toBe(F_GETPIPE_SZ);
      looks.push(fd);
      return fd < FIRST_SOCKET ? 65_536 : -EBADF;
    },
  } as unknown as LinuxRawSys;
  const host = { raw, layouts, allocate, platform: linux } as unknown as LinuxHost;
  const registrations = new Generations();
  const { batch } = new Epoll(host, new PreciseWaits(host), 8, registrations);
  const report = (index: number, fd: number, mask: number): (() => number) => {
    const generation = registrations.next(fd) - 1;
    events.words.set([mask, lowHalf(fd, 1), highHalf(fd, generation)], index * batch.stride);
    return () => batch.readiness(events.words, index * batch.stride);
  };
  const register = (fd: number, interest: number): void => {
    registrations.begin(fd, registrations.next(fd), pack(interest, "level"), 1);
  };
  return { looks, registrations, register, report };
}

test.each([
  ["a pipe without a reader", 5, Interest.Writable, EPOLLOUT | EPOLLERR, Writable | WriteClosed | Failed],
  ["a full pipe without a reader", 5, Interest.Writable, EPOLLERR, Writable | WriteClosed | Failed],
  ["a pipe that nobody asked to write to", 5, Interest.Readable, EPOLLERR, Readable | Failed],
  ["a socket, asked for reading", 100, Interest.Readable, EPOLLERR, Readable | Failed],
  ["a socket, asked for writing", 100, Interest.Writable, EPOLLOUT | EPOLLERR, Writable | Failed],
  ["a socket, asked for both", 100, 3, EPOLLOUT | EPOLLERR, Readable | Writable | Failed],
  ["a socket, asked for urgent data", 100, Interest.Priority, EPOLLERR, Failed],
  ["a reset", 100, 3, 0x5 | EPOLLERR | EPOLLHUP | EPOLLRDHUP, Readable | Writable | ReadClosed | WriteClosed | Failed],
])("%s", (_what, fd, interest, mask, expected) => {
  const { register, report } = createEpoll();
  register(fd, interest);
  const readiness = report(0, fd, mask);
  expect([readiness(), readiness()]).toEqual([expected, expected]);
});

test("a descriptor is looked at once for each event, and only where the answer matters", () => {
  const { looks, register, report } = createEpoll();
  for (const fd of [5, 6, 100]) register(fd, Interest.Writable);
  register(101, Interest.Readable);
  const readings = [
    report(0, 5, EPOLLERR),
    report(1, 100, EPOLLOUT | EPOLLERR),
    report(2, 101, EPOLLERR),
    report(3, 6, EPOLLERR | EPOLLHUP),
    report(4, 6, EPOLLOUT),
  ];
  for (let round = 0; round < 3; round++) for (const readiness of readings) readiness();
  expect(looks).toEqual([5, 100]);
  const next = report(1, 5, EPOLLERR);
  expect(next() & WriteClosed).toBe(WriteClosed);
  expect(looks).toEqual([5, 100, 5]);
});

test("nothing is added to a stale event, also when it was looked at before", () => {
  const { looks, registrations, register, report } = createEpoll();
  register(5, Interest.Writable);
  const readiness = report(0, 5, EPOLLERR);
  expect(readiness()).toBe(Writable | WriteClosed | Failed);
  registrations.end(5);
  expect(readiness()).toBe(Failed);
  register(5, Interest.Writable);
  expect(readiness()).toBe(Failed);
  expect(looks).toEqual([5]);
});

const { EBADF: BAD, ENOSYS, EPERM, EINVAL, EOPNOTSUPP, EMFILE } = linux.errno;

test.each([
  [-BAD, true],
  [-ENOSYS, false],
  [-EPERM, false],
  [-EINVAL, false],
  [-EOPNOTSUPP, false],
  [-EMFILE, false],
  [0, false],
])("epoll_pwait2 is there only if it looks for the descriptor: %i means %s", (result, there) => {
  const calls: number[] = [];
  const raw = {
    epoll_pwait2(epfd: number) {
      calls.push(epfd);
      return result;
    },
  } as unknown as LinuxRawSys;
  const waits = new PreciseWaits({ raw, layouts, allocate, platform: linux } as unknown as LinuxHost);
  expect([waits.there, waits.there]).toEqual([there, there]);
  expect(calls, "once, and with no descriptor").toEqual([-1]);
});
