import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { buildLibrary } from "../build.mjs";

const CC = process.env.CC || "cc";
const include = fileURLToPath(new URL("../include", import.meta.url));
const generated = fileURLToPath(new URL("../../../generated/check/darwin.c", import.meta.url));
const support = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** What a command prints; its standard error comes too, where it fails. */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout : `${command}: ${error?.message ?? status}\n${stdout}${stderr}`;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "kqueue-double-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("the headers match the spec of Darwin, and a wrong one is found", () => {
  const check = ["-std=c11", "-D_GNU_SOURCE", "-fsyntax-only", generated];
  expect(run(CC, "-I", include, ...check)).toBe("");
  const wrong = folder();
  writeFileSync(join(wrong, "fcntl.h"), "#include_next <fcntl.h>\n#undef O_NONBLOCK\n#define O_NONBLOCK 2048\n");
  expect(run(CC, "-I", wrong, "-I", include, ...check)).toContain("O_NONBLOCK");
});

test("every function that the headers declare is the double's and works as Darwin's", () => {
  const library = buildLibrary();
  const program = join(folder(), "program");
  const source = support("program.c");
  expect(run(CC, "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-I", include, source, library, "-o", program)).toBe("");
  const env = `LD_LIBRARY_PATH=${join(library, "..")}`;
  expect(run("env", env, program)).toBe("31 functions are the double's\n35 is EAGAIN\nkevent: 1 event, data 3\n");
});
