#!/usr/bin/env node
// The command pollio. Each verb is loaded when it is used, so that --help and the other verbs do not wait for it.

import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { GENERATE_HELP } from "./generate/help.ts";
import { Exit, endQuietlyWhenCut, paints, printJson, say, UsageError } from "./output.ts";

const EXIT_CODES = "\nExit codes: 0 success, 1 failure, 2 wrong usage";

const CONFORMANCE_HELP = `
The suite is a separate package: npm install --save-dev @pollio/conformance. To test a backend of your own, write an adapter:

  import * as module from "./my-backend.js";
  export const adapter = { name: "mine", module, url: import.meta.url };

An adapter may also declare, each with a reason, \`exclusions\` (cases that do not run) and \`expectedFailures\` (cases that must fail).
If your module exports a poller but no syscalls, name another backend in \`fixtures\`, such as the exports of @pollio/koffi; the cases about
syscalls and sockets are then left out. The README of @pollio/conformance has the details.

A failed case is shown with its stack and, for an assertion, the expected and the actual value. With --json, each verdict has \`failed\`,
\`expected\`, \`notProvable\` and \`leftOut\`.

Exit codes: 0 no case failed unexpectedly, 1 one did or the adapter could not be loaded, 2 wrong usage`;

const program = new Command("pollio")
  .description(
    "The operating system's readiness poller: check this installation, measure it, test a backend, generate kinds.",
  )
  .version(manifest.version, "-v, --version")
  .showHelpAfterError("pollio --help lists the commands.")
  .addHelpText("after", `${EXIT_CODES}\nOutput has no colours if NO_COLOR is set or it does not go to a terminal.`)
  .exitOverride();

program
  .command("doctor")
  .description("Checks this installation: the machine, the installed backends, and whether each of them works.")
  .option("--json", "print the diagnosis as JSON")
  .addHelpText(
    "after",
    `\nExit codes: 0 the backend that import "pollio" chooses works, 1 it does not or there is none, 2 wrong usage`,
  )
  .action(async (options) => {
    const { doctor } = await import("./doctor/command.ts");
    process.exitCode = await doctor({ ...options, version: manifest.version });
  });

program
  .command("bench")
  .description(
    "Measures the time per call of each backend of this runtime, compared with a loop in C if there is a compiler.",
  )
  .option("--backend <name...>", "measure only these")
  .option("--rounds <n>", "how often to measure each", Number, 5)
  .option("--json", "print the figures as JSON")
  .addHelpText(
    "after",
    "\nCompare the ratios; the nanoseconds are this machine's. Exit codes: 0 measured, 1 a backend failed, 2 wrong usage",
  )
  .action(async (options) => {
    const { bench } = await import("./bench/command.ts");
    process.exitCode = await bench(options);
  });

program
  .command("conformance")
  .description("Runs the conformance suite, each theme in a process of its own, so that a crash is one failed case.")
  .option("--backend <name...>", 'backends of pollio; default: the one that import "pollio" chooses')
  .option("--adapter <file...>", "JavaScript modules that export `adapter`, for backends of your own")
  .option("--only <start...>", "only cases whose names begin with this, such as wake. or timeouts.")
  .option("--json", "print the verdicts as JSON")
  .addHelpText("after", CONFORMANCE_HELP)
  .action(async (options) => {
    const { conformance } = await import("./conformance/command.ts");
    process.exitCode = await conformance(options);
  });

program
  .command("generate")
  .description("Generates a typed module for event kinds of your own: EventKind, EventObject and OsPoller.")
  .requiredOption("--kinds <file>", "the YAML file that lists the kinds")
  .requiredOption(
    "--out <module>",
    "the module to write; the extension defaults to .ts if there is a tsconfig.json, else to .js with a .d.ts",
  )
  .option("--check", "for CI: write nothing, and report what is missing or stale")
  .option("--watch", "generate again whenever the YAML file changes")
  .option("--json", "print the result as JSON")
  .addHelpText("after", GENERATE_HELP)
  .action(async (options) => {
    const { generate } = await import("./generate/command.ts");
    process.exitCode = await generate(options);
  });

const hintOf = (verb: string): string => `pollio ${verb} --help lists its options.`;
for (const command of program.commands) command.showHelpAfterError(hintOf(command.name()));

endQuietlyWhenCut();
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? Exit.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
    const isUsage = error instanceof UsageError;
    if (!isUsage && !isPollerError(error)) throw error;
    say(paints(process.stderr).red(`error: ${error.message}`));
    if (isUsage) say(hintOf(program.args[0] ?? ""));
    if (args.includes("--json")) printJson({ ok: false, error: error.message });
    return isUsage ? Exit.usage : Exit.failed;
  }
}

/** No backend works, and the message says why; the class is that of a package that may not be installed. */
function isPollerError(error: unknown): error is Error {
  return error instanceof Error && error.name === "PollerError";
}
