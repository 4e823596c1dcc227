// npm run test:packed: installs the packages as they would be published into empty projects, and uses them.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../compile/build.ts";
import { findZig } from "../cross/zig.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { ensureRuntime } from "../lib/runtimes.ts";
import { say } from "../lib/say.ts";
import { type Archive, manifestIn, packAll } from "../pack/archives.ts";
import { checkArchives } from "../pack/check.ts";
import { makePrebuilds, targetsOf } from "../prebuilds/make.ts";
import { SOURCES } from "../runtimes/fetch.ts";
import { Journal } from "./journal.ts";
import { CORE, NEWEST, type PackedOptions, packedOptions, type RuntimeName, THIS_NODE } from "./options.ts";
import { Project } from "./project.ts";
import { conformance, doctor, generate, importing, install, type Lane, quickStart, type Step } from "./steps.ts";
import { compileConsumer } from "./types.ts";

type Steps = readonly (readonly [name: string, step: Step])[];

/** What every backend of every runtime does. */
const ALWAYS: Steps = [
  ["import and require", importing],
  ["quick start", quickStart],
  ["pollio doctor", doctor],
  ["pollio conformance", conformance],
];

export async function main(args: readonly string[]): Promise<number> {
  const options = packedOptions(args);
  await build();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pollio-packed-")));
  const journal = new Journal();
  try {
    const archives = await makeArchives(journal, folder);
    if (archives !== undefined) await useArchives(journal, folder, archives, options);
  } finally {
    if (options.keep) say(`the projects are in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  journal.end();
  process.stdout.write(`${options.json ? JSON.stringify(journal.rows, null, 2) : journal.table}\n`);
  return journal.rows.every(({ state }) => state !== "failed") ? ExitCode.ok : ExitCode.failed;
}

/** Makes the binaries, packs, and checks the archives. */
async function makeArchives(journal: Journal, folder: string): Promise<Archive[] | undefined> {
  const prebuilt = await journal.do("archives", "prebuilt binaries", async () => {
    const failed = (await makePrebuilds({})).filter(({ ok }) => !ok);
    if (failed.length > 0)
      throw new Failure(failed.map(({ target, file }) => `${target}/${file} was not made`).join("\n"));
    return true;
  });
  const destination = join(folder, "archives");
  mkdirSync(destination);
  if (prebuilt === undefined) return undefined;
  const archives = await journal.do("archives", "npm pack", () => packAll(destination));
  if (archives === undefined) return undefined;
  await journal.do("archives", "fit to be published", async () => {
    // A machine without zig can only make its own system's; the release makes all.
    const problems = await checkArchives(archives, targetsOf(findZig() === undefined ? "host" : "zig"));
    if (problems.length > 0) throw new Failure(problems.join("\n"));
  });
  return archives;
}

async function useArchives(
  journal: Journal,
  folder: string,
  all: readonly Archive[],
  options: PackedOptions,
): Promise<void> {
  const archives = new Map(all.map(({ name, path }) => [name, path]));
  const manifests = new Map(all.map((archive) => [archive.name, manifestIn(archive)]));
  const lanes: (() => Promise<void>)[] = [];
  for (const runtime of options.runtimes) {
    const executable = await executableOf(journal, runtime);
    if (executable === undefined) continue;
    const laneOf = (backend: Lane["backend"], themes: readonly string[], ...steps: Steps) => {
      const project = new Project(
        join(folder, `${runtime}-${backend}`),
        runtime === "bun" ? "bun" : "node",
        executable,
      );
      const lane = { project, archives, backend, themes: options.whole ? [] : themes };
      lanes.push(() => runLane(journal, `${runtime}, ${backend}`, lane, [...ALWAYS, ...steps]));
    };
    laneOf(runtime === "bun" ? "bun" : "napi", CORE.first, ["pollio generate", generate]);
    // Types are compiled where all packages are installed: npm leaves out those that are for a newer Node.
    const types: Step = (lane) => compileConsumer(lane, manifests);
    laneOf("koffi", CORE.chosen, ...(runtime === NEWEST ? ([["types", types]] as const) : []));
  }
  await inParallel(lanes, availableParallelism(), (lane) => lane());
}

async function runLane(journal: Journal, where: string, lane: Lane, steps: Steps): Promise<void> {
  const installed = await journal.do(where, "install", () => install(lane).then(() => true));
  if (installed) for (const [name, step] of steps) await journal.do(where, name, () => step(lane));
}

async function executableOf(journal: Journal, runtime: RuntimeName): Promise<string | undefined> {
  if (runtime === THIS_NODE) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  if (runtime !== "bun" && SOURCES[runtime]?.[platform] === undefined) {
    journal.leaveOut(runtime, `it cannot be fetched for ${platform}; a machine that has it runs it`);
    return undefined;
  }
  return journal.do(runtime, "is available", async () => realpathSync(await ensureRuntime(runtime)));
}
