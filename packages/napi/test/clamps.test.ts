// The addon by itself, given what core would never give it: it answers an error and touches nothing outside.

import { expect, test } from "vitest";
import { loadAddon } from "../src/load-addon.ts";

interface Addon {
  readonly frame: Int32Array;
  pipe(fds: unknown): number;
  read(fd: number, bytes: unknown, offset: number, length: number): number;
  write(fd: number, bytes: unknown, offset: number, length: number): number;
  close(fd: number): number;
  epoll_create1(flags: number): number;
  bind_epoll_ctl(epfd: number, event: Int32Array): number;
  bind_epoll_wait(epfd: number, events: Int32Array, maxevents: number): number;
  epoll_ctl(): void;
  epoll_wait(): void;
  release(slot: number): void;
}

const EFAULT = -14;
const EINVAL = -22;

test.runIf(process.platform === "linux")("memory outside an array is not touched", () => {
  const addon = loadAddon<Addon>();
  const fds = new Int32Array(2);
  expect(addon.pipe(fds)).toBe(0);
  const [reader, writer] = [fds[0]!, fds[1]!];
  const bytes = new Uint8Array(new ArrayBuffer(64), 8, 16);
  expect(addon.write(writer, bytes, 0, 16)).toBe(16);
  const windows: [number, number][] = [
    [0, 17],
    [16, 1],
    [17, 0],
    [-1, 1],
    [8, -1],
    [2 ** 31, 2 ** 31],
  ];
  for (const [offset, length] of windows) {
    expect(addon.write(writer, bytes, offset, length)).toBe(EFAULT);
    expect(addon.read(reader, bytes, offset, length)).toBe(EFAULT);
  }
  for (const none of [undefined, null, {}, [1, 2], new DataView(new ArrayBuffer(16)), new Proxy(bytes, {})]) {
    expect(addon.read(reader, none, 0, 1)).toBe(EFAULT);
    expect(addon.pipe(none)).toBe(EFAULT);
  }
  expect(addon.pipe(new Int32Array(1))).toBe(EFAULT);
  const words = new BigInt64Array(2);
  expect(addon.read(reader, words, 0, 17)).toBe(EFAULT);
  expect(addon.read(reader, words, 0, 16)).toBe(16);
  expect(addon.write(writer, new Uint8Array(0), 0, 0)).toBe(0);
  for (const fd of fds) addon.close(fd);
});

test.runIf(process.platform === "linux")("a slot that nothing of the kind is bound to is refused", () => {
  const addon = loadAddon<Addon>();
  const epfd = addon.epoll_create1(0);
  const control = addon.bind_epoll_ctl(epfd, new Int32Array(new ArrayBuffer(16)));
  const wait = addon.bind_epoll_wait(epfd, new Int32Array(new ArrayBuffer(64)), 4);
  const called = (call: "epoll_wait" | "epoll_ctl", slot: number): number => {
    addon.frame.set([slot, 0, 0]);
    addon[call]();
    return addon.frame[0]!;
  };
  expect(called("epoll_wait", wait)).toBe(0);
  for (const slot of [-1, control, 12_345, 2 ** 31 - 1, -(2 ** 31)]) expect(called("epoll_wait", slot)).toBe(EINVAL);
  expect(called("epoll_ctl", wait)).toBe(EINVAL);
  for (const slot of [-1, 12_345, wait, wait]) addon.release(slot);
  expect(called("epoll_wait", wait)).toBe(EINVAL);
  expect(addon.bind_epoll_wait(epfd, new Int32Array(16), 1)).toBe(wait);
  expect(addon.bind_epoll_wait(epfd, new Int32Array(16), 1)).not.toBe(wait);
  addon.close(epfd);
});
