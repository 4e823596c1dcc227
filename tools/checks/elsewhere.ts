// The checks of other systems and of other places: each is a command of its own, whose rows are counted here.
import { ExitCode } from "../lib/failure.ts";
import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { say } from "../lib/say.ts";
import type { Outcome } from "./tally.ts";

export interface Check {
  readonly name: string;
  /** The command that a reader runs to see it alone; here it runs with --json. */
  readonly command: readonly string[];
  /** What leaves it out. */
  readonly without: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each command prints rows of its own.
  readonly count: (rows: any[]) => Outcome;
}

/** Compilations. */
export const ABI: Check = {
  name: "other systems' headers",
  command: ["npm", "run", "check:abi"],
  without: ["abi"],
  count: (rows) => {
    const passed = rows.filter(({ ok }) => ok).length;
    return { passed, failed: rows.length - passed };
  },
};

/** Cases, and for each backend that the wrong layout is found. */
export const ARM64: Check = {
  name: "the suite on arm64",
  command: ["npm", "run", "test:arm64", "--", "--core"],
  without: ["arm64"],
  count: (rows) => ({
    passed: rows.reduce((total, { passed, expected }) => total + passed + expected.length, 0),
    failed: rows.reduce((total, { problems }) => total + problems.length, 0),
  }),
};

/** Steps of a user with what would be published, which has the addon in it. */
export const PACKED: Check = {
  name: "the packages as they are installed",
  command: ["npm", "run", "test:packed"],
  without: ["packed", "napi"],
  count: (rows) => ({
    passed: rows.filter(({ state }) => state === "ok").length,
    failed: rows.filter(({ state }) => state === "failed").length,
    skips: rows.filter(({ state }) => state === "not run").map(({ where, problem }) => `${where}: ${problem}`),
  }),
};

/** Runs a check unless the user leaves it out. `options` go to its command. */
export async function runElsewhere(
  check: Check,
  without: ReadonlySet<string>,
  options: string[] = [],
): Promise<Outcome> {
  const { name, command, count } = check;
  const why = check.without.find((reason) => without.has(reason));
  if (why !== undefined) return { passed: 0, failed: 0, skips: [`${name} (POLLIO_WITHOUT=${why})`] };
  const [file = "", ...args] = command;
  const before = file === "npm" ? ["--silent"] : [];
  const separator = file === "npm" && !command.includes("--") ? ["--"] : [];
  const env = { ...process.env, FORCE_COLOR: undefined };
  const given = [...before, ...args, ...separator, ...options, "--json"];
  const { code = ExitCode.failed, stdout } = await run(file, given, { cwd: root, env, live: "stderr" });
  const alone = `alone: ${command.join(" ")}`;
  if (code === ExitCode.notRun) return notRun(name, alone);
  const rows = rowsOf(stdout);
  const outcome = count(rows ?? []);
  say(`${outcome.passed} passed, ${outcome.failed} failed`);
  const skips = outcome.skips?.map((skip) => `${name}: ${skip}`) ?? [];
  // A command that fails without a row that does, or prints no rows, is a failure all the same.
  const broken = code !== ExitCode.ok || rows === undefined;
  const failed = broken && outcome.failed === 0 ? 1 : outcome.failed;
  return { passed: outcome.passed, failed, skips, problems: failed > 0 ? [alone] : [] };
}

/** A person's machine may lack what root must install; continuous integration installs it, and must have it. */
function notRun(name: string, alone: string): Outcome {
  const what = `${name}: NOT RUN on this machine; the reason and the fix are above; ${alone}`;
  return process.env.CI === "true"
    ? { passed: 0, failed: 1, problems: [what] }
    : { passed: 0, failed: 0, skips: [what] };
}

function rowsOf(text: string): unknown[] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
