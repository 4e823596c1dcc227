// A build with the layout of another processor: x86-64's packed epoll_event of 12 bytes where arm64's has 16. What runs on arm64 must
// find it, or it would prove nothing about layouts.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

/** What is replaced behind `struct: epoll_event, architectures: [arm64]`. */
const EDITS = [
  ["size: 16\n    align: 8", "packed: true\n    size: 12\n    align: 1"],
  ["offset: 8", "offset: 4"],
];

/**
 * The spec of Linux with that layout.
 *
 * @param {string} spec
 */
export function sabotaged(spec) {
  const at = spec.indexOf("struct: epoll_event\n    architectures: [arm64]");
  let [before, after] = [spec.slice(0, at), spec.slice(at)];
  for (const [find = "", put = ""] of EDITS) {
    if (at < 0 || !after.includes(find)) {
      throw new Failure(
        `spec/linux.yaml has no ${JSON.stringify(find)} in arm64's epoll_event: mend tools/arm64/sabotage.mjs`,
      );
    }
    after = after.replace(find, put);
  }
  return before + after;
}

/**
 * Builds packages/core from it, in a copy.
 *
 * @param {string} folder
 * @returns {Promise<string>} The folder of the package.
 */
export async function buildSabotagedCore(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const path of ["spec", "templates", "packages/core", "tsdown.shared.ts", "tsconfig.base.json"]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    cpSync(inRoot(path), join(folder, path), { recursive: true });
  }
  symlinkSync(inRoot("node_modules"), join(folder, "node_modules"));
  const spec = join(folder, "spec", "linux.yaml");
  writeFileSync(spec, sabotaged(readFileSync(spec, "utf8")));
  const core = join(folder, "packages", "core");
  await must(["--import", "tsx", inRoot("generator/src/cli.ts"), "--root", folder]);
  await must([inRoot("node_modules/tsdown/dist/run.mjs"), "--no-dts"], core);
  return core;
}

/**
 * @param {string[]} args Of Node.
 * @param {string} [cwd]
 */
async function must(args, cwd) {
  const result = await run(process.execPath, args, cwd === undefined ? {} : { cwd });
  if (!result.ok)
    throw new Failure(`${result.output.trimEnd()}\nthe sabotaged build failed (${result.how}); its output is above`);
}
