// Programs of these tests as JavaScript in one file: Node 20 runs no TypeScript, and a loader costs each process and each of its
// workers more time than what is tested.

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const FOLDER = fileURLToPath(new URL("../../../../build/watchers/", import.meta.url));

/** Each module keeps the place where it was: it may look for files beside it. */
const inItsPlace: Plugin = {
  name: "in-its-place",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replace(/\bimport\.meta\.url\b/g, `"${pathToFileURL(path).href}"`)
        .replace(/\bimport\.meta\.filename\b/g, `"${path}"`);
      return { loader: "ts", contents };
    });
  },
};

/** The child process's program. Its workers run it too. */
export function bundledChild(owner: string): Promise<URL> {
  return bundled(owner, new URL("./child.ts", import.meta.url), []);
}

/** A backend's module. */
export function bundledBackend(owner: string, module: URL): Promise<URL> {
  return bundled(owner, module, [inItsPlace]);
}

/** `owner` is whose file it is: several test files may make the same one at the same time. */
async function bundled(owner: string, module: URL, plugins: Plugin[]): Promise<URL> {
  const entry = fileURLToPath(module);
  const outfile = join(FOLDER, owner, `${basename(entry, ".ts")}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    plugins,
    bundle: true,
    format: "esm",
    packages: "external",
    platform: "node",
    target: "node20",
  });
  return pathToFileURL(outfile);
}
