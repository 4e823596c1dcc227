// Node's headers (node_api.h, uv.h): the same files for every system and processor.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { headersOf } from "../compile/toolchain.mjs";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

const DEVDIR = inRoot("build/node-headers");

/**
 * The folder with node_api.h: the headers that Node came with, else those that npm's option `nodedir` names, else those that
 * node-gyp downloads, as it does to build the addon.
 *
 * @returns {Promise<string>}
 */
export async function findHeaders() {
  for (const prefix of [headersOf(), process.env.npm_config_nodedir]) {
    const folder = prefix && join(prefix, "include", "node");
    if (folder && existsSync(join(folder, "node_api.h"))) return folder;
  }
  const folder = join(DEVDIR, process.versions.node, "include", "node");
  if (existsSync(join(folder, "node_api.h"))) return folder;
  const gyp = inRoot("node_modules/node-gyp/bin/node-gyp.js");
  const result = await run(process.execPath, [gyp, "install", "--ensure", "--devdir", DEVDIR]);
  if (existsSync(join(folder, "node_api.h"))) return folder;
  throw new Failure(
    `${result.output.trimEnd()}\nNode ${process.versions.node} came without its headers, and node-gyp cannot download them (${result.how}; its ` +
      "output is above). Install Node from an archive that has include/node, or name a folder that has it: npm_config_nodedir=<folder>",
  );
}
