// What the addon is made of. It is read from binding.gyp, so that node-gyp and the cross-compilers build the same thing.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { headersOf } from "../compile/addon.ts";
import { Failure } from "../lib/failure.ts";
import { inRoot, shown } from "../lib/root.ts";
import { run } from "../lib/run.ts";

const GYP = inRoot("packages/napi/native/binding.gyp");

/** The addon's sources, as absolute paths, and the compilers' flags for an operating system, with the folder of Node's headers. */
export function addonSources({ os }: { os: string }, headers: string) {
  // The commands that gyp runs for binding.gyp, and what they print for this target.
  const commands: Record<string, string> = {
    "node -p process.platform": os,
    "node -p \"require('node-addon-api').include_dir\"": inRoot("node_modules/node-addon-api"),
  };
  const expand = (text: string) =>
    text.replace(/<!\((.*)\)/g, (whole, command: string) => {
      const output = commands[command];
      if (output === undefined)
        throw new Failure(`${shown(GYP)} runs ${whole}, which tools/cross/sources.ts does not know`);
      return output;
    });
  const paths = (list: string[]) => list.map((path) => resolve(dirname(GYP), expand(path)));
  const { target_name: name, ...target } = JSON.parse(readFileSync(GYP, "utf8")).targets[0];
  const defines = [...target.defines, `NODE_GYP_MODULE_NAME=${name}`].map((define) => `-D${define}`);
  const includes = paths(target.include_dirs).map((folder) => `-I${folder}`);
  return {
    files: paths(target.sources),
    // -isystem: warnings in Node's own headers are not ours.
    flags: [...target.cflags, ...defines, ...includes, "-isystem", headers] as string[],
    cFlags: target.cflags_c as string[],
    cxxFlags: target.cflags_cc as string[],
  };
}

/**
 * The folder with node_api.h and uv.h, which are the same for every system: the headers that Node came with, those that npm's option
 * `nodedir` names, or those that node-gyp downloads to build the addon.
 */
export async function findHeaders(): Promise<string> {
  const devdir = inRoot("build/node-headers");
  const candidates = [headersOf(), process.env.npm_config_nodedir, join(devdir, process.versions.node)]
    .filter((prefix) => prefix !== undefined)
    .map((prefix) => join(prefix, "include", "node"));
  const find = () => candidates.find((folder) => existsSync(join(folder, "node_api.h")));
  const found = find();
  if (found !== undefined) return found;
  const gyp = inRoot("node_modules/node-gyp/bin/node-gyp.js");
  const { how, output } = await run(process.execPath, [gyp, "install", "--ensure", "--devdir", devdir]);
  const downloaded = find();
  if (downloaded !== undefined) return downloaded;
  throw new Failure(
    `${output.trimEnd()}\nNode ${process.versions.node} came without its headers, and node-gyp cannot download them (${how}; see above). ` +
      "Install Node from an archive that has include/node, or name a folder that has it: npm_config_nodedir=<folder>",
  );
}
