// Runs the whole suite over the double, in Bun. In Node, npm run test:darwin does.

import { type Adapter, suite } from "@pollio/conformance";
import { beforeAll, describe, expect, test } from "vitest";
import { exclusions, expectedFailures } from "../expected-failures.ts";

export function suiteOverDouble(name: "napi" | "bun", adapter: Adapter): void {
  const expected = [...expectedFailures.every, ...expectedFailures[name]];

  describe(`@pollio/${name} over the kqueue double`, () => {
    // Where a worker waits, the first wait starts it, and its descriptors stay: no case left them open.
    beforeAll(async () => {
      const poller = new adapter.module.OsPoller();
      await poller.waitAsync(0);
      poller.close();
    });
    const { cases, notProvable } = suite({
      test: (title, fn, timeoutMs) => test(title, fn, timeoutMs),
      backend: { ...adapter, exclusions: exclusions[name], expectedFailures: expected },
    });
    for (const one of notProvable) console.log(`not provable over the double: ${one.name}: ${one.reason}`);
    test("it is Darwin's table that runs, and every expected failure is a case that ran", () => {
      expect(adapter.module.backend.os).toBe("darwin");
      expect(expected.map((entry) => entry.case).filter((title) => !cases.includes(title))).toEqual([]);
    });
  });
}
