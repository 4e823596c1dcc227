// Planted faults: copies of the built packages in which one place of core does something else.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../../../tools/lib/root.ts";
import type { Subject } from "../../model/backends.ts";

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
  const files = readdirSync(folder).filter((file) => file.endsWith(".cjs"));
  const places = files.flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split(find)
      .slice(1)
      .map(() => file),
  );
  if (places.length !== 1) {
    throw new Error(
      `${JSON.stringify(find)}, from ${where}, is in ${places.length} places of what is built: plant another fault`,
    );
  }
  const path = join(folder, places[0]!);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(find, () => put),
  );
}
