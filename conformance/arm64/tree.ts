// A folder in which runtimes for another processor find everything: themselves, koffi's binaries, and our packages as npm would install
// them.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { PACKAGES } from "../../tools/compile/build.ts";
import { findOrInstall } from "../../tools/lib/debian.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot, shown } from "../../tools/lib/root.ts";
import { mustRun, NPM_FLAGS, which } from "../../tools/lib/run.ts";
import { bold, say } from "../../tools/lib/say.ts";
import { isUpToDate, writeStamp } from "../../tools/lib/stamp.ts";

/** Where Debian's packages put arm64's dynamic linker and libraries. */
const LIBRARIES = "/usr/aarch64-linux-gnu";
const DEBIAN_PACKAGES = ["qemu-user-static", "libc6-arm64-cross", "libstdc++6-arm64-cross"];

/** Of the oldest line that is supported. */
const NODE_VERSION = "20.20.2";
/** These have the versions of package-lock.json. */
const lockedFor = (arch: Arch) => [bunFor(arch), "koffi", `@koromix/koffi-linux-${arch}`, "fast-check"];
const bunFor = (arch: Arch) => `@oven/bun-linux-${arch === "arm64" ? "aarch64" : arch}`;

/** The emulator, or why there is none. */
export async function ensureQemu() {
  if (process.platform !== "linux")
    return { reason: `qemu runs Linux programs on Linux only, and this is ${process.platform}` };
  const libraries = ["ld-linux-aarch64.so.1", "libc.so.6", "libstdc++.so.6"].map((name) => `${LIBRARIES}/lib/${name}`);
  const find = () => (libraries.every(existsSync) ? which("qemu-aarch64-static") : undefined);
  return findOrInstall("qemu-aarch64-static", DEBIAN_PACKAGES, "test:arm64", find);
}

/** The processor that a tree is for. */
export type Arch = "arm64" | "x64";

/** Paths in it; `node` and `bun` are executables, and `headers` are Node's. */
export type Tree = Awaited<ReturnType<typeof installTree>>;

/** Installs what is not ours, once. */
export async function installTree(folder: string, arch: Arch) {
  const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const locked = lockedFor(arch).map((name) => `${name}@${lock[`node_modules/${name}`].version}`);
  const packages = [`node-linux-${arch}@${NODE_VERSION}`, ...locked];
  const stamp = join(folder, "node_modules", ".installed");
  if (!isUpToDate(stamp, packages.join(" "))) {
    say(`${bold(arch)} installing ${packages.join(", ")} into ${shown(folder)} with npm`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
    // --force, because they are for another processor.
    const flags = ["--force", ...NPM_FLAGS, "--no-save", "--no-package-lock"];
    // npm's variables would make it take this project's folder for the other's.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    await mustRun("npm", ["install", ...flags, ...packages], { cwd: folder, env });
    writeStamp(stamp, packages.join(" "));
  }
  const modules = join(folder, "node_modules");
  return {
    folder,
    node: join(modules, `node-linux-${arch}`, "bin", "node"),
    bun: join(modules, bunFor(arch), "bin", "bun"),
    headers: join(modules, `node-linux-${arch}`, "include", "node"),
  };
}

/** Puts a script before a runtime, because one that starts itself again must come out under the emulator too. */
export function emulated(tree: Tree, runtime: "node" | "bun", qemu: string): string {
  const path = join(tree.folder, "bin", runtime);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec '${qemu}' -L '${LIBRARIES}' '${tree[runtime]}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Puts our packages there as they would be published: what `files` lists, and nothing else. */
export function copyPackages({ folder }: Pick<Tree, "folder">): void {
  rmSync(join(folder, "node_modules", "@pollio"), { recursive: true, force: true });
  for (const from of PACKAGES.map((path) => inRoot(path))) {
    const { name, files } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    for (const file of ["package.json", ...files]) {
      const path = join(from, file);
      if (existsSync(path)) cpSync(path, join(folder, "node_modules", name, file), { recursive: true });
    }
  }
}

/**
 * The spec with the layout of another processor: x86-64's packed epoll_event of 12 bytes where arm64's has 16. The suite on arm64 must find
 * it, or it would prove nothing about layouts.
 */
export function sabotaged(text: string): string {
  const spec: { layouts: { struct: string; architectures: string[] }[] } = parse(text);
  const indexOf = (arch: string) =>
    spec.layouts.findIndex(({ struct, architectures }) => struct === "epoll_event" && `${architectures}` === arch);
  const [x64, arm64] = [spec.layouts[indexOf("x64")], indexOf("arm64")];
  if (x64 === undefined || arm64 < 0)
    throw new Failure("spec/linux.yaml has no two layouts of epoll_event; fix conformance/arm64/tree.ts");
  spec.layouts[arm64] = { ...x64, architectures: ["arm64"] };
  return stringify(spec);
}

/** Builds packages/core from it, in a copy; returns the copy's folder of the package. */
export async function buildSabotagedCore(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  for (const path of ["spec", "templates", "packages/core", "tsdown.shared.ts", "tsconfig.base.json"]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(inRoot(path), join(folder, path), { recursive: true });
  }
  symlinkSync(inRoot("node_modules"), join(folder, "node_modules"));
  const spec = join(folder, "spec", "linux.yaml");
  writeFileSync(spec, sabotaged(readFileSync(spec, "utf8")));
  const core = join(folder, "packages", "core");
  await mustRun(process.execPath, ["--import", "tsx", inRoot("generator/src/cli.ts"), "--root", folder]);
  await mustRun(process.execPath, [inRoot("node_modules/tsdown/dist/run.mjs"), "--no-dts"], { cwd: core });
  return core;
}
