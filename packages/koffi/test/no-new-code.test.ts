// People who choose koffi may run where no memory can be made executable, and want no machine code of ours.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

describe.runIf(process.platform === "linux")("@pollio/koffi", () => {
  test("makes no memory executable, and waits where none can be", async () => {
    const script = fileURLToPath(new URL("no-new-code.mjs", import.meta.url));
    // Without --jitless, Node's own compilers would make some.
    const { stdout } = await promisify(execFile)(process.execPath, ["--jitless", script]);
    expect(JSON.parse(stdout)).toEqual({ made: [], refused: true, events: 1 });
  });
});
