import { expect, test } from "vitest";
import { checkKinds } from "../src/arguments/kinds.ts";

test("kinds may have any tag from 1 to 255", () => {
  expect(checkKinds({ First: 1, Last: 255 }).description).toBe("First (1) or Last (255)");
});

test.each([
  [{ A: 0 }, "ERR_OUT_OF_RANGE"],
  [{ A: 256 }, "ERR_OUT_OF_RANGE"],
  [{ A: 1.5 }, "ERR_OUT_OF_RANGE"],
  [{ A: 1, B: 1 }, "ERR_OUT_OF_RANGE"],
  [{ A: "1" }, "ERR_INVALID_ARG_TYPE"],
  [null, "ERR_INVALID_ARG_TYPE"],
  [{}, "ERR_INVALID_ARG_VALUE"],
  [{ timer: 3 }, "ERR_INVALID_ARG_VALUE"],
  [{ "No Name": 3 }, "ERR_INVALID_ARG_VALUE"],
  [{ Decode: 3 }, "ERR_INVALID_ARG_VALUE"],
  [{ Prototype: 3 }, "ERR_INVALID_ARG_VALUE"],
])("%j is refused with %s", (kinds, code) => {
  expect(() => checkKinds(kinds as never)).toThrow(expect.objectContaining({ code }));
});
