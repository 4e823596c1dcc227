import { Option } from "commander";
import { command, many, oneOf, parse } from "../lib/arguments.ts";
import { type Backend, CORE } from "./cases.ts";

const BACKENDS: readonly Backend[] = [
  { name: "napi", runtime: "node" },
  { name: "koffi", runtime: "node" },
  { name: "bun", runtime: "bun" },
];

const ABOUT = `Runs the conformance suite with arm64 builds of Node and Bun under qemu-user, which emulates the kernel's arm64 ABI. The addon is
cross-compiled with zig; the runtimes are installed with npm into build/arm64. At the end, a build with x86-64's layout of epoll_event
must be found wrong. It needs qemu-user-static and the packages libc6-arm64-cross and libstdc++6-arm64-cross of Debian.`;
const EXIT_CODES = `0 every case passed, except those listed with a reason; 1 one did not, or a listed one did; 2 wrong usage;
3 not run: this machine cannot emulate arm64`;

export function arm64Options(args: readonly string[]) {
  const names = BACKENDS.map(({ name }) => name);
  const options = parse<{ core?: true; backend?: string; only?: readonly string[]; json?: true }>(
    command("npm run test:arm64", ABOUT, EXIT_CODES)
      .addOption(new Option("--core", "only themes that start no processes and are quick").conflicts("only"))
      .option("--backend <name>", `only this backend: ${names.join(", ")}`, oneOf("backend", names))
      .option("--only <prefix>", "only cases whose names begin with this; repeatable", many(String))
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  return {
    json: options.json === true,
    backends: BACKENDS.filter(({ name }) => (options.backend ?? name) === name),
    only: options.only ?? (options.core ? CORE : undefined),
  };
}
