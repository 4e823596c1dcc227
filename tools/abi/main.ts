// npm run check:abi: compiles the layout checks and the addon against the headers of other systems.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { compileAddon, compileLayout, zigCompiler } from "../cross/compiler.ts";
import { findHeaders } from "../cross/sources.ts";
import { findZig, whyNoZig } from "../cross/zig.ts";
import { ExitCode, messageOf } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { inRoot } from "../lib/root.ts";
import { bold, progressLine, red, say, warn } from "../lib/say.ts";
import { abiOptions, abiTable, contradictions, type Job, type Row } from "./jobs.ts";

export async function main(args: readonly string[]): Promise<number> {
  const { json, root, jobs } = abiOptions(args);
  const zig = findZig();
  if (zig === undefined) {
    warn(`NOT RUN: ${whyNoZig()}`);
    return ExitCode.notRun;
  }
  const headers = jobs.some(({ what }) => what === "addon") ? await findHeaders() : "";
  const line = progressLine();
  const start = performance.now();
  const rows = await inParallel(jobs, availableParallelism(), (job, index) => {
    line.update(`${bold("check:abi")} ${index + 1} of ${jobs.length}: the ${job.what} for ${job.target.name}`);
    return compile(job, zig, headers, root);
  });
  const good = rows.filter(({ ok }) => ok).length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  line.done(`${bold("check:abi")} ${good} of ${rows.length} compile, ${seconds} s`);
  process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : abiTable(rows)}\n`);
  return good === rows.length ? ExitCode.ok : ExitCode.failed;
}

async function compile({ target, what }: Job, zig: string, headers: string, root: string): Promise<Row> {
  const compiler = zigCompiler(zig, target);
  const folder = inRoot("build", "abi", target.name);
  const start = performance.now();
  const row = (ok: boolean, wrong: string[]) => {
    const seconds = Math.round((performance.now() - start) / 10) / 100;
    return { target: target.name, what, ok, seconds, wrong };
  };
  try {
    if (what === "layout") await compileLayout(compiler, target, root, folder);
    else await compileAddon(compiler, target, headers, join(folder, "addon"));
    return row(true, []);
  } catch (error) {
    const output = messageOf(error);
    say(`${output}\n${red(`the ${what} does not compile for ${target.name}`)}; the compiler's messages are above\n`);
    return row(false, contradictions(output));
  }
}
