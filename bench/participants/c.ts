// The limit: C, compiled on demand by this machine's compiler.

import { mkdirSync, renameSync } from "node:fs";
import { Failure } from "../../tools/lib/failure.ts";
import { which } from "../../tools/lib/run.ts";
import type { Command } from "../harness/child.ts";
import { buildFolder, program } from "../harness/paths.ts";
import { runTool } from "../harness/tool.ts";
import type { Entry } from "./entry.ts";

const COMPILERS = ["cc", "gcc", "clang"];
const COMPILE_MS = 60_000;

/** Each program is compiled once per run, even if several participants use it. */
const compiled = new Map<string, Promise<string>>();

export function compile(name: string): Promise<string> {
  const known = compiled.get(name) ?? compileNow(name);
  compiled.set(name, known);
  return known;
}

async function compileNow(name: string): Promise<string> {
  // CC names a compiler, possibly with arguments.
  const named = process.env.CC?.split(/\s+/).filter((word) => word !== "") ?? [];
  const [compiler, ...args] =
    named.length > 0 ? named : COMPILERS.filter((each) => which(each) !== undefined).slice(0, 1);
  if (compiler === undefined) throw new Failure("there is no C compiler; fix: apt-get install gcc libc6-dev");
  mkdirSync(buildFolder("c"), { recursive: true });
  const output = buildFolder("c", name);
  // Moved into place atomically: another run may be starting the same program.
  const unfinished = `${output}.${process.pid}`;
  await runTool(compiler, [...args, "-O2", "-pthread", "-o", unfinished, program("c", `${name}.c`)], {
    ms: COMPILE_MS,
  });
  renameSync(unfinished, output);
  return output;
}

/** C itself. It takes part twice, to show how far apart two equal programs are. */
export function c(name: string): Entry {
  return {
    name,
    role: "limit",
    jobs: ["per-call", "latency", "echo", "sockets", "http", "scale"],
    async prepare() {
      return {
        "per-call": await commandOf("per-call"),
        latency: await commandOf("latency"),
        echo: await commandOf("echo"),
        sockets: await commandOf("echo"),
        http: await commandOf("echo", "http"),
        scale: await commandOf("scale"),
      };
    },
  };
}

/** C in a process with a second, idle thread: the cost that every JavaScript runtime starts with. */
export function cWithIdleThread(name: string): Entry {
  return {
    name,
    role: "limit",
    jobs: ["per-call"],
    note: "with a second, idle thread in the process, which every JavaScript runtime has",
    prepare: async () => ({ "per-call": await commandOf("per-call", "threaded") }),
  };
}

async function commandOf(name: string, ...args: readonly string[]): Promise<Command> {
  return { file: await compile(name), args };
}
