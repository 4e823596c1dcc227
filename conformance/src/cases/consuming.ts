import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case, Need } from "../case.ts";
import type { Told } from "../consuming-child.ts";
import { startChild } from "../support/processes.ts";
import { isLinux } from "../support/system.ts";

/** Three triggers, and as many ways to wait; an aborted wait is one of two. */
const WAITS = 3 * 6;
const WAITS_WITHOUT_ABORT = 3 * 4;
/** `ready` twice, and `watch` with three triggers. */
const WAITS_WITHOUT_POLLER = 2 + 3;

/** Every wait for such a file reports its event, in the main thread and in a worker. */
function isTold(name: string, file: string, needs: readonly Need[], waits = WAITS, where = "main"): Case {
  return {
    name,
    covers: [],
    needs: ["url", ...needs],
    when: isLinux,
    timeoutMs: 60_000,
    async run(fixture) {
      const args = [fixture.backend.url!, file, String(fixture.patienceMs), where];
      // The kernel notifies every namespace when the host name of one changes: one process at a time changes it (flock(1)).
      const alone = file === "sysctl" ? ["flock", "--no-fork", join(tmpdir(), "pollio-sysctl.lock")] : [];
      const through = [...alone, "unshare", "--uts", "--mount"];
      const child = startChild(fixture, "./consuming-child.js", [], args, { through });
      for (let i = 0; i < waits; i++) {
        const { trigger, way, ...told } = (await child.next()) as unknown as Told;
        assert.deepEqual(told, { length: 1, isUrgent: true }, `${trigger}: ${way}`);
      }
    },
  };
}

/** Files that report an event once for each look, so that a look from outside the poller would rob it of the event. */
export const consuming: readonly Case[] = [
  isTold("consuming.sysctl", "sysctl", ["namespaces"]),
  isTold("consuming.sysctl.in-a-worker", "sysctl", ["namespaces"], WAITS, "worker"),
  isTold("consuming.sysctl.without-a-poller", "sysctl", ["namespaces"], WAITS_WITHOUT_POLLER, "alone"),
  isTold("consuming.mounts", "mounts", ["namespaces"]),
  isTold("consuming.mounts.without-a-poller", "mounts", ["namespaces"], WAITS_WITHOUT_POLLER, "alone"),
  isTold("consuming.pressure-stall", "pressure", ["namespaces", "pressure"], WAITS_WITHOUT_ABORT),
];
