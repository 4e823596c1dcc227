import { expect, test } from "vitest";
import { LARGEST, makePool, planClient, SMALLEST } from "../start/messages.ts";

const pool = makePool(1);
const plans = Array.from({ length: 40 }, (_, index) => planClient(index, 1, pool));
const lengths = plans.flatMap((plan) => plan.messages.map((message) => message.length));

test("equal seeds give equal messages, and different seeds different ones", () => {
  const [again, other] = [planClient(3, 1, makePool(1)), planClient(3, 2, makePool(2))];
  expect(Buffer.concat(again.messages).equals(Buffer.concat(plans[3]?.messages ?? []))).toBe(true);
  expect(Buffer.concat(again.messages).equals(Buffer.concat(other.messages))).toBe(false);
});

test("sizes go from the smallest to the largest, and both occur", () => {
  expect(Math.min(...lengths)).toBe(SMALLEST);
  expect(Math.max(...lengths)).toBe(LARGEST);
  expect(lengths.filter((length) => length > 100 && length < 10_000).length).toBeGreaterThan(lengths.length / 10);
});

test("all ways to end are among the first four clients", () => {
  const ways = plans.slice(0, 4).map((plan) => plan.behaviour);
  expect(ways.sort()).toEqual(["half-close", "reset", "talk", "vanish"]);
});

test("one client in twenty sends more than the socket buffers hold, and reads late", () => {
  const totals = plans.map(({ messages }) => messages.reduce((sum, message) => sum + message.length, 0));
  const floods = totals.flatMap((total, index) => (total > 12 * 1024 * 1024 ? [index] : []));
  expect(floods).toEqual([1, 21]);
  expect(floods.map((index) => plans[index]?.behaviour)).toEqual(["half-close", "half-close"]);
});

test("the pool repeats nowhere, so a shifted echo is detected", () => {
  for (const shift of [1, 4, 4096, 65_536]) {
    expect(pool.subarray(0, 4096).equals(pool.subarray(shift, shift + 4096))).toBe(false);
  }
});
