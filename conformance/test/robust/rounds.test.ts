// A hundred thousand waits of each kind, by each backend in its own runtime: the heap does not grow.

import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";
import { BACKENDS } from "../../../tools/lib/backends.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { ensureRuntime, plainLauncher, RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";
import { number, record } from "../../reliability/record.ts";

const ROUNDS = 100_000;

/** How each runtime lets a program ask for a garbage collection; Bun always does. */
const COLLECTS: Readonly<Record<string, readonly string[]>> = {
  node: ["--expose-gc"],
  node26: ["--expose-gc"],
  deno: ["--v8-flags=--expose-gc"],
  bun: [],
};

const most: Record<string, number> = {};
afterAll(() => {
  const tried = `${number(ROUNDS)} waits of each kind with each of ${Object.keys(most).join(", ")}`;
  record("rounds", { tried, came: `the heap grew by ${number(Math.max(...Object.values(most)))} bytes at most` });
});

test.each(BACKENDS)("of $name, in $runtime", async ({ name, runtime }) => {
  await ensureRuntime(runtime);
  const { command, args } = plainLauncher(runtime)!;
  const program = inRoot("conformance/dist/loop-child.js");
  const adapter = pathToFileURL(inRoot("packages", name, "dist/adapter.js")).href;
  const { stdout } = await execa(
    command,
    [...args, ...COLLECTS[runtime]!, program, adapter, "descriptors-heap", String(ROUNDS)],
    { env: RUNTIME_ENV, stdin: "ignore" },
  );
  const { grown } = JSON.parse(stdout) as { grown: Record<string, number> };
  most[name] = Math.max(...Object.values(grown));
  expect(Object.keys(grown).length).toBeGreaterThanOrEqual(4);
  for (const [what, bytes] of Object.entries(grown)) expect(bytes, what).toBeLessThan(2_000_000);
});
