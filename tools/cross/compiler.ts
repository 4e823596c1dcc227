import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { headersOf } from "../compile/addon.ts";
import { Failure } from "../lib/failure.ts";
import { inRoot, root, shown } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { type Target, zigEnv } from "./targets.ts";

type CommandLine = readonly string[];

export interface Compiler {
  readonly cc: CommandLine;
  readonly cxx: CommandLine;
  /** Takes `-o`, the file to make, and the objects. */
  readonly link: CommandLine;
  readonly env: Readonly<Record<string, string>>;
}

/** -z now: a missing symbol must be an error when the addon is loaded, not a crash in the middle of a call. */
const ELF_LINK = ["-shared", "--gc-sections", "--strip-all", "-z", "now", "-z", "relro", "-z", "noexecstack"];
/** Node's and libuv's functions are in the process that loads the addon. */
const MACH_LINK = ["-shared", "-Wl,-undefined,dynamic_lookup", "-Wl,-dead_strip"];

/** zig as a compiler. ELF files go to its linker directly: its driver would add a runtime library and build musl first. */
export function zigCompiler(zig: string, { triple, os }: Target): Compiler {
  return {
    cc: [zig, "cc", "-target", triple, "-Werror"],
    cxx: [zig, "c++", "-target", triple, "-Werror"],
    link: os === "linux" ? [zig, "ld.lld", ...ELF_LINK] : [zig, "cc", "-target", triple, "-s", ...MACH_LINK],
    env: zigEnv,
  };
}

/** This machine's own compiler, for its own operating system and processor. */
export function hostCompiler({ os, triple }: Target): Compiler {
  const cc = process.env.CC || "cc";
  const cxx = process.env.CXX || "c++";
  if (os === "darwin") {
    const least = `-mmacosx-version-min=${triple.split("macos.")[1]}`;
    return { cc: [cc, least], cxx: [cxx, least], link: [cc, least, "-Wl,-x", ...MACH_LINK], env: {} };
  }
  // Distributions make their compilers call checked variants of functions, which only their own libc has.
  const plain = ["-U_FORTIFY_SOURCE", "-fno-stack-protector"];
  const link = ELF_LINK.map((flag) => (flag === "-shared" ? flag : `-Wl,${flag}`));
  return { cc: [cc, ...plain], cxx: [cxx, ...plain], link: [cc, "-nostdlib", ...link], env: {} };
}

// Each of these puts what it makes into `folder`, and throws a Failure with the compiler's messages when it does not compile.

/** Compiles the target's generated layout check, whose assertions are the test; `base` is the folder that holds generated/. */
export async function compileLayout(compiler: Compiler, { os }: Target, base: string, folder: string): Promise<void> {
  // Not -fsyntax-only: zig builds a whole C library for it, and then fails.
  const flags = ["-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-c", join("generated", "check", `${os}.c`)];
  await make(compiler, [...compiler.cc, ...flags], join(folder, "layout.o"), base);
}

/** Compiles and links the addon, here or in a copy of its sources, with Node's headers; returns its path. */
export async function compileAddon(compiler: Compiler, target: Target, headers: string, folder: string, gyp = GYP) {
  const { files, flags, cFlags, cxxFlags } = addonSources(target, headers, gyp);
  const objects: string[] = [];
  for (const file of files) {
    const own = file.endsWith(".c") ? [...compiler.cc, ...cFlags] : [...compiler.cxx, ...cxxFlags];
    objects.push(await make(compiler, [...own, ...flags, "-fPIC", "-c", file], join(folder, `${basename(file)}.o`)));
  }
  return link(compiler, target, objects, join(folder, "pollio.node"));
}

/** Compiles and links the helper object of @pollio/node-ffi, which needs nothing but the C library. */
export async function compileHelper(compiler: Compiler, target: Target, folder: string): Promise<string> {
  const flags = ["-std=c11", "-O2", "-fPIC", "-Wall", "-Wextra"];
  const source = join("generated", "node-ffi", "helper", `${target.os}.c`);
  const object = await make(compiler, [...compiler.cc, ...flags, "-c", source], join(folder, "helper.o"));
  return link(compiler, target, [object], join(folder, "helper.so"));
}

function link(compiler: Compiler, { os }: Target, objects: readonly string[], output: string): Promise<string> {
  // Apple's linker would store the path of this machine as the name.
  const name = os === "darwin" ? [`-Wl,-install_name,@rpath/${basename(output)}`] : [];
  return make(compiler, [...compiler.link, ...name, ...objects], output);
}

async function make({ env }: Compiler, command: CommandLine, output: string, cwd = root): Promise<string> {
  mkdirSync(dirname(output), { recursive: true });
  const [file = "", ...args] = command;
  const result = await run(file, [...args, "-o", output], { cwd, env: { ...process.env, ...env } });
  // A compiler that dies prints nothing itself.
  if (!result.ok) throw new Failure(result.output.trimEnd() || result.how);
  return output;
}

const GYP = inRoot("packages/napi/native/binding.gyp");

/** The addon's sources as binding.gyp lists them, so that node-gyp builds the same thing: absolute paths, and the compilers' flags for an operating system, with the folder of Node's headers. */
export function addonSources({ os }: { os: string }, headers: string, gyp = GYP) {
  // The commands that gyp runs for binding.gyp, and what they print for this target.
  const commands: Record<string, string> = {
    "node -p process.platform": os,
    "node -p \"require('node-addon-api').include_dir\"": inRoot("node_modules/node-addon-api"),
  };
  const expand = (text: string) =>
    text.replace(/<!\((.*)\)/g, (whole, command: string) => {
      const output = commands[command];
      if (output === undefined)
        throw new Failure(`${shown(GYP)} runs ${whole}, which tools/cross/compiler.ts does not know`);
      return output;
    });
  const paths = (list: string[]) => list.map((path) => resolve(dirname(gyp), expand(path)));
  const { target_name: name, ...target } = JSON.parse(readFileSync(gyp, "utf8")).targets[0];
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

/** Node's headers, which are the same for every system: those that it came with, those of npm's `nodedir`, or what node-gyp downloads. */
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
