// A build with the layout of another processor: x86-64's packed epoll_event of 12 bytes where arm64's has 16. The suite on arm64 must
// find it, or it would prove nothing about layouts.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { Failure } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";

/** The spec of Linux with that layout. */
export function sabotaged(text: string): string {
  const spec: { layouts: { struct: string; architectures: string[] }[] } = parse(text);
  const indexOf = (arch: string) =>
    spec.layouts.findIndex(({ struct, architectures }) => struct === "epoll_event" && `${architectures}` === arch);
  const [x64, arm64] = [spec.layouts[indexOf("x64")], indexOf("arm64")];
  if (x64 === undefined || arm64 < 0)
    throw new Failure("spec/linux.yaml has no two layouts of epoll_event; fix tools/arm64/sabotage.ts");
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
