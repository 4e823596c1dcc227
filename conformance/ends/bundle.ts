// The program as JavaScript in one file: Node 20 runs no TypeScript, and a loader costs each process and each worker more than what they do.

import { build } from "esbuild";
import { inRoot } from "../../tools/lib/root.ts";

let bundled: Promise<string> | undefined;

/** Its path. */
export function program(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const outfile = inRoot("build/ends", "program.mjs");
  await build({
    entryPoints: [inRoot("conformance/ends/program.ts")],
    outfile,
    bundle: true,
    format: "esm",
    packages: "external",
    platform: "node",
    target: "node20",
  });
  return outfile;
}
