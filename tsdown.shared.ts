// How every package is built: one CommonJS implementation, and over each of its entries an ES module that exports the same objects.
// So whatever is imported or required, in any tool, a process has one copy of every class and of all state.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";
import type { UserConfig } from "tsdown";

/** The parts in use of what the bundler gives to plugins. */
interface Chunk {
  readonly isEntry?: boolean;
  readonly name?: string;
  readonly code?: string;
  readonly exports?: readonly string[];
}

interface Emitter {
  emitFile(file: { type: "asset"; fileName: string; source: string }): unknown;
}

/** Unknown to a bundle of ES modules. */
const FILENAME = '(typeof __filename === "string" ? __filename : undefined)';

/** This file's own `require`, which bundlers follow; `createRequire` would hide from them what is loaded. */
export const ownRequire = {
  name: "own-require",
  transform(code: string): string | undefined {
    if (!code.includes("createRequire(import.meta.url)")) return undefined;
    return code
      .replaceAll("createRequire(import.meta.url)", "require")
      .replace('import { createRequire } from "node:module";\n', "");
  },
};

/** Names are taken from a required module as they are: our own modules need no interop, which would make each use a getter's. */
const plainRequire = {
  name: "plain-require",
  renderChunk: (code: string) => code.replace(/^(\w+) = (?:\w+\.)?__toESM\(\1\);\n/gm, ""),
};

/**
 * The ES modules, and their types: what a CommonJS entry exports, by name. Node searches what an ES module imports for names of exports,
 * which takes longer than to compile it. So each imports a module in which there is nothing to find.
 */
const faces = {
  name: "faces",
  generateBundle(this: Emitter, _: unknown, bundle: Readonly<Record<string, Chunk>>): void {
    for (const { isEntry, name, code = "", exports = [] } of Object.values(bundle)) {
      if (!isEntry || name === undefined || name.endsWith(".d")) continue;
      const names = [...new Set([...exports, ...passedOn(code)])].sort();
      const implementation = `import implementation from "./${basename(name)}-whole.cjs";\n\n`;
      const whole = `const implementation = require("./${basename(name)}.cjs");\nmodule.exports = implementation;\n`;
      const source = `${implementation}export const {\n${names.map((each) => `  ${each},\n`).join("")}} = implementation;\n`;
      this.emitFile({ type: "asset", fileName: `${name}.js`, source });
      this.emitFile({ type: "asset", fileName: `${name}-whole.cjs`, source: whole });
      this.emitFile({ type: "asset", fileName: `${name}.d.ts`, source: `export * from "./${basename(name)}.cjs";\n` });
    }
  },
};

/** What an entry passes on of a package that was built before. */
function passedOn(code: string): string[] {
  const packages = [...code.matchAll(/ = require\("(@pollio\/[^"]+)"\);\nObject\.keys/g)];
  return packages.flatMap(([, name]) => Object.keys(createRequire(import.meta.url)(name!)));
}

/** Writes `<name>.cjs` for each file, a module that is the file's text: what is started or compiled at run time is so in every bundle. */
export function texts(folder: string, files: Readonly<Record<string, string>>) {
  return {
    name: "texts",
    async generateBundle(this: Emitter): Promise<void> {
      for (const [name, file] of Object.entries(files)) {
        const path = join(folder, file);
        const text = path.endsWith(".ts") ? await workerText(path) : withIncludes(path);
        this.emitFile({
          type: "asset",
          fileName: `${name}.cjs`,
          source: `module.exports = ${JSON.stringify(text)};\n`,
        });
      }
    },
  };
}

/** A worker with all that it imports. It has no file, so it requires from where its parent is. */
async function workerText(input: string): Promise<string> {
  const fromSources = {
    name: "from-sources",
    resolveId: (id: string) =>
      id === "@pollio/core/backend" ? join(import.meta.dirname, "packages/core/src/backend/index.ts") : undefined,
  };
  const bundle = await rolldown({
    input,
    platform: "node",
    plugins: [fromSources, ownRequire],
    external: [/^\.\.\/dist\//],
    transform: {
      define: { "import.meta.filename": 'process.getBuiltinModule("node:worker_threads").workerData.base' },
    },
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  return output[0].code;
}

/** A file of C without its own includes. */
function withIncludes(path: string): string {
  const text = readFileSync(path, "utf8");
  return text.replace(/^#include "(.+)"$/gm, (_, name: string) => withIncludes(join(dirname(path), name)));
}

const base = { platform: "node", target: "node20.19", clean: true, logLevel: "warn" } as const satisfies UserConfig;

/** Ours, what has a package of its own, and texts. */
const external = [/^@pollio\//, "koffi", "fast-check", /^\.\.\/dist\//];

/** A program has one face, and nothing imports it. */
export const program = { ...base, format: "esm", fixedExtension: false, external } as const satisfies UserConfig;

export default {
  ...base,
  format: "cjs",
  outDir: "dist",
  dts: true,
  fixedExtension: true,
  external,
  define: { "import.meta.filename": FILENAME },
  plugins: [ownRequire, plainRequire, faces],
  outputOptions: { esModule: false },
} satisfies UserConfig;
