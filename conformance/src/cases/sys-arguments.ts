import assert from "node:assert/strict";
import { type SysParam, signatures } from "../../../generated/conformance/contract.ts";
import type { Case } from "../case.ts";
import {
  type BadValue,
  noBytes,
  noDescriptors,
  noInt32Arrays,
  noIntegers,
  noLists,
  noNumbers,
  noPositions,
  noRequestNumbers,
  noStrings,
} from "../support/bad-values.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { bySystem } from "../support/system.ts";

/** An argument that passes every check, but with which the kernel refuses the call or changes nothing. */
function harmless(fixture: Fixture, { type, optional, oneOf: [constant] }: SysParam): unknown {
  if (type === "fd") return 2 ** 31 - 1;
  if (type === "bytes") return new Uint8Array(64);
  if (type === "int32s" || type === "length-out") return new Int32Array(8);
  if (type === "vectors") return [new Uint8Array(64)];
  if (type === "path") return "/no such folder/file";
  if (constant !== undefined) return fixture.module.constants[constant];
  return optional ? 0 : 9_999;
}

const UNSIGNED = noIntegers.filter(([, value]) => value !== 2 ** 31);

/** Values of the wrong type, and of the right one that are refused, by a parameter's type. */
const BAD: Readonly<Record<SysParam["type"], readonly [types: readonly BadValue[], ranges: readonly BadValue[]]>> = {
  int: [noNumbers, noIntegers],
  uint: [noNumbers, UNSIGNED],
  size: [noNumbers, UNSIGNED],
  fd: [noNumbers, noDescriptors],
  bytes: [noBytes, []],
  path: [noStrings, []],
  position: [noNumbers, noPositions],
  vectors: [noLists, [["too many", new Array(1_025).fill(new Uint8Array(1))]]],
  request: [noNumbers, noRequestNumbers],
  "length-out": [noInt32Arrays, [["no element", new Int32Array(0)]]],
  int32s: [noInt32Arrays, []],
};

export const sysArguments: readonly Case[] = [
  ...Object.entries(signatures).map(
    ([name, params]): Case => ({
      name: `sys.arguments.${name}`,
      covers: [`sys.${name}:ERR_INVALID_ARG_TYPE`],
      run(fixture) {
        const call = (fixture.module.sys as unknown as Record<string, (...args: unknown[]) => number>)[name]!;
        params.forEach((param, position) => {
          const { type, optional } = param;
          const attempt = (value: unknown) => () =>
            call(...params.map((other, i) => (i === position ? value : harmless(fixture, other))));
          const what = (label: string) => `${name}, argument ${position + 1} (${type}): ${label}`;
          const [types, ranges] = BAD[type];
          for (const [label, value] of types) {
            if (!optional || value !== undefined) assertTypeRefused(attempt(value), what(label));
          }
          for (const [label, value] of ranges) assertRangeRefused(attempt(value), what(label));
        });
      },
    }),
  ),
  {
    name: "sys.arguments.every-syscall",
    covers: [],
    run({ module: { sys } }) {
      assert.deepEqual(
        Object.keys(sys).sort(),
        Object.keys(signatures).sort(),
        "every syscall's arguments are checked here",
      );
    },
  },
  {
    name: "sys.arguments.eventfd.unsigned",
    covers: ["sys.eventfd:ERR_OUT_OF_RANGE"],
    run({ module: { sys } }) {
      for (const initial of [-1, 2 ** 32, 1.5, Number.NaN])
        assertRangeRefused(() => sys.eventfd(initial, 0), `${initial}`);
    },
  },
  {
    name: "sys.arguments.fcntl.commands",
    covers: ["sys.fcntl:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const fd = fixture.pipe().reader;
      // These take a pointer, and an integer would be used as one: F_GETLK, F_SETLK, F_SETLKW and F_GETOWN_EX on Linux; F_GETLK,
      // F_SETLK, F_SETLKW and F_GETPATH on Darwin.
      const commands = bySystem(fixture, { linux: [5, 6, 7, 16], darwin: [7, 8, 9, 50] });
      for (const command of [...commands, 9_999, -1, constants.F_GETFD! + 0.5]) {
        assertRangeRefused(() => sys.fcntl(fd, command, 0), `command ${command}`);
      }
    },
  },
  {
    name: "sys.arguments.least-sizes",
    covers: [
      "sys.pipe:ERR_OUT_OF_RANGE",
      "sys.pipe2:ERR_OUT_OF_RANGE",
      "sys.socketpair:ERR_OUT_OF_RANGE",
      "sys.getrlimit:ERR_OUT_OF_RANGE",
    ],
    run({ module: { sys, constants } }) {
      const { AF_UNIX, SOCK_STREAM, RLIMIT_NOFILE } = constants;
      for (const short of [new Uint8Array(0), new Uint8Array(7), new Int32Array(1), new Int32Array(4).subarray(3)]) {
        assertRangeRefused(() => sys.pipe(short), `pipe, ${short.byteLength} bytes`);
        assertRangeRefused(() => sys.pipe2(short, 0), `pipe2, ${short.byteLength} bytes`);
        assertRangeRefused(
          () => sys.socketpair(AF_UNIX!, SOCK_STREAM!, 0, short),
          `socketpair, ${short.byteLength} bytes`,
        );
      }
      for (const short of [new Uint8Array(15), new Int32Array(3)]) {
        assertRangeRefused(() => sys.getrlimit(RLIMIT_NOFILE!, short), `getrlimit, ${short.byteLength} bytes`);
        assertRangeRefused(() => sys.setrlimit(RLIMIT_NOFILE!, short), `setrlimit, ${short.byteLength} bytes`);
      }
    },
  },
];
