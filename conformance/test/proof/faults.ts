import type { Adapter } from "@pollio/conformance";
import { adapter as sound } from "@pollio/koffi/adapter";
import { describe, expect, test } from "vitest";
import { expectedFailures } from "../expected-failures.ts";
import { run } from "../run.ts";

/** Events that a fault suppresses are not awaited as long as usual. */
const FAULTY_PATIENCE_MS = 250;

/** A busy machine may delay a wait until it hides that fault, or until a sound case fails, but hardly so often. */
const TRIES = 3;

/** For a run of all cases, and more of some. */
const RUN_MS = 240_000;

/** The cases that fail, out of all; those whose outcome is not the expected one are tried again. */
async function failedCases(adapter: Adapter, expected: readonly string[], patienceMs?: number): Promise<string[]> {
  const failed = new Set<string>();
  let chosen: ReadonlySet<string> | undefined;
  for (let attempt = 0; attempt < TRIES && chosen?.size !== 0; attempt++) {
    const again = chosen;
    // With the usual patience the second time: the short one may have been what was too short.
    const patience = patienceMs === undefined || again !== undefined ? {} : { patienceMs };
    const { failures, seen } = await run(adapter, { ...patience, only: (name) => again?.has(name) ?? true });
    for (const name of seen) {
      if (failures.has(name)) failed.add(name);
      else failed.delete(name);
    }
    chosen = new Set(seen.filter((name) => failed.has(name) !== expected.includes(name)));
  }
  return [...failed].sort();
}

// The faults are of calls that only Linux has: elsewhere, not even the import works.
const sabotaged = () => import("../sabotaged.ts");

export function testSoundBackend(): void {
  test(
    "the backend passes without a planted fault",
    async () => {
      const { name, module, instrument } = sound;
      expect(await failedCases({ name, module, instrument }, [])).toEqual([]);
    },
    RUN_MS,
  );

  test.runIf(process.platform === "linux")("a descriptor left open fails a case that found nothing else", async () => {
    const { leakyClose } = await sabotaged();
    const { failures } = await run(leakyClose, {
      only: (name) => name === "lifecycle.dispose",
      patienceMs: FAULTY_PATIENCE_MS,
    });
    expect(failures.get("lifecycle.dispose")).toMatch(/descriptors left open/);
  });
}

/** Plants every other fault: all of them take minutes, so that two files share them. */
export function testFaults(remainder: 0 | 1): void {
  const faults = Object.entries(expectedFailures).filter((_, index) => index % 2 === remainder);
  describe.runIf(process.platform === "linux")("a planted fault", () => {
    // Not a case more or less: a case that starts to find a fault belongs on its list.
    test.each(faults)(
      "%s fails exactly its listed cases",
      async (fault, expected) => {
        const { faults } = await sabotaged();
        const adapter = faults[fault as keyof typeof faults];
        expect(await failedCases(adapter, expected, FAULTY_PATIENCE_MS)).toEqual([...expected].sort());
      },
      RUN_MS,
    );
  });
}
