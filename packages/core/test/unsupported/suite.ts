// A backend package on an unsupported system: a process that pretends to run on one really imports the package.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("program.mjs", import.meta.url));

export function unsupportedSuite(name: string): void {
  test.each([
    ["sunos", "x64"],
    ["linux", "s390x"],
    ["darwin", "ppc64"],
  ])(`${name} on %s and %s can be imported, and says what is supported when it is used`, (os, arch) => {
    const run = spawnSync(process.execPath, [PROGRAM, os, arch, name], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    const message = `pollio does not support ${os} on ${arch}; it supports linux on x64 and arm64, darwin on x64 and arm64`;
    const refused = ["ERR_UNSUPPORTED_PLATFORM", expect.stringContaining(message)];
    expect(JSON.parse(run.stdout)).toEqual({ os: "unsupported", word: 1793, said: [refused, refused, refused] });
  });
}
