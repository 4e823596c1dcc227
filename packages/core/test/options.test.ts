import { expect, test } from "vitest";
import { checkTimeout } from "../src/arguments/options.ts";

test.each([
  [-1, -1],
  [Number.POSITIVE_INFINITY, -1],
  [0, 0],
  [1, 1],
  [0.001, 0.001],
  [1.5, 1.5],
  [2 ** 31 - 1, 2 ** 31 - 1],
  [2 ** 31, 2 ** 31 - 1],
  [1e300, 2 ** 31 - 1],
])("%d becomes %d", (asked, given) => {
  expect(checkTimeout(asked)).toBe(given);
});

test.each([-2, -0.5, Number.NaN, Number.NEGATIVE_INFINITY])("%d is out of range", (timeout) => {
  expect(() => checkTimeout(timeout)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

test.each(["1", null, undefined, 1n, {}])("%s is of the wrong type", (timeout) => {
  expect(() => checkTimeout(timeout as number)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
});
