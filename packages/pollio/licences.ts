// The licences of what is bundled into the command, as a file beside it: those who give a copy away must give these along.

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

/** For the bundler: fails where a bundled package has no licence in it. */
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

/** The folder of the package of npm that a module is in. */
function folderOf(id: string): string | undefined {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ""))?.[1];
}

function textOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} is bundled into the command and has no licence file`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
