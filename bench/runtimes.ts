// Which backend is measured in which runtime, and with what a process is pinned.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BACKENDS } from "../scripts/lib/backends.mjs";
import { plainLauncher, RUNTIME_ENV, runtimeMend } from "../scripts/lib/runtimes.mjs";
import type { Runtime } from "../scripts/runtimes/current.mjs";

export interface Measured {
  readonly name: string;
  readonly runtime: Runtime;
  /** The package's entry, as a URL that a child process can import. */
  readonly url: string;
  readonly adapterUrl: string;
}

/** The checkout that this file is in. */
const HERE = fileURLToPath(new URL("..", import.meta.url));

/** The backends of a checkout that is built, and their variants; an older one has fewer. */
export function backends(checkout: string = HERE): Measured[] {
  return BACKENDS.filter(({ name }) => checkout === HERE || existsSync(join(checkout, "packages", name))).flatMap(
    ({ name, runtime, variants }) => [
      { name, runtime, url: distUrl(checkout, name, "index"), adapterUrl: distUrl(checkout, name, "adapter") },
      ...variants.map((variant) => ({
        name: `${name}/${variant}`,
        runtime,
        url: distUrl(checkout, name, variant),
        adapterUrl: distUrl(checkout, name, `${variant}-adapter`),
      })),
    ],
  );
}

function distUrl(checkout: string, name: string, entry: string): string {
  const path = join(checkout, `packages/${name}/dist/${entry}.js`);
  if (!existsSync(path)) throw new Error(`${path} is not there; run \`npm run build\` in that checkout first`);
  return pathToFileURL(path).href;
}

/** What runs a JavaScript file: the executable and what comes before the file, with flags of V8 where it has V8. */
export function runtimeCommand(runtime: Runtime, v8Flags: readonly string[] = []): readonly string[] {
  const launch = plainLauncher(runtime);
  if (launch === undefined) throw new Error(`${runtime} is not installed; mend: ${runtimeMend(runtime)}`);
  const { command, args } = launch;
  if (runtime === "bun" || v8Flags.length === 0) return [command, ...args];
  return [command, ...args, ...(runtime === "deno" ? [`--v8-flags=${v8Flags.join()}`] : v8Flags)];
}

/** What it is run with. */
export const runtimeEnv = { ...process.env, ...RUNTIME_ENV };

/** The command before a command that keeps it on one core; none where there is no taskset. */
export const pin: readonly string[] = hasTaskset() ? ["taskset", "-c", "0"] : [];

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
