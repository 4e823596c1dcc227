// What the syscalls and the helpers take and return is in their types: `npm run typecheck` fails where one of the lines below it expects
// to fail does not.

import { expect, test } from "vitest";
import {
  bindUdp,
  constants,
  decodeAddress,
  encodeAddress,
  errnoName,
  readinessNames,
  type SocketAddress,
  sys,
} from "../src/index.ts";

const wrong = expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" });
const unacceptable = expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" });
const CLOSED = 2 ** 31 - 1;

test("wrong arguments do not compile", () => {
  const bytes = new Uint8Array(32);
  // @ts-expect-error
  expect(() => sys.open(Buffer.from("/"), 0)).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.pread(CLOSED, bytes, 0n)).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.readv(CLOSED, bytes)).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.ioctl(CLOSED, 0, new Float64Array(1))).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.recvfrom(CLOSED, bytes, 0, bytes, new Uint8Array(4))).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.sendFds(CLOSED, bytes, [1])).toThrow(wrong);
  // @ts-expect-error
  expect(() => sys.timerfd_settime(CLOSED, 0)).toThrow(wrong);
  // @ts-expect-error
  expect(() => bindUdp({ path: "/" })).toThrow(wrong);
  // @ts-expect-error
  expect(() => encodeAddress({ address: "::1", port: 1, family: "ipv6" })).toThrow(unacceptable);
  // @ts-expect-error
  expect(() => decodeAddress("::1")).toThrow(wrong);
});

test("right ones do, and results have types", () => {
  const bytes = new BigInt64Array(4);
  const path: string = `${import.meta.dirname}/none`;
  const { AT_FDCWD, O_RDONLY, FIONREAD } = constants;
  const results: number[] = [
    sys.openat(AT_FDCWD, path, O_RDONLY),
    sys.writev(CLOSED, [bytes, new Uint8Array(1)] as const),
    sys.ioctl(CLOSED, FIONREAD, bytes),
    sys.ioctl(CLOSED, FIONREAD),
    sys.timerfd_settime(CLOSED, 0, bytes, bytes),
    sys.recvfrom(CLOSED, bytes, 0, bytes, new Int32Array(1)),
  ];
  const names: string[] = results.map(errnoName);
  expect(names).toEqual(["ENOENT", "EBADF", "EBADF", "EBADF", expect.stringMatching(/EBADF|ENOSYS/), "EBADF"]);
  const address: SocketAddress = decodeAddress(encodeAddress({ address: "::1", port: 1, family: "IPv6" }));
  expect(address.port).toBe(1);
  const flags: string[] = readinessNames(3);
  expect(flags).toEqual(["Readable", "Writable"]);
});
