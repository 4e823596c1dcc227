import { expect, test } from "vitest";
import { mustFail } from "./support/over-the-double.ts";

test("a listed case that fails is all right, at once or later", async () => {
  await mustFail(() => {
    throw new Error("as expected");
  }, "reason");
  await mustFail(() => Promise.reject(new Error("as expected")), "reason");
});

test("a listed case that passes is a failure that names its reason", async () => {
  await expect(mustFail(() => {}, "the moon is full")).rejects.toThrow("the moon is full");
  await expect(mustFail(() => Promise.resolve(), "the moon is full")).rejects.toThrow("expected-failures.ts");
});
