import { expect, test } from "vitest";
import { pack } from "../src/arguments/registration.ts";
import { Generations } from "../src/poller/generations.ts";

const EDGE = pack(7, "edge-oneshot");

test("a registration is current until it ends", () => {
  const generations = new Generations();
  const generation = generations.next(7);
  expect(generations.current(7, generation)).toBe(false);
  generations.begin(7, generation, EDGE);
  expect(generations.current(7, generation)).toBe(true);
  generations.end(7);
  expect(generations.current(7, generation)).toBe(false);
});

test("the next registration has another generation", () => {
  const generations = new Generations();
  const first = generations.next(7);
  generations.begin(7, first, EDGE);
  const second = generations.next(7);
  generations.begin(7, second, EDGE);
  expect(generations.current(7, first)).toBe(false);
  expect(generations.current(7, second)).toBe(true);
});

test("after the last generation they start over", () => {
  const generations = new Generations();
  const last = 2 ** 25 - 1;
  generations.begin(7, last, EDGE);
  expect(generations.current(7, last)).toBe(true);
  expect(generations.next(7)).toBe(0);
});

test("the highest descriptor and its neighbours on other pages do not meet", () => {
  const generations = new Generations();
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) generations.begin(fd, 3, EDGE);
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) expect(generations.current(fd, 3)).toBe(true);
  for (const fd of [1, 4094, 4097, 2 ** 31 - 2]) expect(generations.current(fd, 3)).toBe(false);
});

test("how a descriptor was registered is known, and does not meet its generation", () => {
  const generations = new Generations();
  const level = pack(1, "level");
  generations.begin(7, 2 ** 25 - 1, level);
  generations.begin(8, 0, EDGE);
  expect([generations.packed(7), generations.packed(8)]).toEqual([level, EDGE]);
  expect([generations.current(7, 2 ** 25 - 1), generations.current(8, 0)]).toEqual([true, true]);
  expect([generations.current(7, 2 ** 25 - 2), generations.current(8, 1)]).toEqual([false, false]);
});
