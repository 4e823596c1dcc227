// The model finds faults: each of these, within ten seconds of processor time. Faults of waits/taker.ts show only when another thread is faster than this one,
// which random sequences seldom arrange: packages/*/test/taken.test.ts tests them instead.

import { afterAll, expect, test } from "vitest";
import { searchIn } from "../../model/backends.ts";
import { type FoundFault, record } from "../../reliability/record.ts";
import { type Mutant, planted } from "./mutants.ts";

const SECONDS = 10;
/** On a machine with other work, ten seconds of the processor take longer. */
const SECONDS_OF_A_BUSY_MACHINE = 50;
const SEED = 20_261_127;

const MUTANTS: Readonly<Record<string, Mutant>> = {
  "a half-close is not told": {
    where: "systems/linux/masks.ts",
    find: "if ((mask & EPOLLRDHUP) !== 0) readiness |= require_src.Readiness.ReadClosed;",
    put: "",
  },
  "a hang-up does not end writing": {
    where: "systems/linux/masks.ts",
    find: "require_src.Readiness.ReadClosed | require_src.Readiness.WriteClosed;",
    put: "require_src.Readiness.ReadClosed;",
  },
  "edge-triggered is level-triggered": { where: "systems/linux/masks.ts", find: "edge: EPOLLET,", put: "edge: 0," },
  "one-shot is level-triggered": {
    where: "systems/linux/masks.ts",
    find: "oneshot: EPOLLONESHOT,",
    put: "oneshot: 0,",
  },
  "a pipe without a reader is not looked at": {
    where: "systems/linux/epoll.ts",
    find: "(interest & require_src.Interest.Writable) !== 0 && this.#hasNoReader(",
    put: "false && this.#hasNoReader(",
  },
  "modify does not begin a generation": {
    where: "poller/registering.ts",
    find: "if (result >= 0) this.#generations.begin(fd, generation, packed, kind);",
    put: 'if (result >= 0 && what === "add") this.#generations.begin(fd, generation, packed, kind);',
  },
  "generations do not count": {
    where: "poller/generations.ts",
    find: "(this.#words.get(fd) >>> PACKED_BITS) + 1 & MAX_GENERATION",
    put: "(this.#words.get(fd) >>> PACKED_BITS) & MAX_GENERATION",
  },
  "delete forgets only what it could remove": {
    where: "poller/registering.ts",
    find: "if (result < 0) this.#noteLeftBehind(fd);\n\t\tthis.#generations.end(fd);",
    put: "if (result < 0) this.#noteLeftBehind(fd);\n\t\telse this.#generations.end(fd);",
  },
  "deleteAll forgets one too few": {
    where: "poller/registering.ts",
    find: "index < Math.min(done + 1, count); index++",
    put: "index < Math.min(done, count); index++",
  },
  "what registerAll registered is not remembered after a refusal": {
    where: "poller/registering.ts",
    find: "for (let at = 0; at < done * CHANGE_WORDS; at += CHANGE_WORDS) {\n\t\t\tthis.#noteLeftBehind",
    put: "for (let at = 0; at < done * CHANGE_WORDS && done * CHANGE_WORDS === changes.length; at += CHANGE_WORDS) {\n\t\t\tthis.#noteLeftBehind",
  },
  "a wake is not told": {
    where: "systems/memory.ts",
    find: "this.woken = true;",
    put: "this.woken = false;",
  },
  "a one-shot watch stays armed": {
    where: "descriptors/watch.ts",
    find: "if (!serves(readiness, this.#interest)) return false;",
    put: "if (!serves(readiness, this.#interest)) return false;\n\t\tqueueMicrotask(() => { this.#hasFired = false; });",
  },
  "a paused watch is called": {
    where: "descriptors/watch.ts",
    find: "if (!this.#isLive || this.#interest === 0 || this.#hasFired",
    put: "if (!this.#isLive || this.#hasFired",
  },
  "release leaves waits pending": {
    where: "descriptors/thread-poller.ts",
    find: "for (const waiter of waiters) waiter.reject(reason);",
    put: "",
  },
  "an edge-triggered watch is not armed again": {
    where: "descriptors/thread-poller.ts",
    find: 'return watch !== void 0 && descriptor.kernelTrigger === "edge" || !descriptor.covers(packed)',
    put: "return !descriptor.covers(packed)",
  },
  "what was told at an edge is not looked at for a promise": {
    where: "descriptors/thread-poller.ts",
    find: "const readiness = descriptor.isEdge &&",
    put: "const readiness = false &&",
  },
  "readAll reads all into the first part of the memory": {
    where: "descriptors/transfers.ts",
    find: "raw.read(kept[index], bytes, index * stride, stride)",
    put: "raw.read(kept[index], bytes, 0, stride)",
  },
  "readAll stops at the first descriptor without data": {
    where: "descriptors/transfers.ts",
    find: "const result = raw.read(kept[index], bytes, index * stride, stride);\n\t\t\t\tresults[index] = result;",
    put: "const result = raw.read(kept[index], bytes, index * stride, stride);\n\t\t\t\tresults[index] = result;\n\t\t\t\tif (result < 0) break;",
  },
  "writeAll writes each part from a byte before it": {
    where: "descriptors/transfers.ts",
    find: "raw.write(kept[index], bytes, kept[count + index], kept[2 * count + index])",
    put: "raw.write(kept[index], bytes, kept[count + index] - 1, kept[2 * count + index])",
  },
};

const faults: FoundFault[] = [];
afterAll(() => {
  const tried = `${Object.keys(MUTANTS).length} faults planted in @pollio/core`;
  record("model-mutants", { tried, came: `${faults.length} found`, faults });
});

test.each(Object.entries(MUTANTS))("%s", async (name, mutant) => {
  const measure = { count: 1_000_000, seed: SEED, seconds: SECONDS_OF_A_BUSY_MACHINE, shrinks: false };
  const { found, ran } = await searchIn(planted(name, mutant), measure);
  expect(found, `not found in ${ran} sequences`).toBeDefined();
  console.log(`${name} (${mutant.where}): sequence ${found!.after}, ${found!.cpuMs} ms: ${found!.message}`);
  const foundBy = `the model, in sequence ${found!.after}`;
  faults.push({ fault: name, where: `packages/core/src/${mutant.where}`, foundBy, seconds: found!.cpuMs / 1000 });
  expect(found!.cpuMs).toBeLessThan(SECONDS * 1000);
});

test("the same search finds nothing in what is not mutated", async () => {
  const sound = planted("sound", { where: "poller/generations.ts", find: "this.#size--;", put: "this.#size -= 1;" });
  const { found } = await searchIn(sound, { count: 300, seed: SEED });
  expect(found).toBeUndefined();
});
