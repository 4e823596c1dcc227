// The files of machine code that packages are published with, one for each operating system and processor.
import { type Compiler, compileAddon, compileHelper } from "../cross/compiler.ts";
import type { Target } from "../cross/targets.ts";
import { run } from "../lib/run.ts";

export interface Artifact {
  /** The package, and its folder. */
  readonly name: string;
  readonly folder: string;
  /** Below prebuilds/<os>-<arch> in it. */
  readonly file: string;
  readonly compile: (compiler: Compiler, target: Target, headers: string, folder: string) => Promise<string>;
  /** Why this Node cannot load it, if it cannot. */
  readonly loadingFails: (path: string) => Promise<string[]>;
}

export const ARTIFACTS: readonly Artifact[] = [
  {
    name: "@pollio/napi",
    folder: "packages/napi",
    file: "pollio.node",
    compile: compileAddon,
    loadingFails: (path) => failureOf(`require(${JSON.stringify(path)}).close(-1)`),
  },
  {
    name: "@pollio/node-ffi",
    folder: "packages/node-ffi",
    file: "helper.so",
    compile: (compiler, target, _, folder) => compileHelper(compiler, target, folder),
    // Only the newest Node can call it, but any Node can load it, with everything it imports, and then misses an addon in it.
    loadingFails: (path) =>
      failureOf(`
        try { process.dlopen({ exports: {} }, ${JSON.stringify(path)}) }
        catch (error) { if (!/did not self-register/.test(error.message)) throw error }`),
  },
];

async function failureOf(program: string): Promise<string[]> {
  const { ok, output } = await run(process.execPath, ["-e", program]);
  return ok ? [] : [`this Node cannot load it: ${output.trim()}`];
}
