#!/usr/bin/env node
// The command pollio. Each verb is loaded when it is asked for, so that --help and the others need not wait for it.

import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { GENERATE_HELP } from "./generate/help.ts";
import { Exit, paints, say, UsageError } from "./output.ts";

const EXIT_CODES = "\nExit codes: 0 done and well, 1 something is wrong, 2 wrong usage";

const CONFORMANCE_HELP = `
The suite is a package of its own: npm install --save-dev @pollio/conformance. Its README tells what an adapter is:

  import * as module from "./my-backend.js";
  export const adapter = { name: "mine", module, url: import.meta.url };

Exit codes: 0 every case passed, 1 some failed or the adapter could not be loaded, 2 wrong usage`;

const program = new Command("pollio")
  .description("The operating system's readiness poller: is it well here, how fast is it, does a backend conform.")
  .version(manifest.version)
  .addHelpText("after", `${EXIT_CODES}\nColours are left out when NO_COLOR is set or the output is no terminal.`)
  .exitOverride();

program
  .command("doctor")
  .description("Tells what this machine is, which backends are here and whether each of them works.")
  .option("--json", "print the diagnosis as JSON")
  .addHelpText(
    "after",
    `\nExit codes: 0 the backend that import "pollio" takes works, 1 it does not or there is none, 2 wrong usage`,
  )
  .action(async (options) => {
    const { doctor } = await import("./doctor/command.ts");
    process.exitCode = await doctor({ ...options, version: manifest.version });
  });

program
  .command("bench")
  .description("Times each backend of this runtime a call, against a loop in C where there is a compiler.")
  .option("--backend <name...>", "only these")
  .option("--rounds <n>", "how often each is asked", Number, 5)
  .option("--json", "print the figures as JSON")
  .addHelpText(
    "after",
    "\nRatios count; nanoseconds are this machine's. Exit codes: 0 measured, 1 a backend failed, 2 wrong usage",
  )
  .action(async (options) => {
    const { bench } = await import("./bench/command.ts");
    process.exitCode = await bench(options);
  });

program
  .command("conformance")
  .description(
    "Runs the conformance suite, each theme of it in a process of its own, so that a crash is one failed case.",
  )
  .option("--backend <name...>", 'backends of pollio; default: the one that import "pollio" takes')
  .option("--adapter <file...>", "JavaScript modules that export an adapter, for backends of your own")
  .option("--only <start...>", "only cases whose names begin so, such as wake. or timeouts.")
  .option("--json", "print the verdicts as JSON")
  .addHelpText("after", CONFORMANCE_HELP)
  .action(async (options) => {
    const { conformance } = await import("./conformance/command.ts");
    process.exitCode = await conformance(options);
  });

program
  .command("generate")
  .description("Makes a typed module of kinds of your own: EventKind, EventObject and OsPoller.")
  .requiredOption("--kinds <file>", "the YAML file that lists them")
  .requiredOption(
    "--out <module>",
    "the module; without an ending .ts where there is a tsconfig.json, else .js and .d.ts",
  )
  .option("--check", "compare only, for CI: name what is missing or stale, and write nothing")
  .option("--watch", "do it again whenever the file of kinds has changed")
  .option("--json", "print the result as JSON")
  .addHelpText("after", GENERATE_HELP)
  .action(async (options) => {
    const { generate } = await import("./generate/command.ts");
    process.exitCode = await generate(options);
  });

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? Exit.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
    if (!(error instanceof UsageError)) throw error;
    say(paints(process.stderr).red(`error: ${error.message}`));
    return Exit.usage;
  }
}
