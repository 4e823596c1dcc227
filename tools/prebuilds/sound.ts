// Whether a prebuilt binary can be loaded wherever it is meant to be.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "../cross/targets.ts";
import { findZig, zigEnv } from "../cross/zig.ts";
import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { readNeeds } from "./binary.ts";

/** What the host gives an addon: Node-API and libuv. */
const HOST = /^(napi|node_api|uv)_/;

/**
 * What is wrong with a binary: a sentence each.
 *
 * @param folder For temporary files.
 */
export async function complaints(path: string, target: Target, folder: string): Promise<string[]> {
  const file = readFileSync(path);
  const { libraries, imports } = readNeeds(file);
  const own = imports.filter((name) => !HOST.test(name));
  const found = libraries
    .filter((library) => target.os === "linux" || library !== "/usr/lib/libSystem.B.dylib")
    .map((library) => `it needs the library ${library}`);
  if (file.includes(root)) found.push("it contains the path of this checkout");
  const zig = findZig();
  if (zig === undefined) return found;
  const lists = join(dirname(zig), "lib", "libc");
  const lacking = (names: Iterable<string>, where: string) =>
    [...names].map((name) => `it imports ${name}, which ${where} lacks`);
  const missingIn = (list: string, pattern: RegExp) => {
    const exported = new Set([...readFileSync(join(lists, list), "utf8").matchAll(pattern)].map(([, name]) => name));
    return own.filter((name) => !exported.has(name));
  };
  if (target.os === "darwin")
    return [
      ...found,
      ...lacking(missingIn("darwin/libSystem.tbd", /(?<![\w$])_?([A-Za-z]\w*|_+\w+)/g), "macOS's libSystem"),
    ];
  found.push(...lacking(missingIn("musl/libc.S", /^\.(?:globl|weak) (\w+)$/gm), "musl"));
  return [...found, ...lacking(await missingInGlibc(own, target, zig, folder), target.triple)];
}

/** Asks the linker, because no list of names says which version has them: it links the same imports against the oldest glibc. */
async function missingInGlibc(
  names: readonly string[],
  { triple }: Target,
  zig: string,
  folder: string,
): Promise<string[]> {
  const source = join(folder, "imports.c");
  const declarations = names.map((name) => `extern char ${name}[];\n`).join("");
  writeFileSync(source, `${declarations}void *all[] = {${names.join(", ")}};\n`);
  const flags = ["-target", triple, "-shared", "-fPIC", "-w", "-fno-builtin", "-Wl,-z,defs"];
  const env = { ...process.env, ...zigEnv };
  const result = await run(zig, ["cc", ...flags, source, "-o", join(folder, "imports.so")], { env });
  const missing = [...result.output.matchAll(/undefined symbol: (\w+)/g)].map(([, name = ""]) => name);
  if (!result.ok && missing.length === 0)
    throw new Error(`zig cannot tell what ${triple} has (${result.how}): ${result.output.trim()}`);
  return missing;
}
