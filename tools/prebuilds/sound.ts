// Whether a prebuilt binary can be loaded wherever it is meant to be.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Compiler, hostCompiler, zigCompiler } from "../cross/compiler.ts";
import { findZig, type Target } from "../cross/targets.ts";
import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";

/** What the host gives an addon: Node-API, libuv, and the binder of Apple's dynamic linker, which C cannot name. */
const HOST = /^((napi|node_api|uv)_|dyld_stub_binder$)/;

/**
 * What is wrong with a binary, a sentence each; `folder` is for temporary files. Without zig, what it imports is looked for in this
 * machine's own C library, which may be newer than the oldest one that it is for.
 */
export async function complaints(path: string, target: Target, folder: string, zig = findZig() ?? "") {
  const file = readFileSync(path);
  const { libraries, imports } = readNeeds(file);
  const own = imports.filter((name) => !HOST.test(name));
  const found = libraries
    .filter((library) => target.os === "linux" || library !== "/usr/lib/libSystem.B.dylib")
    .map((library) => `it needs the library ${library}`);
  if (file.includes(root)) found.push("it contains the path of this checkout");
  const lacking = (names: readonly string[], where: string) =>
    found.push(...names.map((name) => `it imports ${name}, which ${where} lacks`));
  if (target.os === "linux" && zig !== "") {
    // The names that musl exports: zig makes the library it links against of them.
    const list = readFileSync(join(dirname(zig), "lib/libc/musl/libc.S"), "utf8");
    const exported = new Set([...list.matchAll(/^\.(?:globl|weak) (\w+)$/gm)].map(([, name]) => name));
    const unknown = own.filter((name) => !exported.has(name));
    lacking(unknown, "musl");
  }
  const { cc, env } = zig === "" ? hostCompiler(target) : zigCompiler(zig, target);
  const where = zig === "" ? "this machine's C library" : target.triple;
  lacking(await missingIn(target, own, { cc, env, where }, folder), where);
  return found;
}

type Linker = Pick<Compiler, "cc" | "env"> & { readonly where: string };

/** Asks the linker, because no list of names says which version has them: it links the same imports. */
async function missingIn({ os }: Target, names: readonly string[], { cc, env, where }: Linker, folder: string) {
  const source = join(folder, "imports.c");
  const declarations = names.map((name) => `extern char ${name}[];\n`).join("");
  writeFileSync(source, `${declarations}void *all[] = {${names.join(", ")}};\n`);
  const [file = "", ...first] = cc;
  const flags = [...first, "-shared", "-fPIC", "-w", "-fno-builtin", ...(os === "linux" ? ["-Wl,-z,defs"] : [])];
  const result = await run(file, [...flags, source, "-o", join(folder, "imports.so")], {
    env: { ...process.env, ...env },
  });
  // As lld, GNU's linker and Apple's say it. C's names have an underscore in front in Mach-O.
  const pattern = /undefined (?:symbol: |reference to `)_?(\w+)|^ *"_(\w+)", referenced from/gm;
  const said = [...result.output.matchAll(pattern)].map(([, name, apple]) => name ?? apple);
  const missing = names.filter((name) => said.some((other) => name.replace(/^_/, "") === other?.replace(/^_/, "")));
  if (!result.ok && missing.length === 0)
    throw new Error(`the linker could not list what ${where} has (${result.how}): ${result.output.trim()}`);
  return missing;
}

// What a shared object needs from the process that loads it: elf(5), Apple's mach-o/loader.h and mach-o/nlist.h. We read it ourselves,
// because binutils does not read Mach-O, zig has no nm, and npm has no maintained package that reads both.

/** `imports` are names of functions and variables. */
type Needs = { readonly libraries: string[]; readonly imports: string[] };

/** @param file A 64-bit little-endian ELF or Mach-O file. */
export function readNeeds(file: Buffer): Needs {
  const magic = file.length < 64 ? 0 : file.readUInt32LE(0);
  if (magic === 0x464c457f) return elfNeeds(file);
  if (magic === 0xfeedfacf) return machNeeds(file);
  throw new Error("not a 64-bit ELF or Mach-O file");
}

const SHT_DYNAMIC = 6;
const SHT_DYNSYM = 11;
const DT_NEEDED = 1;
const SHN_UNDEF = 0;

function elfNeeds(file: Buffer): Needs {
  const start = Number(file.readBigUInt64LE(40));
  const size = file.readUInt16LE(58);
  const sections = Array.from({ length: file.readUInt16LE(60) }, (_, index) => {
    const at = start + index * size;
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      bytes: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
    };
  });
  const needs: Needs = { libraries: [], imports: [] };
  for (const { type, offset, bytes, link } of sections) {
    const strings = sections[link]?.offset ?? 0;
    for (let at = offset; type === SHT_DYNAMIC && at < offset + bytes; at += 16) {
      if (Number(file.readBigInt64LE(at)) !== DT_NEEDED) continue;
      needs.libraries.push(text(file, strings + Number(file.readBigUInt64LE(at + 8))));
    }
    // The first symbol is an empty one.
    for (let at = offset + 24; type === SHT_DYNSYM && at < offset + bytes; at += 24) {
      if (file.readUInt16LE(at + 6) === SHN_UNDEF) needs.imports.push(text(file, strings + file.readUInt32LE(at)));
    }
  }
  return needs;
}

const LC_SYMTAB = 0x2;
/** LC_LOAD_DYLIB and its weak, re-exporting and upward kinds, without the bit that says 'dyld must know it'. */
const LOAD_DYLIB = [0xc, 0x18, 0x1f, 0x23];
const N_TYPE = 0x0e;
const N_EXT = 0x01;

function machNeeds(file: Buffer): Needs {
  const needs: Needs = { libraries: [], imports: [] };
  let at = 32;
  for (let count = file.readUInt32LE(16); count > 0; count -= 1) {
    const command = file.readUInt32LE(at) & 0x7fffffff;
    if (LOAD_DYLIB.includes(command)) needs.libraries.push(text(file, at + file.readUInt32LE(at + 8)));
    if (command === LC_SYMTAB) {
      const symbols = file.readUInt32LE(at + 8);
      const strings = file.readUInt32LE(at + 16);
      for (let index = 0; index < file.readUInt32LE(at + 12); index += 1) {
        const symbol = symbols + index * 16;
        const type = file[symbol + 4] ?? 0;
        // C's names have an underscore in front.
        if ((type & N_TYPE) === 0 && type & N_EXT) {
          needs.imports.push(text(file, strings + file.readUInt32LE(symbol)).replace(/^_/, ""));
        }
      }
    }
    at += file.readUInt32LE(at + 4);
  }
  return needs;
}

function text(file: Buffer, at: number): string {
  return file.toString("latin1", at, file.indexOf(0, at));
}
