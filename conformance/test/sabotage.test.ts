import type { Adapter } from "@pollio/conformance";
import { adapter as sound } from "@pollio/koffi/adapter";
import { describe, expect, test } from "vitest";
import { expectedFailures } from "./expected-failures.ts";
import { run } from "./run.ts";

/** Events that a fault suppresses are not awaited as long as usual. */
const FAULTY_PATIENCE_MS = 250;

async function failedCases(adapter: Adapter, patienceMs?: number): Promise<string[]> {
  const { failures } = await run(adapter, patienceMs === undefined ? {} : { patienceMs });
  return [...failures.keys()].sort();
}

test("the backend passes without a planted fault", async () => {
  const { name, module, instrument } = sound;
  expect(await failedCases({ name, module, instrument })).toEqual([]);
});

// The faults are of calls that only Linux has: elsewhere, not even the import works.
const sabotaged = () => import("./sabotaged.ts");

describe.runIf(process.platform === "linux")("a planted fault", () => {
  for (const [fault, expected] of Object.entries(expectedFailures)) {
    // Not a case more or less: a case that starts to find a fault belongs on its list.
    test(`${fault} fails exactly its listed cases`, async () => {
      const { faults } = await sabotaged();
      expect(await failedCases(faults[fault as keyof typeof faults], FAULTY_PATIENCE_MS)).toEqual([...expected].sort());
    });
  }

  test("a descriptor left open fails a case that found nothing else", async () => {
    const { leakyClose } = await sabotaged();
    const { failures } = await run(leakyClose, {
      only: (name) => name === "lifecycle.dispose",
      patienceMs: FAULTY_PATIENCE_MS,
    });
    expect(failures.get("lifecycle.dispose")).toMatch(/descriptors left open/);
  });
});
