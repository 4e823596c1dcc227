// Planted faults: copies of the built packages in which one place of core does something else.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../../../tools/lib/root.ts";
import type { Subject } from "../../model/backends.ts";
import { replaced } from "./replaced.ts";

export interface Mutant {
  /** The file of packages/core/src that the text is built from. */
  readonly where: string;
  /** Occurs once in what is built. */
  readonly find: string;
  readonly put: string;
}

/** A backend over the mutated core. It needs no addon, so that copies of the scripts are enough. */
export function planted(name: string, mutant: Mutant): Subject {
  const modules = inRoot("build/mutants", name.replace(/\W+/g, "-"), "node_modules/@pollio");
  rmSync(modules, { recursive: true, force: true });
  for (const part of ["core", "koffi"]) {
    for (const file of ["package.json", "dist"]) {
      cpSync(inRoot("packages", part, file), join(modules, part, file), { recursive: true });
    }
  }
  mutate(join(modules, "core/dist"), mutant);
  return { name, runtime: "node", adapter: join(modules, "koffi/dist/adapter.js") };
}

function mutate(folder: string, { where, find, put }: Mutant): void {
  const files = readdirSync(folder).filter((name) => name.endsWith(".cjs"));
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
  const index = Math.max(
    0,
    texts.findIndex((text) => text.includes(find)),
  );
  // In all of them together, because a place in another file would stay as it is.
  replaced(texts.join("\n"), find, put, `what is built from ${where}`);
  writeFileSync(
    join(folder, files[index]!),
    texts[index]!.replace(find, () => put),
  );
}
