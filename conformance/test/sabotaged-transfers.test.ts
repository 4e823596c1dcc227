import { expect, test } from "vitest";
import { run } from "./run.ts";
import { transferFaults } from "./sabotaged-transfers.ts";

/** The faults are in what is done: none of them checks its arguments. */
const ABOUT_CHECKS = /arguments\.(arrays-that-lie|detached-and-resizable|out-of-range)$/;

for (const [fault, { adapter, failing }] of Object.entries(transferFaults)) {
  test(`where ${fault}, exactly the listed cases fail`, async () => {
    const only = (name: string) => name.startsWith("sys.all.") && !ABOUT_CHECKS.test(name);
    const { failures, seen } = await run(adapter, { only, patienceMs: 250 });
    // Some cases are about what only one system has.
    expect([...failures.keys()].sort()).toEqual(failing.filter((name) => seen.includes(name)).sort());
  });
}
