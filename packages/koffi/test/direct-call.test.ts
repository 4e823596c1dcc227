// The wait whose machine code is written at run time. That it waits and reports, the conformance suite shows.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import koffi from "koffi";
import { describe, expect, it } from "vitest";
import { linux } from "../../../generated/core/linux.ts";
import { platforms } from "../../../generated/core/platforms.ts";
import { directCall } from "../src/direct-call.ts";
import { openKoffi } from "../src/native.ts";

/** Of dup(2) on x86-64, <asm/unistd_64.h>. */
const DUP = 32;
const STDOUT = 1;
const { EBADF } = linux.errno;

describe.runIf(process.platform === "linux" && process.arch === "x64")("a direct call", () => {
  const { raw, allocate } = openKoffi(platforms.linux!);
  const dup = directCall(koffi.load(platforms.linux!.library), allocate, DUP)!;

  it("takes its arguments from the frame and gives the result", () => {
    dup.words[0] = STDOUT;
    const copy = dup.call();
    expect(copy).toBeGreaterThan(STDOUT);
    expect(raw.close(copy)).toBe(0);
  });

  it("gives -errno", () => {
    dup.words[0] = -1;
    expect(dup.call()).toBe(-EBADF);
  });

  it("is done without where memory must not be made executable", async () => {
    const script = fileURLToPath(new URL("no-new-code.mjs", import.meta.url));
    // Node's own compilers would be refused too.
    const { stdout } = await promisify(execFile)(process.execPath, ["--jitless", script]);
    expect(JSON.parse(stdout)).toEqual({ refused: true, events: 1 });
  });
});
