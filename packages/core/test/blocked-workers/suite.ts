// Workers that block in a wait must not keep Node from ending. It is called from ../*.test.ts and from tools/test, for other versions of Node.

import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { BACKENDS } from "../../../../tools/lib/backends.ts";
import { ensureRuntime } from "../../../../tools/lib/runtimes.ts";
import type { Runtime } from "../../../../tools/runtimes/current.ts";

const PROGRAM = fileURLToPath(new URL("./program.mjs", import.meta.url));

/** How the process ends, and with which code. */
const ENDS = { crash: 1, exit: 7, natural: 0, terminate: 0 };

/** Milliseconds from the order to end to the end of the process. */
const LIMIT_MS = 1_000;

export function blockedWorkersSuite(runtime: Runtime): void {
  let node = "";
  beforeAll(async () => {
    node = await ensureRuntime(runtime);
  });
  const backends = BACKENDS.filter(({ runtimes }) => runtimes.includes("node") || runtimes.includes(runtime));

  describe.each(backends)(`workers that block in @pollio/$name under ${runtime}`, ({ name: backend }) => {
    const run = (how: string) =>
      execa(node, [PROGRAM, `@pollio/${backend}`, how], { reject: false, timeout: 20_000, killSignal: "SIGKILL" });

    test.each(Object.entries(ENDS))("let the process end: %s", async (how, code) => {
      const { exitCode, stdout, stderr } = await run(how);
      const took = Date.now() - Number(stdout);
      expect({ exitCode, stderr: how === "crash" ? "" : stderr }).toEqual({ exitCode: code, stderr: "" });
      if (how === "crash") expect(stderr).toContain("thrown on purpose");
      expect(took).toBeLessThan(LIMIT_MS);
    });

    test("wait for the whole of their timeouts", async () => {
      const { stdout } = await run("whole");
      const waits = JSON.parse(stdout) as { length: number; interrupted: boolean; late: number }[];
      expect(waits).toHaveLength(6);
      for (const { length, interrupted, late } of waits) {
        expect({ length, interrupted }).toEqual({ length: 0, interrupted: false });
        expect(late).toBeGreaterThanOrEqual(0);
      }
      // One may be late on a busy machine; a wait that is rounded up to slices is late each time.
      expect(Math.min(...waits.slice(3).map(({ late }) => late))).toBeLessThan(20);
    });
  });
}
