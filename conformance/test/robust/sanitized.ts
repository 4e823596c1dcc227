// What we compile, the addon and node-ffi's helper object, under AddressSanitizer and UndefinedBehaviorSanitizer: every array that the kernel
// writes to has guards around it then, because Node allocates array buffers with the allocator that the sanitizer replaces.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Run, runSuite } from "@pollio/conformance/runner";
import { execa } from "execa";
import { type Compiler, compileAddon, findHeaders } from "../../../tools/cross/compiler.ts";
import { folderName, isHost, PREBUILT } from "../../../tools/cross/targets.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { mustRun } from "../../../tools/lib/run.ts";
import { ensureRuntime } from "../../../tools/lib/runtimes.ts";
import type { Runtime } from "../../../tools/runtimes/current.ts";
import { copyPackages } from "../../arm64/tree.ts";
import type { Subject } from "../../model/backends.ts";
import { replaced } from "./replaced.ts";

const SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-fno-omit-frame-pointer", "-g"];

const SANITIZING: Compiler = {
  cc: ["cc", ...SANITIZE],
  cxx: ["c++", ...SANITIZE],
  link: ["c++", "-shared", ...SANITIZE],
  env: {},
};

/** What is compiled of a backend. */
interface Compiled {
  readonly runtime: Runtime;
  /** The folders of its sources. */
  readonly sources: readonly string[];
  /** Compiles the copies of the sources in `from` to what the package in `to` loads. */
  compile(from: string, to: string): Promise<void>;
}

export const COMPILED: Readonly<Record<"napi" | "node-ffi", Compiled>> = {
  napi: {
    runtime: "node",
    sources: ["generated/napi", "packages/napi/native", "packages/core/native"],
    async compile(from, to) {
      const target = PREBUILT.find(isHost)!;
      const addon = join(to, "prebuilds", folderName(target));
      await compileAddon(
        SANITIZING,
        target,
        await findHeaders(),
        addon,
        join(from, "packages/napi/native/binding.gyp"),
      );
    },
  },
  "node-ffi": {
    runtime: "node26",
    sources: ["generated/node-ffi/helper", "packages/core/native"],
    async compile(from, to) {
      const helper = join(to, "prebuilds", `${process.platform}-${process.arch}`, "helper.so");
      mkdirSync(dirname(helper), { recursive: true });
      const source = join(from, "generated/node-ffi/helper", `${process.platform}.c`);
      await mustRun("cc", [...SANITIZE, "-O1", "-shared", "-fPIC", "-o", helper, source]);
    },
  },
};

export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** A tree of packages in which one backend's binary is sanitized. */
export interface Tree {
  readonly folder: string;
  readonly backend: keyof typeof COMPILED;
  readonly env: Readonly<Record<string, string>>;
}

/** `edit` plants a fault in a copy of the sources. */
export async function sanitizedTree(backend: keyof typeof COMPILED, name: string, edit?: Edit): Promise<Tree> {
  const { sources, compile } = COMPILED[backend];
  const folder = inRoot("build/sanitized", backend, name);
  rmSync(folder, { recursive: true, force: true });
  for (const from of sources) {
    cpSync(inRoot(from), join(folder, from), { recursive: true, filter: (path) => basename(path) !== "build" });
  }
  if (edit !== undefined) {
    const path = join(folder, edit.file);
    writeFileSync(path, replaced(readFileSync(path, "utf8"), edit.find, edit.put, path));
  }
  copyPackages({ folder });
  await compile(folder, join(folder, "node_modules/@pollio", backend));
  const { stdout: library } = await execa("c++", ["-print-file-name=libasan.so"]);
  // In files: of what a process has written, a failed case keeps only the end.
  const reports = join(folder, "reports");
  mkdirSync(reports);
  const env = {
    LD_PRELOAD: library,
    // Node ends without freeing all that it has.
    ASAN_OPTIONS: `detect_leaks=0:abort_on_error=1:log_path=${reports}/address`,
    UBSAN_OPTIONS: `print_stacktrace=1:abort_on_error=1:log_path=${reports}/undefined`,
  };
  return { folder, backend, env };
}

/** What the sanitizers have said so far, a text for each process that they ended. */
export function reportsOf({ folder }: Tree): string[] {
  const reports = join(folder, "reports");
  return readdirSync(reports).map((name) => readFileSync(join(reports, name), "utf8"));
}

/** Runs the suite. What a sanitizer reports ends the process, and so fails the case under way. */
export async function runSanitized({ folder, backend, env }: Tree, only?: readonly string[]): Promise<Run> {
  return runSuite({
    adapter: `@pollio/${backend}/adapter`,
    packageFolder: join(folder, "node_modules/@pollio/conformance"),
    command: await ensureRuntime(COMPILED[backend].runtime),
    env: { ...process.env, ...env },
    slowdown: 3,
    ...(only && { only }),
  });
}

/** What the model, and conformance/ends, are run over. */
export function sanitizedSubject({ folder, backend, env }: Tree): Subject {
  const adapter = join(folder, "node_modules/@pollio", backend, "dist/adapter.js");
  return { name: backend, runtime: COMPILED[backend].runtime, adapter, env };
}

/** Whether a process that uses the backend has the sanitized binary in its memory: node-ffi works without its helper, too. */
export async function isLoaded({ folder, backend, env }: Tree): Promise<boolean> {
  const program = `await import("@pollio/${backend}"); console.log((await import("node:fs")).readFileSync("/proc/self/maps", "utf8"))`;
  const node = await ensureRuntime(COMPILED[backend].runtime);
  const { stdout } = await execa(node, ["--input-type=module", "-e", program], { cwd: folder, env });
  return stdout.includes(join(folder, "node_modules/@pollio", backend, "prebuilds"));
}
