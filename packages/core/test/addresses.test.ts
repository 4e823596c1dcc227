import { expect, test } from "vitest";
import { platforms } from "../../../generated/core/platforms.ts";
import type { Backend } from "../src/backend/seam.ts";
import { addressIn, encodeInet, encodePath } from "../src/sockets/addresses.ts";

const platform = platforms.linux!;
const backend = { platform, layouts: platform.architectures.x64! } as Backend;

const there = (host: string): string | undefined => {
  const { bytes } = encodeInet(backend, host, 7000);
  return addressIn(backend, bytes, bytes.length)?.address;
};

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["255.255.255.255", "255.255.255.255"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["2001:db8::8:800:200C:417A", "2001:db8::8:800:200c:417a"],
  ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
  ["::ffff:192.168.0.1", "::ffff:c0a8:1"],
  ["fe80::1%7", "fe80::1%7"],
])("%s goes to the kernel's bytes and comes back as %s", (host, expected) => {
  expect(there(host)).toBe(expected);
});

test("an IPv4 address has the bytes that ip(7) says", () => {
  expect([...encodeInet(backend, "1.2.3.4", 0x1234).bytes.subarray(0, 8)]).toEqual([2, 0, 0x12, 0x34, 1, 2, 3, 4]);
});

test("an IPv6 address has the bytes that ipv6(7) says", () => {
  const { bytes } = encodeInet(backend, "102:304::9%5", 80);
  expect([...bytes]).toEqual([10, 0, 0, 80, 0, 0, 0, 0, 1, 2, 3, 4, ...new Array(11).fill(0), 9, 5, 0, 0, 0]);
});

test.each(["localhost", "", "127.1", "1.2.3.256", "::g", "[::1]", "fe80::1%no-such-interface"])(
  "host %j is refused, because it is no literal",
  (host) => {
    expect(() => encodeInet(backend, host, 1)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
  },
);

test("a path ends with NUL, and is decoded without it", () => {
  const { bytes } = encodePath(backend, "/tmp/ß");
  expect(bytes.at(-1)).toBe(0);
  expect(addressIn(backend, bytes, bytes.length)).toEqual({ address: "/tmp/ß", port: 0, family: "unix" });
});

test("an abstract name keeps its leading NUL and ends where the length says", () => {
  const { bytes } = encodePath(backend, "\0pollio");
  expect(bytes.length).toBe(2 + 7);
  expect(addressIn(backend, bytes, bytes.length)?.address).toBe("\0pollio");
});

test("a socket without a name has the empty path", () => {
  expect(addressIn(backend, new Uint8Array([1, 0, 0, 0]), 2)).toEqual({ address: "", port: 0, family: "unix" });
});

test.each(["", "a".repeat(108), "a\0b"])("path %j is refused", (path) => {
  expect(() => encodePath(backend, path)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});

test("the longest path is 107 bytes", () => {
  expect(encodePath(backend, "a".repeat(107)).bytes.length).toBe(110);
});

test("an unknown family is decoded to undefined", () => {
  expect(addressIn(backend, new Uint8Array([16, 0, 0, 0]), 4)).toBeUndefined();
});

const apple = { platform: platforms.darwin!, layouts: platforms.darwin!.architectures.arm64! } as Backend;

test("on macOS an address begins with its length and a family of one byte", () => {
  expect([...encodeInet(apple, "1.2.3.4", 0x1234).bytes.subarray(0, 8)]).toEqual([16, 2, 0x12, 0x34, 1, 2, 3, 4]);
  expect([...encodeInet(apple, "::9", 80).bytes.subarray(0, 4)]).toEqual([28, 30, 0, 80]);
  expect([...encodePath(apple, "/a").bytes]).toEqual([5, 1, 0x2f, 0x61, 0]);
});

test.each(["10.1.2.3", "fe80::1%7"])("%s comes back from macOS's bytes", (host) => {
  const { bytes } = encodeInet(apple, host, 7000);
  expect(addressIn(apple, bytes, bytes.length)).toMatchObject({ address: host, port: 7000 });
});

test("macOS has no abstract names and no path of more than 103 bytes", () => {
  const refusal = expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" });
  expect(() => encodePath(apple, "\0pollio")).toThrow(refusal);
  expect(() => encodePath(apple, "a".repeat(104))).toThrow(refusal);
  expect(encodePath(apple, "a".repeat(103)).bytes.length).toBe(2 + 104);
});
