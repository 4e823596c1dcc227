import { allCases } from "@pollio/conformance";
import { expect, test } from "vitest";
import { run } from "./run.ts";
import { callFaults } from "./sabotaged-calls.ts";

const aboutSystem = new Set(allCases.filter(({ about }) => about === "system").map(({ name }) => name));

for (const [fault, { adapter, failing }] of Object.entries(callFaults)) {
  test(`where ${fault}, exactly the listed cases fail`, async () => {
    const { failures } = await run(adapter, { only: (name) => aboutSystem.has(name), patienceMs: 250 });
    expect([...failures.keys()].sort()).toEqual([...failing].sort());
  });
}
