// npm run test:darwin takes this system for macOS: what only Linux has is missed there, wherever a test looks for it.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test("a program, its workers and the programs that it starts see macOS, and nothing of Linux", () => {
  const args = [`--import=${path("../../as-darwin.mjs")}`, path("as-darwin.mjs"), "all"];
  const mac = { platform: "darwin", proc: false, fds: true, kqueue: true, backend: "darwin" };
  expect(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }))).toEqual([mac, mac, "darwin", mac]);
});
