import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { type BadValue, noNumbers } from "../support/bad-values.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";

/** Names of numbers, for messages and logs. */
export const names: readonly Case[] = [
  {
    name: "names.errno",
    covers: ["errnoName"],
    run({ module: { errno, errnoName, sys } }) {
      assert.equal(errnoName(sys.close(2 ** 31 - 1)), "EBADF");
      const all = Object.entries(errno);
      assert.ok(all.length > 80, `${all.length} names`);
      for (const [name, number] of all) assert.equal(errnoName(-number!), name);
      for (const result of [0, 1, errno.EBADF!, 2 ** 31 - 1, 2 ** 53 - 1]) assert.equal(errnoName(result), "");
      assert.deepEqual([errnoName(-1234), errnoName(-(2 ** 31))], ["E1234", "E2147483648"]);
    },
  },
  {
    name: "names.readiness",
    covers: ["readinessNames"],
    run({ module: { Interest, Readiness, readinessNames } }) {
      assert.deepEqual(readinessNames(0), []);
      const all = ["Readable", "Writable", "Priority", "ReadClosed", "WriteClosed", "Error"] as const;
      assert.deepEqual(readinessNames(63), all);
      for (const name of all) assert.deepEqual(readinessNames(Readiness[name]), [name]);
      assert.deepEqual(readinessNames(Readiness.Error | Readiness.ReadClosed | Readiness.Readable), [
        "Readable",
        "ReadClosed",
        "Error",
      ]);
      assert.deepEqual(readinessNames(Interest.Priority | Interest.Writable), ["Writable", "Priority"]);
      const mine = readinessNames(1);
      mine.push("mine");
      assert.deepEqual(readinessNames(1), ["Readable"], "each call has an array of its own");
    },
  },
  {
    name: "names.arguments",
    covers: ["errnoName", "readinessNames"].flatMap((name) => [
      `${name}:ERR_INVALID_ARG_TYPE`,
      `${name}:ERR_OUT_OF_RANGE`,
    ]),
    run({ module: { errnoName, readinessNames } }) {
      for (const [label, value] of noNumbers) {
        assertTypeRefused(() => errnoName(value as never), label);
        assertTypeRefused(() => readinessNames(value as never), label);
      }
      const numbers: BadValue[] = [Number.NaN, 1.5, -1.5, -(2 ** 31) - 1, 2 ** 53].map((value) => [`${value}`, value]);
      for (const [label, value] of numbers) assertRangeRefused(() => errnoName(value as never), label);
      for (const flags of [64, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
        assertRangeRefused(() => readinessNames(flags), `${flags}`);
      }
    },
  },
];
