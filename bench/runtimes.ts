// Which backend is measured in which runtime.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BACKENDS } from "../scripts/lib/backends.mjs";
import { plainLauncher, RUNTIME_ENV, runtimeMend } from "../scripts/lib/runtimes.mjs";
import type { Runtime } from "../scripts/runtimes/current.mjs";

export interface Measured {
  readonly name: string;
  /** Whether it is another entry of a backend's package. */
  readonly isVariant: boolean;
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
      measured({ name, isVariant: false, runtime }, "index", "adapter"),
      ...variants.map((variant) =>
        measured({ name: `${name}/${variant}`, isVariant: true, runtime }, variant, `${variant}-adapter`),
      ),
    ],
  );

  function measured(what: Pick<Measured, "name" | "isVariant" | "runtime">, entry: string, adapter: string): Measured {
    const [name = ""] = what.name.split("/");
    return { ...what, url: distUrl(checkout, name, entry), adapterUrl: distUrl(checkout, name, adapter) };
  }
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

// For the processes that are measured.
Object.assign(process.env, RUNTIME_ENV);
