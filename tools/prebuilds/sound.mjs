// Whether a prebuilt addon can be loaded wherever it is meant for.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findZig, zigEnv } from "../cross/zig.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { readNeeds } from "./binary.mjs";

/** What the host gives an addon: Node-API and libuv. */
const HOST = /^(napi|node_api|uv)_/;

/**
 * What is wrong with a prebuilt addon: a sentence each.
 *
 * @param {string} path
 * @param {import("../cross/targets.mjs").Target} target
 * @param {string} folder For what is made on the way.
 */
export async function complaints(path, target, folder) {
  const file = readFileSync(path);
  const { libraries, imports } = readNeeds(file);
  const own = imports.filter((name) => !HOST.test(name));
  const found = libraries
    .filter((library) => target.os === "linux" || library !== "/usr/lib/libSystem.B.dylib")
    .map((library) => `it needs the library ${library}`);
  if (file.includes(root)) found.push("it has the path of this machine's checkout in it");
  const zig = findZig();
  if (zig === undefined) return found;
  const lists = join(dirname(zig), "lib", "libc");
  found.push(...(target.os === "linux" ? notInMusl(own, lists) : notInLibSystem(own, lists)));
  if (target.os === "linux") found.push(...(await notInGlibc(own, target, zig, folder)));
  return found;
}

/**
 * musl's list, of which zig makes the library that it links against.
 *
 * @param {readonly string[]} names
 * @param {string} lists
 */
function notInMusl(names, lists) {
  const text = readFileSync(join(lists, "musl", "libc.S"), "utf8");
  const exported = new Set([...text.matchAll(/^\.(?:globl|weak) (\w+)$/gm)].map(([, name]) => name));
  return names.filter((name) => !exported.has(name)).map((name) => `it imports ${name}, which musl does not have`);
}

/**
 * @param {readonly string[]} names
 * @param {string} lists
 */
function notInLibSystem(names, lists) {
  const text = readFileSync(join(lists, "darwin", "libSystem.tbd"), "utf8");
  const exported = new Set([...text.matchAll(/(?<![\w$])_?([A-Za-z]\w*|_+\w+)/g)].map(([, name]) => name));
  return names
    .filter((name) => !exported.has(name))
    .map((name) => `it imports ${name}, which macOS's libSystem does not have`);
}

/**
 * The linker is asked, because a list of names would not say from which version on: it links something that imports the same
 * against the oldest glibc.
 *
 * @param {readonly string[]} names
 * @param {import("../cross/targets.mjs").Target} target
 * @param {string} zig
 * @param {string} folder
 */
async function notInGlibc(names, { triple }, zig, folder) {
  const source = join(folder, "imports.c");
  writeFileSync(
    source,
    `${names.map((name) => `extern char ${name}[];\n`).join("")}void *all[] = {${names.join(", ")}};\n`,
  );
  const flags = ["-target", triple, "-shared", "-fPIC", "-w", "-fno-builtin", "-Wl,-z,defs"];
  const result = await run(zig, ["cc", ...flags, source, "-o", join(folder, "imports.so")], { env: zigEnv });
  if (result.ok) return [];
  const missing = [...result.output.matchAll(/undefined symbol: (\w+)/g)].map(([, name]) => name);
  if (missing.length === 0)
    return [`zig could not be asked what ${triple} has (${result.how}): ${result.output.trim()}`];
  return missing.map((name) => `it imports ${name}, which ${triple} does not have`);
}
