// System calls that fail: every call of every backend with every error of its manual page, and that no call is forgotten.

import { afterAll, describe, expect, test } from "vitest";
import { type Result, recordCalls, recordedOf, report, SUBJECTS, tryFaults } from "../../faults/run.ts";
import { NAMES, SYSCALLS } from "../../faults/syscalls.ts";
import { record } from "../../reliability/record.ts";

/**
 * What is wrong is said, and counts if the same fault has a consequence twice: now and then a fault strikes a call of the runtime's on that
 * thread (Bun reads files of /proc), and on a busy machine what ends late is still open.
 */
async function tried(...what: Parameters<typeof tryFaults>): Promise<Result> {
  const first = await tryFaults(...what);
  if (first.wrong.length === 0) return first;
  console.warn(`tried again: ${report(first)}`);
  const known = first.wrong.map(({ fault }) => fault);
  const second = await tryFaults(...what);
  return { ...second, wrong: second.wrong.filter(({ fault }) => known.includes(fault)) };
}

describe.skipIf(process.platform !== "linux")("a system call that fails", () => {
  const results: Result[] = [];
  afterAll(() => record("faults", recordedOf(results)));

  test.each(SUBJECTS)(
    "is told as documented, leaves nothing open and breaks no poller, with $name",
    async (subject) => {
      const result = await tried(subject, { all: true });
      results.push(result);
      expect(report(result)).toBe("");
      expect(result.faults).toBeGreaterThan(2_000);
    },
  );

  test.each(SUBJECTS)("does neither where another thread takes the events, with $name", async (subject) => {
    const result = await tried(subject, { all: true, takes: true, only: "waitAsync" });
    results.push(result);
    expect(report(result)).toBe("");
    expect(result.faults).toBeGreaterThan(80);
  });
});

describe.skipIf(process.platform !== "linux")("the list of system calls", () => {
  const made = new Set<string>();

  test.each(SUBJECTS)("has all that $name makes", async (subject) => {
    const names = await recordCalls(subject);
    for (const name of names) made.add(name);
    expect(names.filter((name) => !NAMES.includes(name))).toEqual([]);
  });

  test("has none that no backend makes", () => {
    // Another architecture or an older kernel makes these instead of their likes.
    const elsewhere = ["epoll_pwait", "clone", "dup2", "open", "accept", "pipe"];
    // What a recording does not reach: a poll is cancelled when it is no longer awaited.
    elsewhere.push("io_cancel");
    const never = Object.keys(SYSCALLS).filter((name) => !made.has(name) && !elsewhere.includes(name));
    expect(never).toEqual([]);
  });
});
