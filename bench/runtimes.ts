// Which backend is measured in which runtime.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Measured {
  readonly name: string;
  readonly runtime: "node" | "bun";
  /** The package's entry, as a URL that a child process can import. */
  readonly url: string;
  readonly adapterUrl: string;
}

const require = createRequire(import.meta.url);

/** The checkout that this file is in. */
const HERE = fileURLToPath(new URL("..", import.meta.url));

/** The backends of a checkout that is built. */
export function backends(checkout: string = HERE): Measured[] {
  const rows = [
    ["napi", "node"],
    ["koffi", "node"],
    ["bun", "bun"],
  ] as const;
  return rows.map(([name, runtime]) => ({
    name,
    runtime,
    url: distUrl(checkout, name, "index"),
    adapterUrl: distUrl(checkout, name, "adapter"),
  }));
}

function distUrl(checkout: string, name: string, entry: string): string {
  const path = join(checkout, `packages/${name}/dist/${entry}.js`);
  if (!existsSync(path)) throw new Error(`${path} is not there; run \`npm run build\` in that checkout first`);
  return pathToFileURL(path).href;
}

/** Bun comes from npm, as one package a platform. */
function bunPath(): string {
  const platform = process.platform === "darwin" ? "darwin" : "linux";
  const arch = process.arch === "arm64" ? "aarch64" : "x64";
  return require.resolve(`@oven/bun-${platform}-${arch}/bin/bun`);
}

export function runtimeCommand(runtime: Measured["runtime"]): string {
  return runtime === "bun" ? bunPath() : process.execPath;
}
