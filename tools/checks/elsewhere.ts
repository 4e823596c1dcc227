// The checks of other systems and of other places: each is a command of its own, whose rows are counted here.
import { ExitCode } from "../lib/failure.ts";
import { run } from "../lib/run.ts";
import { say } from "../lib/say.ts";
import type { Outcome } from "./tally.ts";

export interface Check {
  readonly name: string;
  /** The command that a reader runs to see it alone; here it runs with --json. */
  readonly command: readonly string[];
  /** The names in POLLIO_WITHOUT that leave it out. */
  readonly without: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each command prints rows of its own.
  readonly count: (rows: any[]) => Outcome;
}

export const ABI: Check = {
  name: "other systems' headers",
  command: ["npm", "run", "check:abi", "--"],
  without: ["abi"],
  count: (rows) => ({ passed: rows.filter(({ ok }) => ok).length, failed: rows.filter(({ ok }) => !ok).length }),
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
  command: `npm run test:packed --${/\bbun\b/.test(process.env.POLLIO_WITHOUT ?? "") ? " --without-bun" : ""}`.split(
    " ",
  ),
  without: ["packed", "napi"],
  count: (rows) => ({
    passed: rows.filter(({ state }) => state === "ok").length,
    failed: rows.filter(({ state }) => state === "failed").length,
    skips: rows.filter(({ state }) => state === "not run").map(({ where, problem }) => `${where}: ${problem}`),
  }),
};

/** On an arm64 machine, all the rest was the suite on arm64. */
export const ELSEWHERE = process.arch === "arm64" ? [ABI, PACKED] : [ABI, ARM64, PACKED];

/** Runs a check unless the user leaves it out. */
export async function runElsewhere(check: Check, without: ReadonlySet<string>): Promise<Outcome> {
  const { name, command, count } = check;
  const why = check.without.find((reason) => without.has(reason));
  if (why !== undefined) return { passed: 0, failed: 0, skips: [`${name} (POLLIO_WITHOUT=${why})`] };
  // npm's own line on standard output would stand before the rows.
  const env = { ...process.env, npm_config_loglevel: "silent" };
  const [file = "", ...args] = command;
  const { code = ExitCode.failed, stdout } = await run(file, [...args, "--json"], { env, live: "stderr" });
  const alone = `alone: ${command.join(" ").replace(/ --$/, "")}`;
  if (code === ExitCode.notRun) {
    const what = `${name}: NOT RUN on this machine; the reason and the fix are above; ${alone}`;
    // A person's machine may lack what only root can install; continuous integration installs it, and must have it.
    if (process.env.CI === "true") return { passed: 0, failed: 1, problems: [what] };
    return { passed: 0, failed: 0, skips: [what] };
  }
  const rows = rowsOf(stdout);
  const { passed, failed, skips = [] } = count(rows ?? []);
  say(`${passed} passed, ${failed} failed`);
  // A command that fails without a row that does, or prints no rows, is a failure all the same.
  const failures = failed || (code !== ExitCode.ok || rows === undefined ? 1 : 0);
  const problems = failures > 0 ? [alone] : [];
  return { passed, failed: failures, skips: skips.map((skip) => `${name}: ${skip}`), problems };
}

function rowsOf(text: string): unknown[] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
