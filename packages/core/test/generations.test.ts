import { expect, test } from "vitest";
import { Interest, TRIGGERS } from "../../../generated/core/flags.ts";
import { PACKED_REGISTRATIONS, pack } from "../src/arguments/registration.ts";
import { Generations } from "../src/poller/generations.ts";

const READING = pack(Interest.Readable, "level");
const EVERYTHING = pack(15, "edge-oneshot");
const CLIENT = 2;

test("a registration is current until it ends", () => {
  const generations = new Generations();
  const generation = generations.next(7);
  expect(generations.current(7, generation)).toBe(false);
  generations.begin(7, generation, READING, CLIENT);
  expect(generations.current(7, generation)).toBe(true);
  generations.end(7);
  expect(generations.current(7, generation)).toBe(false);
});

test("the next registration has another generation", () => {
  const generations = new Generations();
  const first = generations.next(7);
  generations.begin(7, first, READING, CLIENT);
  const second = generations.next(7);
  generations.begin(7, second, READING, CLIENT);
  expect(generations.current(7, first)).toBe(false);
  expect(generations.current(7, second)).toBe(true);
});

test("after the last generation they start over", () => {
  const generations = new Generations();
  const last = 2 ** 25 - 1;
  generations.begin(7, last, READING, CLIENT);
  expect(generations.current(7, last)).toBe(true);
  expect(generations.next(7)).toBe(0);
});

test("the highest descriptor and its neighbours on other pages do not meet", () => {
  const generations = new Generations();
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) generations.begin(fd, 3, READING, CLIENT);
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) expect(generations.current(fd, 3)).toBe(true);
  for (const fd of [1, 4094, 4097, 2 ** 31 - 2]) expect(generations.current(fd, 3)).toBe(false);
});

test("a registration knows its interest, whatever its trigger, and only for its own generation", () => {
  const generations = new Generations();
  for (const trigger of TRIGGERS) {
    for (let interest = 0; interest <= 15; interest++) {
      const before = generations.next(7);
      generations.begin(7, before, pack(interest, trigger), CLIENT);
      expect(generations.interest(7, before)).toBe(interest);
      expect(generations.interest(8, before)).toBe(0);
      const generation = generations.next(7);
      generations.begin(7, generation, READING, CLIENT);
      expect([generations.interest(7, before), generations.interest(7, generation)]).toEqual([0, Interest.Readable]);
      generations.end(7);
      expect(generations.interest(7, generation)).toBe(0);
    }
  }
});

test("a descriptor is registered from its first registration to its end, in the last generation too", () => {
  const generations = new Generations();
  for (const generation of [1, 2 ** 24, 2 ** 25 - 1, 0]) {
    for (const packed of PACKED_REGISTRATIONS) {
      generations.begin(7, generation, packed, CLIENT);
      expect(generations.has(7)).toBe(true);
      expect(generations.current(7, generation)).toBe(true);
      generations.end(7);
      expect(generations.has(7)).toBe(false);
      expect(generations.next(7)).toBe((generation + 1) % 2 ** 25);
    }
  }
  expect(generations.has(8)).toBe(false);
});

test("how a descriptor was registered is known, and does not meet its generation", () => {
  const generations = new Generations();
  const level = pack(1, "level");
  generations.begin(7, 2 ** 25 - 1, level, CLIENT);
  generations.begin(8, 0, EVERYTHING, CLIENT);
  expect([generations.packed(7), generations.packed(8)]).toEqual([level, EVERYTHING]);
  expect([generations.current(7, 2 ** 25 - 1), generations.current(8, 0)]).toEqual([true, true]);
  expect([generations.current(7, 2 ** 25 - 2), generations.current(8, 1)]).toEqual([false, false]);
});

test("the kind and the generation of a registration are known, also of an exclusive one", () => {
  const generations = new Generations();
  const exclusive = pack(3, "edge", true);
  for (const fd of [0, 4095, 4096, 2 ** 31 - 1]) {
    generations.begin(fd, 2 ** 25 - 1, exclusive, 255);
    generations.begin(fd, 7, exclusive, 64);
    expect([generations.kind(fd), generations.generation(fd), generations.packed(fd)]).toEqual([64, 7, exclusive]);
  }
});

test("size counts descriptors, and forEach visits them in ascending order", () => {
  const generations = new Generations();
  const all = (): number[] => {
    const fds: number[] = [];
    generations.forEach((fd) => {
      fds.push(fd);
    });
    return fds;
  };
  expect([generations.size, all()]).toEqual([0, []]);
  for (const fd of [100_000, 4096, 0, 4095]) generations.begin(fd, 1, pack(0, "level"), CLIENT);
  generations.begin(0, 2, READING, CLIENT);
  generations.end(1);
  expect([generations.size, all()]).toEqual([4, [0, 4095, 4096, 100_000]]);
  for (let i = 0; i < 2; i++) generations.end(4096);
  expect([generations.size, all()]).toEqual([3, [0, 4095, 100_000]]);
});
