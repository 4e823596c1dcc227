// Options of the commands, over commander. A wrong one is a Failure with exit code 2.
import { Command } from "commander";
import { ExitCode, Failure } from "./failure.ts";

/** A command, to which its `option`s are added; `name` is "npm start", `exitCodes` "0 built, 1 …, 2 wrong usage". */
export function command(name: string, about: string, exitCodes: string): Command {
  return new Command(name)
    .usage("-- [options]")
    .description(about.replace(/(?<!\n)\n(?!\n)/g, " ")) // commander breaks the lines
    .helpOption("-h, --help", "this text")
    .addHelpText("after", `\nExit codes: ${exitCodes}.`)
    .configureHelp({ helpWidth: 120 })
    .configureOutput({ outputError() {} })
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(); // help has been printed
      const why = error.message.replace(/^error: /, "");
      throw new Failure(`${why}\n'${name} -- --help' lists the options`, ExitCode.usage);
    });
}

/** The options that were given; positional arguments are in the command's `args`. */
export function parse<Options extends object>(command: Command, args: readonly string[]): Options {
  return command.parse(args, { from: "user" }).opts<Options>();
}

/** The parser of an option that takes an integer: `.option("--port <n>", "…", integer("port", 0, 65_535), 0)`. */
export const integer =
  (name: string, min: number, max: number) =>
  (value: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new Failure(`--${name} takes an integer from ${min} to ${max}, not '${value}'`, ExitCode.usage);
  };

/** The parser of an option that takes one of some names. */
export const oneOf =
  <Name extends string>(name: string, names: readonly Name[]) =>
  (value: string): Name => {
    const found = names.find((known) => known === value);
    if (found !== undefined) return found;
    throw new Failure(`--${name} takes one of ${names.join(", ")}, not '${value}'`, ExitCode.usage);
  };

/** The parser of an option that may be given again. */
export const many =
  <Value>(parse: (value: string) => Value) =>
  (value: string, before: readonly Value[] = []): readonly Value[] => [...before, parse(value)];

/** What `option` takes for one that chooses among names, and may be given again: `.option(...only("target", NAMES))`. */
export const only = <Name extends string>(name: string, names: readonly Name[]) =>
  [`--${name} <name>`, `only this ${name}; repeatable: ${names.join(", ")}`, many(oneOf(name, names))] as const;
