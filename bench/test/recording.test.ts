import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../../tools/lib/failure.ts";
import { type Cores, pinned } from "../harness/cores.ts";
import { describeMachine } from "../harness/machine.ts";
import { endAll, Recording } from "../harness/recording.ts";
import type { Entry } from "../participants/entry.ts";
import { rust } from "../participants/rust.ts";
import { runToEnd } from "../tables/import.ts";
import { runTable, type Table } from "../tables/table.ts";

const ANSWER = `console.log('{"about":"version 1"}'); process.stdin.on("data", () => console.log("7"));`;
const DEAD = `console.log('{}'); process.stdin.once("data", () => process.exit(4));`;
const CORES: Cores = { measured: 0, other: 0, taskset: undefined };

function entry(name: string, program: string): Entry {
  const command = { file: process.execPath, args: ["-e", program] };
  return { name, role: "peer", jobs: ["per-call"], prepare: async () => ({ "per-call": command }) };
}

function absent(name: string, reason: string): Entry {
  return { name, role: "peer", jobs: ["per-call"], prepare: () => Promise.reject(new Failure(reason)) };
}

const ROUNDS = 3;
const table: Table = {
  name: "per-call",
  title: "A table",
  measures: [
    { name: "one", unit: "ns" },
    { name: "never", unit: "ns" },
  ],
  rounds: { quick: 1, full: ROUNDS },
  async run({ entries, recording, measured, rounds }) {
    const running = await recording.start(await recording.prepare(entries, "per-call"), measured);
    for (let round = 0; round < rounds; round++) {
      for (const { entry, child } of running) {
        await recording.attempt(entry.name, async () => {
          recording.add(entry.name, "one", Number(await child.ask("one 1", 20_000)));
        });
      }
    }
    await endAll(running);
  },
};

const run = (entries: readonly Entry[]) =>
  runTable(table, {
    entries,
    cores: CORES,
    machine: describeMachine(CORES),
    full: true,
    rounds: undefined,
    progress: () => {},
  });

let said = "";
beforeEach(() => {
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

test("a run has every participant's value for each round, and the measures that at least one of them has", async () => {
  const result = await run([entry("first", ANSWER), entry("second", ANSWER)]);
  expect(result.series).toEqual([
    { participant: "first", measure: "one", values: [7, 7, 7] },
    { participant: "second", measure: "one", values: [7, 7, 7] },
  ]);
  expect(result.measures).toEqual([{ name: "one", unit: "ns" }]);
  expect(result.participants[0]).toEqual({ name: "first", role: "peer", about: "version 1" });
  expect(result).toMatchObject({ rounds: ROUNDS, full: true, absent: [], failed: [] });
});

test("an unavailable peer is listed as absent with the reason, once, and the others continue", async () => {
  const result = await run([absent("a peer", "its package is missing; fix: install it"), entry("another", ANSWER)]);
  expect(result.absent).toEqual([{ name: "a peer", reason: "its package is missing; fix: install it" }]);
  expect(result.failed).toEqual([]);
  expect(result.participants.map(({ name }) => name)).toEqual(["another"]);
  expect(said).toContain("a peer is ABSENT: its package is missing");
});

test("a participant that fails midway is listed as failed, and the others complete all their rounds", async () => {
  const result = await run([entry("dead", DEAD), entry("living", ANSWER)]);
  expect(result.failed).toEqual([{ name: "dead", reason: expect.stringContaining("ended with exit code 4") }]);
  expect(result.series).toEqual([{ participant: "living", measure: "one", values: [7, 7, 7] }]);
  expect(said).toContain("dead FAILED");
});

test("a participant that does not start is listed as failed", async () => {
  const result = await run([entry("dead", "process.exit(5)"), entry("living", ANSWER)]);
  expect(result.failed).toEqual([{ name: "dead", reason: expect.stringContaining("exit code 5") }]);
});

test("an error in the harness itself is not an absence", async () => {
  const broken: Entry = { ...absent("broken", ""), prepare: () => Promise.reject(new TypeError("a mistake")) };
  await expect(run([broken])).rejects.toThrow("a mistake");
});

test("a value that is not a number is rejected", () => {
  expect(() => new Recording().add("a", "one", Number.NaN)).toThrow("a returned NaN for one");
});

test("a Rust library that is not installed is absent, and the reason says how to install it", async () => {
  await expect(rust("no-such-crate", "").prepare()).rejects.toThrow(
    /apt-get install .*--no-install-recommends librust-no-such-crate-dev/,
  );
});

test("a command is pinned through taskset, and left alone without it", () => {
  const command = { file: "program", args: ["a"], env: { A: "1" } };
  expect(pinned(command, [1], { ...CORES, taskset: "/bin/taskset" })).toEqual({
    file: "/bin/taskset",
    args: ["-c", "1", "program", "a"],
    env: { A: "1" },
  });
  expect(pinned(command, [0, 1], CORES)).toBe(command);
});

test("a process is timed from start to exit, and one that fails is an error with its output", async () => {
  const script = (text: string) => ({ file: process.execPath, args: ["-e", text] });
  const printing = `setTimeout(() => console.log('{"cpuMs":2,"residentKiB":3}'), 30)`;
  expect(await runToEnd(script(printing))).toEqual({ ms: expect.any(Number), cpuMs: 2, residentKiB: 3 });
  expect((await runToEnd(script(printing))).ms).toBeGreaterThan(30);
  await expect(runToEnd(script(`console.error("no pollio"); process.exit(1)`))).rejects.toThrow(
    "a process ended with exit code 1: no pollio",
  );
});
