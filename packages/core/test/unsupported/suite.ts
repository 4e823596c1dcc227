// A backend package on a system that the spec does not describe: a process that takes itself to be on one imports it for real.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** What the process does, given a system, an architecture and a package. */
const PROGRAM = `
const [os, arch, name] = process.argv.slice(1);
Object.defineProperty(process, "platform", { value: os });
Object.defineProperty(process, "arch", { value: arch });
const { backend, EventObject, OsPoller, sys, wake } = await import(name);
const said = [() => new OsPoller(), () => sys.close(0), () => wake({})].map((use) => {
  try {
    use();
  } catch ({ code, message }) {
    return [code, message];
  }
});
console.log(JSON.stringify({ os: backend.os, word: EventObject.server(7).encode(), said }));
`;

export function unsupportedSuite(name: string): void {
  test.each([
    ["sunos", "x64"],
    ["linux", "s390x"],
    ["darwin", "ppc64"],
  ])(`${name} on %s and %s can be imported, and says what is supported when it is used`, (os, arch) => {
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", PROGRAM, os, arch, name], {
      cwd: import.meta.dirname,
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const message = `pollio does not support ${os} on ${arch}; it supports linux on x64 and arm64, darwin on x64 and arm64`;
    const refused = ["ERR_UNSUPPORTED_PLATFORM", expect.stringContaining(message)];
    expect(JSON.parse(run.stdout)).toEqual({ os: "unsupported", word: 1793, said: [refused, refused, refused] });
  });
}
