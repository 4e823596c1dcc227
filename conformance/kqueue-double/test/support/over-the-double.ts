// Runs the whole suite over the double, where what is expected to fail must fail.

import { suite } from "@pollio/conformance";
import type { BackendAdapter } from "@pollio/core/backend";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedFailures } from "../expected-failures.ts";

export function suiteOverDouble(name: "koffi" | "napi" | "bun", adapter: BackendAdapter): void {
  const expected: Record<string, string> = { ...expectedFailures.every, ...expectedFailures[name] };
  const seen = new Set<string>();

  function register(title: string, fn: () => unknown, timeoutMs?: number): void {
    seen.add(title);
    const reason = expected[title];
    test(title, reason === undefined ? fn : () => mustFail(fn, reason), timeoutMs);
  }

  describe(`@pollio/${name} over the kqueue double`, () => {
    // Where a worker waits, the first wait starts it, and its descriptors stay: they are nothing that a case left open.
    beforeAll(async () => {
      const poller = new adapter.module.OsPoller();
      await poller.waitAsync(0);
      poller.close();
    });
    const { notProvable } = suite({ test: register, backend: adapter });
    for (const one of notProvable) console.log(`not provable over the double: ${one.name}: ${one.reason}`);
    test("it is Darwin's table that is run, and every expected failure is a case of the suite", () => {
      expect(adapter.module.backend.os).toBe("darwin");
      expect(Object.keys(expected).filter((title) => !seen.has(title))).toEqual([]);
    });
  });
}

/** For a case that is listed: it fails when the case does not. */
export async function mustFail(fn: () => unknown, reason: string): Promise<void> {
  try {
    await fn();
  } catch {
    return;
  }
  throw new Error(`it passes, and is listed as an expected failure (${reason}): take it out of expected-failures.ts`);
}
