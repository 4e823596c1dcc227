// A copy of the spec and the templates that a test may spoil.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The tests' own spec, and the templates; gone when the test ends. */
export function copyTree(spec = "generator/test/spec"): string {
  const root = mkdtempSync(join(tmpdir(), "pollio-generator-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(repository, spec), join(root, "spec"), { recursive: true });
  cpSync(join(repository, "templates"), join(root, "templates"), { recursive: true });
  // What the emitted C includes.
  cpSync(join(repository, "packages/core/native"), join(root, "packages/core/native"), { recursive: true });
  rmSync(join(root, "spec/schema.json"), { force: true });
  return root;
}

/** The same with the repository's spec, for what has to hold whatever the spec says. */
export function copyRealTree(): string {
  return copyTree("spec");
}

export function read(root: string, path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function write(root: string, path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

/** Replaces the one place after `after` that has the text. */
export function edit(root: string, path: string, find: string, put: string, after = ""): void {
  const text = read(root, path);
  const from = text.indexOf(after);
  const at = text.indexOf(find, from);
  if (from < 0 || at < 0) throw new Error(`${path} has no ${JSON.stringify(from < 0 ? after : find)}`);
  write(root, path, text.slice(0, at) + put + text.slice(at + find.length));
}

/** Every file below a folder with its text. */
export function snapshot(root: string, folder = "."): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile());
  return new Map(files.sort().map((path) => [path, read(root, path)]));
}

/** Adds an architecture to the Linux of the tests' spec. */
export function addRiscv(root: string): void {
  edit(root, "spec/linux.yaml", "constants:", "  - name: riscv64\n    macro: __riscv\nconstants:");
  const text = read(root, "spec/linux.yaml");
  write(
    root,
    "spec/linux.yaml",
    text
      .replaceAll(/(architectures: \[.*arm64)\]/g, "$1, riscv64]")
      .replaceAll(/(\{ x64: (\w+), arm64: \w+) \}/g, "$1, riscv64: $2 }"),
  );
}
