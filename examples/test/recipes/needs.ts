// What of Debian's packages is there.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import koffi from "koffi";
import { installPackages } from "../../../tools/lib/debian.ts";
import type { Need } from "./table.ts";

/** Why packages are missing, by their names. In continuous integration they are installed, and their absence is an error. */
export async function missingNeeds(needs: readonly Need[]): Promise<ReadonlyMap<string, string>> {
  const absent = () => [...new Set(needs.filter((need) => !isThere(need)).map((need) => need.package))];
  const why = absent().length > 0 ? await installPackages(absent(), "recipes") : undefined;
  const names = absent();
  if (names.length > 0 && process.env.CI === "true") throw new Error(`${names.join(", ")}: ${why}`);
  return new Map(names.map((name) => [name, `apt-get install ${name}`]));
}

const isThere = ({ library, program }: Need) => (library === undefined ? program() !== undefined : loads(library));

function loads(library: string): boolean {
  try {
    koffi.load(library);
    return true;
  } catch {
    return false;
  }
}

/** A program of PostgreSQL's, which Debian keeps in a folder of its version. */
export function ofPostgres(name: string): string | undefined {
  const versions = "/usr/lib/postgresql";
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .map((version) => join(versions, version, "bin", name))
    .find((path) => existsSync(path));
}
