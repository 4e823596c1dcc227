import { expect, test } from "vitest";
import { Registrations } from "../src/registrations.ts";

test("a registration is current until it ends", () => {
  const registrations = new Registrations();
  const generation = registrations.next(7);
  expect(registrations.current(7, generation)).toBe(false);
  registrations.begin(7, generation);
  expect(registrations.current(7, generation)).toBe(true);
  registrations.end(7);
  expect(registrations.current(7, generation)).toBe(false);
});

test("the next registration has another generation", () => {
  const registrations = new Registrations();
  const first = registrations.next(7);
  registrations.begin(7, first);
  const second = registrations.next(7);
  registrations.begin(7, second);
  expect(registrations.current(7, first)).toBe(false);
  expect(registrations.current(7, second)).toBe(true);
});

test("after the last generation they start over", () => {
  const registrations = new Registrations();
  const last = 2 ** 25 - 1;
  registrations.begin(7, last);
  expect(registrations.current(7, last)).toBe(true);
  expect(registrations.next(7)).toBe(0);
});

test("the highest descriptor and its neighbours on other pages do not meet", () => {
  const registrations = new Registrations();
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) registrations.begin(fd, 3);
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) expect(registrations.current(fd, 3)).toBe(true);
  for (const fd of [1, 4094, 4097, 2 ** 31 - 2]) expect(registrations.current(fd, 3)).toBe(false);
});
