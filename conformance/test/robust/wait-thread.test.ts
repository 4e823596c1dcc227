// The native thread that waits, under ThreadSanitizer. The host's Node-API is a stand-in: no stock runtime can be sanitized.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { findHeaders } from "../../../tools/cross/compiler.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { mustRun } from "../../../tools/lib/run.ts";
import { type FoundFault, number, record, secondsSince } from "../../reliability/record.ts";
import { replaced } from "./replaced.ts";

const SOURCE = inRoot("packages/core/native/wait-thread.c");
const DRIVER = fileURLToPath(new URL("wait-thread/driver.c", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pollio-wait-thread-"));
const STARTS = 4_000;
const faults: FoundFault[] = [];
let races = 0;
afterAll(() => {
  rmSync(folder, { recursive: true });
  record("wait-thread", { tried: `${number(STARTS)} starts and ends of the thread`, came: `${races} races`, faults });
});

async function drive(name: string, source: string) {
  const [file, program] = [join(folder, `${name}.c`), join(folder, name)];
  writeFileSync(file, source);
  const includes = [await findHeaders(), inRoot("packages/core/native")].map((path) => `-I${path}`);
  const flags = ["-std=gnu11", "-O1", "-g", "-fsanitize=thread", "-pthread", "-Wall", "-DNAPI_VERSION=8"];
  await mustRun("cc", [...flags, ...includes, "-o", program, DRIVER, file]);
  // Addresses of this kernel may be spread more widely than an older sanitizer knows.
  const { status, stdout, stderr } = spawnSync("setarch", ["-R", program], { encoding: "utf8", timeout: 60_000 });
  return { status, reports: Number(stdout), stderr };
}

describe.skipIf(process.platform !== "linux")("the thread that waits", () => {
  const source = readFileSync(SOURCE, "utf8");

  test("shares nothing unguarded in 4,000 starts and ends", async () => {
    const { status, reports, stderr } = await drive("sound", source);
    races += stderr === "" ? 0 : 1;
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(reports).toBeGreaterThan(500);
  });

  test.each([
    ["it is not waited for", "  pthread_join(self->thread, NULL);\n", ""],
    [
      "what it took is read while it may be running",
      "  end(self);\n  napi_release_threadsafe_function(self->report, napi_tsfn_abort);\n  const int count = self->count;",
      "  const int count = self->count;\n  end(self);\n  napi_release_threadsafe_function(self->report, napi_tsfn_abort);",
    ],
  ])("is found out where %s", async (fault, find, put) => {
    const start = performance.now();
    const { stderr } = await drive("planted", replaced(source, find, put, SOURCE));
    expect(stderr).toMatch(/WARNING: ThreadSanitizer: (data race|heap-use-after-free)/);
    const where = "packages/core/native/wait-thread.c";
    faults.push({ fault, where, foundBy: "ThreadSanitizer", seconds: secondsSince(start) });
  });
});
