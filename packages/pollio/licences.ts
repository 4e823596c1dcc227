// Writes the licences of the packages bundled into the command to a file beside it: whoever passes on a copy must include them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FILE = "THIRD-PARTY-LICENCES.txt";
const RULE = "-".repeat(80);

interface Output {
  readonly type: string;
  readonly moduleIds?: readonly string[];
}

interface Emitter {
  emitFile(file: { type: "asset"; fileName: string; source: string }): unknown;
}

/** A plugin for the bundler; fails if a bundled package has no licence file. */
export function licences() {
  return {
    name: "licences",
    generateBundle(this: Emitter, _: unknown, bundle: Readonly<Record<string, Output>>): void {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = new Set(modules.flatMap((id) => folderOf(id) ?? []));
      const texts = [...folders].map(textOf).sort();
      this.emitFile({ type: "asset", fileName: FILE, source: texts.join(`\n${RULE}\n\n`) });
    },
  };
}

/** The folder of the npm package that a module belongs to. */
function folderOf(id: string): string | undefined {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ""))?.[1];
}

function textOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} is bundled into the command but has no licence file`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
