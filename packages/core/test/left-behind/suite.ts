// What is never closed is given back where the runtime lets us know. It is called from packages/*/test/left-behind.test.ts.

import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, test } from "vitest";

/** Deno keeps two descriptors of one worker that has ended, with or without a poller; eight workers are counted. */
const KEPT_BY_THE_RUNTIME = process.versions.deno === undefined ? 0 : 2;

const PROGRAM = fileURLToPath(new URL("./program.mjs", import.meta.url));

/** `terminate` says whether a worker that is terminated gives its descriptors back; docs/design.md lists where it cannot. */
export function leftBehindSuite(name: string, { terminate }: { terminate: boolean }): void {
  const run = async (...args: string[]): Promise<Record<string, unknown>> => {
    const flags = {
      bun: [],
      node: ["--expose-gc"],
      deno: ["run", "-A", "--v8-flags=--expose-gc", "--node-modules-dir=manual"],
    };
    const { bun, deno } = process.versions;
    const runtime = bun !== undefined ? "bun" : deno !== undefined ? "deno" : "node";
    const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
    const { stdout } = await execa(process.execPath, [...flags[runtime], PROGRAM, name, ...args], {
      env,
      extendEnv: false,
      timeout: 50_000,
      killSignal: "SIGKILL",
    });
    return JSON.parse(stdout);
  };

  describe(`what nobody closes of ${name}`, () => {
    const ends = terminate ? ["end", "exit", "terminate"] : ["end", "exit"];
    test.each(ends.flatMap((end) => ["poller", "async"].map((how) => [how, end] as const)))(
      "is closed when its worker ends: %s, %s",
      async (how, end) => {
        const { left, ...rest } = await run(how, end, String(KEPT_BY_THE_RUNTIME));
        expect(rest).toEqual({});
        expect(left).toBeLessThanOrEqual(KEPT_BY_THE_RUNTIME);
      },
    );

    test("is closed when it is collected, its waker too, with one warning", async () => {
      const { left, ...rest } = await run("dropped");
      expect(rest).toEqual({ warnings: ["POLLIO_UNCLOSED"], woken: 0 });
      // Of ten thousand, a register or a stack may still hold the last one or two.
      expect(left).toBeLessThanOrEqual(4);
    });
  });
}
