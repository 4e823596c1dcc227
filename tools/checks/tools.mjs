// The checks that are no tests: each counts as one.
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { bold, dim, green, red, say } from "../lib/say.mjs";

const TSC = "node_modules/typescript/bin/tsc";

/** Names, what node runs, and the command that a reader runs to see it alone. @type {[string, string[], string][]} */
const TOOLS = [
  ["generated files", ["--import", "tsx", "generator/src/cli.ts", "--check"], "npm run generate -- --check"],
  ["types", [TSC, "-p", "tsconfig.json"], "npm run typecheck"],
  ["types of packages/bun", [TSC, "-p", "packages/bun/tsconfig.json"], "npm run typecheck"],
  ["types of tools", [TSC, "-p", "tools/tsconfig.json"], "npm run typecheck"],
  ["lint and format", [inRoot("node_modules/@biomejs/biome/bin/biome"), "check", "."], "npm run lint"],
];

/**
 * Runs them all, whatever fails.
 *
 * @param {import("./tally.mjs").Tally} tally
 */
export async function runTools(tally) {
  for (const [name, args, command] of TOOLS) {
    const result = await run(process.execPath, args);
    tally.add({ [result.ok ? "passed" : "failed"]: 1 });
    if (!result.ok) say(result.output.trimEnd());
    const verdict = result.ok ? green("ok") : red(`FAILED (${result.how}); alone: ${command}`);
    say(`${bold(name.padEnd(22))} ${verdict} ${dim(`${result.seconds.toFixed(1)} s`)}`);
  }
}
