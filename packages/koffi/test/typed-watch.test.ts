// What `watch` and `ready` take is in their types: `npm run typecheck` fails where one of the lines below it expects to fail does not.

import { expect, expectTypeOf, test } from "vitest";
import { Interest, readable, ready, type Watch, watch } from "../src/index.ts";

test("watch takes a callback, a trigger that exists, and no option of others", () => {
  const callback = (readiness: number, fd: number): void => void [readiness, fd];
  // @ts-expect-error
  expect(() => watch(-1)).toThrow();
  // @ts-expect-error
  expect(() => watch("0", callback)).toThrow();
  // @ts-expect-error
  expect(() => watch(-1, (readiness: string) => readiness)).toThrow();
  // @ts-expect-error
  expect(() => watch(0, callback, { trigger: "sometimes" })).toThrow();
  // @ts-expect-error
  expect(() => watch(0, callback, { kind: 1 })).toThrow();
  // @ts-expect-error
  expect(() => watch(0, callback, { timeoutMs: 1 })).toThrow();
  expectTypeOf(watch).returns.toEqualTypeOf<Watch>();
});

test("ready takes an interest, readable does not, and both give flags", async () => {
  expectTypeOf(ready(-1, { interest: Interest.Priority }).catch(() => 0)).resolves.toEqualTypeOf<number>();
  // @ts-expect-error
  await expect(readable(0, { interest: Interest.Writable })).rejects.toThrow();
  // @ts-expect-error
  await expect(ready(0, { trigger: "edge" })).rejects.toThrow();
});
