// Adding a kind takes three lines of YAML and one command: the module, the vectors, the documentation and this suite then have
// it, and no native code changes.

import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../..", import.meta.url));
const COPIED = [
  "spec",
  "spec-tools",
  "templates",
  "generator",
  "generated",
  "docs",
  "conformance/src",
  "conformance/test/new-kind",
];
const SOURCES = ["packages/core/src", "packages/koffi/src", "package.json", "tsconfig.base.json"];
const TIMER = "  - name: Timer\n    tag: 3\n    doc: A timer; readable means that it has expired.\n";

function copyOfTheTree(): string {
  const root = mkdtempSync(join(tmpdir(), "pollio-new-kind-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const path of [...COPIED, ...SOURCES]) cpSync(join(repository, path), join(root, path), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  return root;
}

test("adding a kind Timer takes three lines and one command, and the suite covers it", async () => {
  const root = copyOfTheTree();
  const addon = readFileSync(join(root, "generated/napi/linux.cc"), "utf8");
  appendFileSync(join(root, "spec/event-kinds.yaml"), TIMER);
  await run("npm", ["run", "generate"], { cwd: root });
  const script = join(root, "conformance/test/new-kind/child.ts");
  const { stdout } = await run(process.execPath, ["--import", "tsx", script], { cwd: root });
  const { tag, word, failed, failedWithoutIt } = JSON.parse(stdout);
  expect({ tag, word, failed }).toEqual({ tag: 3, word: 7 * 256 + 3, failed: [] });
  // The same suite fails a module without the kind: it does check for it.
  expect(failedWithoutIt).toContain("encoding.vectors");
  expect(readFileSync(join(root, "docs/api.md"), "utf8")).toContain("EventObject.timer(fd)");
  expect(readFileSync(join(root, "generated/napi/linux.cc"), "utf8")).toBe(addon);
});
