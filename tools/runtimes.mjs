// npm run runtimes: fetches other runtimes than the Node that runs this.
import { parseArgs } from "node:util";
import { ExitCode, Failure, runMain } from "./lib/failure.mjs";
import { fetchRuntime, SOURCES } from "./runtimes/fetch.mjs";

const HELP = `npm run runtimes -- <name>…

Fetches runtimes from npm into .runtimes/, in the versions of tools/runtimes/versions.json, and prints where each is: a name, a tab
and a path a line. What is there already is not fetched again. No script of a package runs.

Names: ${Object.keys(SOURCES).join(", ")}

Exit codes: 0 all are there, 1 one cannot be fetched, 2 wrong usage.
`;

await runMain(async () => {
  const names = namesOf(process.argv.slice(2));
  if (names === undefined) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  for (const name of names) process.stdout.write(`${name}\t${await fetchRuntime(name)}\n`);
  return ExitCode.ok;
});

/**
 * @param {string[]} args
 * @returns {string[] | undefined} undefined when help is asked for.
 */
function namesOf(args) {
  const usage = (/** @type {string} */ why) =>
    new Failure(`${why}\n'npm run runtimes -- --help' lists them`, ExitCode.usage);
  let parsed;
  try {
    parsed = parseArgs({ args, options: { help: { type: "boolean", short: "h" } }, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
  if (parsed.values.help) return undefined;
  const unknown = parsed.positionals.filter((name) => !Object.hasOwn(SOURCES, name));
  if (unknown.length > 0) throw usage(`there is no runtime '${unknown.join("', '")}'`);
  if (parsed.positionals.length === 0) throw usage("the names of runtimes are missing");
  return parsed.positionals;
}
