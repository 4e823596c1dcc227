// Whether a prebuilt binary can be loaded wherever it is meant to be.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "../cross/targets.ts";
import { findZig, zigEnv } from "../cross/zig.ts";
import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { readNeeds } from "./binary.ts";

/** What the host gives an addon: Node-API, libuv, and the binder of Apple's dynamic linker, which C cannot name. */
const HOST = /^((napi|node_api|uv)_|dyld_stub_binder$)/;

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
  const lacking = (names: readonly string[], where: string) =>
    names.map((name) => `it imports ${name}, which ${where} lacks`);
  if (target.os === "linux") {
    // zig has the names that musl exports, of which it makes the library it links against.
    const list = readFileSync(join(dirname(zig), "lib/libc/musl/libc.S"), "utf8");
    const exported = new Set([...list.matchAll(/^\.(?:globl|weak) (\w+)$/gm)].map(([, name]) => name));
    found.push(
      ...lacking(
        own.filter((name) => !exported.has(name)),
        "musl",
      ),
    );
  }
  return [...found, ...lacking(await missingIn(target, own, zig, folder), target.triple)];
}

/** Asks the linker, because no list of names says which version has them: it links the same imports for the oldest system. */
async function missingIn(
  { triple, os }: Target,
  names: readonly string[],
  zig: string,
  folder: string,
): Promise<string[]> {
  const source = join(folder, "imports.c");
  const declarations = names.map((name) => `extern char ${name}[];\n`).join("");
  writeFileSync(source, `${declarations}void *all[] = {${names.join(", ")}};\n`);
  const flags = [
    "-target",
    triple,
    "-shared",
    "-fPIC",
    "-w",
    "-fno-builtin",
    ...(os === "linux" ? ["-Wl,-z,defs"] : []),
  ];
  const env = { ...process.env, ...zigEnv };
  const result = await run(zig, ["cc", ...flags, source, "-o", join(folder, "imports.so")], { env });
  // C's names have an underscore in front in Mach-O.
  const pattern = os === "linux" ? /undefined symbol: (\w+)/g : /undefined symbol: _(\w+)/g;
  const missing = [...result.output.matchAll(pattern)].map(([, name = ""]) => name);
  if (!result.ok && missing.length === 0)
    throw new Error(`zig cannot tell what ${triple} has (${result.how}): ${result.output.trim()}`);
  return missing;
}
