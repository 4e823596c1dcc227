// npm run test:packed: installs the packages as they would be published into empty projects, and uses them.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../compile/build.ts";
import { findZig } from "../cross/targets.ts";
import { command, only, parse } from "../lib/arguments.ts";
import { ExitCode, Failure, messageOf } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { ensureRuntime, SOURCES } from "../lib/runtimes.ts";
import { bold, formatTable, progressLine, red, say, warn } from "../lib/say.ts";
import { type Archive, checkArchives, manifestIn, packAll } from "../pack/archives.ts";
import { makePrebuilds, targetsOf } from "../prebuilds/main.ts";
import type { Runtime } from "../runtimes/current.ts";
import { Project } from "./project.ts";
import {
  compileConsumer,
  conformance,
  doctor,
  generate,
  importing,
  install,
  type Lane,
  quickStart,
  type Step,
} from "./steps.ts";

type Steps = readonly (readonly [name: string, step: Step])[];

/** What every backend of every runtime does. */
const ALWAYS: Steps = [
  ["import and require", importing],
  ["quick start", quickStart],
  ["pollio doctor", doctor],
  ["pollio conformance", conformance],
];

type RuntimeName = Exclude<Runtime, "node" | "deno">;

/** The newest Node, in which every package can be installed. */
const NEWEST = "node26";
const THIS_NODE = `node${process.versions.node.split(".")[0]}` as RuntimeName;

/** The oldest Node that is supported, the newest one, the one that runs this, and Bun. */
export const RUNTIMES: readonly RuntimeName[] = [...new Set<RuntimeName>(["node20", NEWEST, THIS_NODE, "bun"])];

/**
 * The cases that the conformance command runs without --whole: for the backend that is taken first, a quick part of each layer; for one
 * that was chosen, that it opens, reports what is ready, and can be woken.
 */
export const CORE = {
  first: ["exports.", "encoding.", "kinds.", "lifecycle.", "registration.", "ready.", "wake.", "async.", "tcp."],
  chosen: ["exports.", "lifecycle.", "ready.", "wake.", "async."],
};

const ABOUT = `Packs every package, checks the archives, and installs them with --ignore-scripts into empty projects whose PATH has only the runtime, its
installer, sh and env: no compiler. There it does what the guide says: the quick start, pollio doctor, pollio generate with a kind of
its own, pollio conformance; again with POLLIO_BACKEND=koffi; and TypeScript checks the packages' types. The addon must be loaded from
its prebuilt file, which is made first. The only network it needs is npm's registry.`;

export function packedOptions(args: readonly string[]) {
  type Given = { runtime?: RuntimeName[]; withoutBun?: true; whole?: true; keep?: true; json?: true };
  const options = parse<Given>(
    command("npm run test:packed", ABOUT, "0 everything works, 1 something does not, 2 wrong usage")
      .option(...only("runtime", RUNTIMES))
      .option("--without-bun", "all but Bun")
      .option("--whole", `the whole conformance suite, not only ${CORE.first.join(" ")}`)
      .option("--keep", "keep the projects, and print where they are")
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  const runtimes = (options.runtime ?? RUNTIMES).filter((name) => name !== "bun" || !options.withoutBun);
  return { ...options, runtimes };
}

type Options = ReturnType<typeof packedOptions>;

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
  if (prebuilt === undefined) return undefined;
  const destination = join(folder, "archives");
  mkdirSync(destination);
  const archives = await journal.do("archives", "npm pack", () => packAll(destination));
  if (archives === undefined) return undefined;
  await journal.do("archives", "fit to be published", async () => {
    // A machine without zig can only make its own system's; the release makes all.
    const problems = await checkArchives(archives, targetsOf(findZig() === undefined ? "host" : "zig"));
    if (problems.length > 0) throw new Failure(problems.join("\n"));
  });
  return archives;
}

async function useArchives(journal: Journal, folder: string, all: readonly Archive[], options: Options) {
  const archives = new Map(all.map(({ name, path }) => [name, path]));
  const manifests = new Map(all.map((archive) => [archive.name, manifestIn(archive)]));
  const lanes: (() => Promise<void>)[] = [];
  for (const runtime of options.runtimes) {
    const executable = await executableOf(journal, runtime);
    if (executable === undefined) continue;
    const laneOf = (backend: Lane["backend"], themes: readonly string[], ...steps: Steps) => {
      const base = join(folder, `${runtime}-${backend}`);
      const project = new Project(base, runtime === "bun" ? "bun" : "node", executable);
      const lane = { project, archives, backend, themes: options.whole ? [] : themes };
      lanes.push(() => runLane(journal, `${runtime}, ${backend}`, lane, [...ALWAYS, ...steps]));
    };
    laneOf(runtime === "bun" ? "bun" : "napi", CORE.first, ["pollio generate", generate]);
    // Types are compiled where all packages are installed: npm leaves out those that are for a newer Node.
    const types: Step = async (lane) => {
      // Not among the others: Bun would look for its pollio in the registry.
      await lane.project.install([archives.get("@pollio/epoll")!]);
      await compileConsumer(lane, manifests);
    };
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

/** One step, as --json prints it; `where` is the runtime and the backend, or "archives". */
type Row = { where: string; step: string; state: "ok" | "failed" | "not run"; seconds: number; problem: string };

/** Runs steps, reports how they went, and goes on. */
class Journal {
  readonly rows: Row[] = [];
  readonly #line = progressLine();

  /** What `work` gives; undefined when it failed. */
  async do<Result>(where: string, step: string, work: () => Promise<Result>): Promise<Result | undefined> {
    const start = performance.now();
    const note = (state: Row["state"], problem = "") =>
      this.rows.push({ where, step, state, seconds: Math.round((performance.now() - start) / 10) / 100, problem });
    this.#line.update(`${bold("packed")} ${where}: ${step}`);
    try {
      const result = await work();
      note("ok");
      return result;
    } catch (error) {
      note("failed", messageOf(error));
      say(red(`${where}: ${step}: ${messageOf(error)}`));
      return undefined;
    }
  }

  leaveOut(where: string, why: string): void {
    this.rows.push({ where, step: "all steps", state: "not run", seconds: 0, problem: why });
    warn(`NOT RUN: ${where}: ${why}`);
  }

  end(): void {
    const passed = this.rows.filter(({ state }) => state === "ok").length;
    this.#line.done(`${bold("packed")} ${passed} of ${this.rows.length} steps passed`);
  }

  /** A line for each project. */
  get table(): string {
    const places = [...new Set(this.rows.map(({ where }) => where))];
    const lines = places.map((place) => this.rows.filter(({ where }) => where === place));
    return formatTable(lines, {
      where: (line) => line[0]?.where ?? "",
      steps: (line) =>
        line.map(({ step, state }) => (state === "ok" ? step : `${step}: ${state.toUpperCase()}`)).join("\n"),
      ">seconds": (line) => line.map(({ seconds }) => seconds.toFixed(1)).join("\n"),
    });
  }
}
