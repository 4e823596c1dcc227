import { expect, test } from "vitest";
import { checkKinds } from "../src/arguments/kinds.ts";

test("kinds may have any tag from 64 to 255, and the standard kinds their own", () => {
  expect(checkKinds({ First: 64, Last: 255 }).description).toBe("First (64) or Last (255)");
  expect(checkKinds({ Server: 1, Client: 2, Job: 70 }).description).toBe("Server (1) or Client (2) or Job (70)");
});

test.each([
  [{ A: 0 }, "ERR_OUT_OF_RANGE"],
  [{ A: 1 }, "ERR_OUT_OF_RANGE"],
  [{ A: 63 }, "ERR_OUT_OF_RANGE"],
  [{ Server: 2 }, "ERR_OUT_OF_RANGE"],
  [{ A: 256 }, "ERR_OUT_OF_RANGE"],
  [{ A: 64.5 }, "ERR_OUT_OF_RANGE"],
  [{ A: 64, B: 64 }, "ERR_OUT_OF_RANGE"],
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
