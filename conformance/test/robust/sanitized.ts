// The addon under AddressSanitizer and UndefinedBehaviorSanitizer: every array that the kernel writes to has guards around it then, because
// Node allocates array buffers with the allocator that the sanitizer replaces.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Run, runSuite } from "@pollio/conformance/runner";
import { execa } from "execa";
import { type Compiler, compileAddon, findHeaders } from "../../../tools/cross/compiler.ts";
import { folderName, isHost, PREBUILT } from "../../../tools/cross/targets.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { copyPackages } from "../../arm64/tree.ts";
import { replaced } from "./replaced.ts";

const SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-fno-omit-frame-pointer", "-g"];

const SANITIZING: Compiler = {
  cc: ["cc", ...SANITIZE],
  cxx: ["c++", ...SANITIZE],
  link: ["c++", "-shared", ...SANITIZE],
  env: {},
};

/** The folders of the addon's sources. */
const SOURCES = ["generated/napi", "packages/napi/native", "packages/core/native"];

export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** A tree of packages whose addon is sanitized; `edit` plants a fault in a copy of its sources. */
export async function sanitizedTree(name: string, edit?: Edit): Promise<string> {
  const folder = inRoot("build/sanitized", name);
  rmSync(folder, { recursive: true, force: true });
  for (const from of SOURCES) {
    cpSync(inRoot(from), join(folder, from), { recursive: true, filter: (path) => basename(path) !== "build" });
  }
  if (edit !== undefined) {
    const path = join(folder, edit.file);
    writeFileSync(path, replaced(readFileSync(path, "utf8"), edit.find, edit.put, path));
  }
  copyPackages({ folder });
  const target = PREBUILT.find(isHost)!;
  const addon = join(folder, "node_modules/@pollio/napi/prebuilds", folderName(target));
  const gyp = join(folder, "packages/napi/native/binding.gyp");
  await compileAddon(SANITIZING, target, await findHeaders(), addon, gyp);
  return folder;
}

/** A run, and what the sanitizers have said in it, a text for each process that they ended. */
export interface SanitizedRun extends Run {
  readonly reports: readonly string[];
}

/** Runs the suite over the sanitized addon. What a sanitizer reports ends the process, and so fails the case under way. */
export async function runSanitized(folder: string, only?: readonly string[]): Promise<SanitizedRun> {
  const { stdout: library } = await execa("c++", ["-print-file-name=libasan.so"]);
  // In files: of what a process has written, a failed case keeps only the end.
  const reports = join(folder, "reports");
  mkdirSync(reports);
  const run = await runSuite({
    adapter: "@pollio/napi/adapter",
    packageFolder: join(folder, "node_modules/@pollio/conformance"),
    env: {
      ...process.env,
      LD_PRELOAD: library,
      // Node ends without freeing all that it has.
      ASAN_OPTIONS: `detect_leaks=0:abort_on_error=1:log_path=${reports}/address`,
      UBSAN_OPTIONS: `print_stacktrace=1:abort_on_error=1:log_path=${reports}/undefined`,
    },
    slowdown: 3,
    ...(only && { only }),
  });
  return { ...run, reports: readdirSync(reports).map((name) => readFileSync(join(reports, name), "utf8")) };
}
