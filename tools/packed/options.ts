import { command, many, oneOf, parse } from "../lib/arguments.ts";
import type { Runtime } from "../runtimes/current.ts";

export type RuntimeName = Exclude<Runtime, "node" | "deno">;

/** The newest Node, in which every package can be installed. */
export const NEWEST = "node26";
export const THIS_NODE = `node${process.versions.node.split(".")[0]}` as RuntimeName;

/** The oldest Node that is supported, the newest one, the one that runs this, and Bun. */
export const RUNTIMES: readonly RuntimeName[] = [...new Set<RuntimeName>(["node20", NEWEST, THIS_NODE, "bun"])];

/**
 * The cases that the conformance command runs without --whole: for the backend that is taken first, a quick part of each layer; for one
 * that was chosen, that it opens, tells what is ready, and is woken.
 */
export const CORE = {
  first: ["exports.", "encoding.", "kinds.", "lifecycle.", "registration.", "ready.", "wake.", "async.", "tcp."],
  chosen: ["exports.", "lifecycle.", "ready.", "wake.", "async."],
};

const ABOUT = `Packs every package, checks the archives, and installs them with --ignore-scripts into empty projects whose PATH has only the runtime, its
installer, sh and env: no compiler. There it does what the README says: the quick start, pollio doctor, pollio generate with a kind of
its own, pollio conformance; again with POLLIO_BACKEND=koffi; and TypeScript checks the packages' types. The addon must be loaded from
its prebuilt file, which is made first. The only network it needs is npm's registry.`;

export interface PackedOptions {
  readonly runtimes: readonly RuntimeName[];
  readonly whole?: true;
  readonly keep?: true;
  readonly json?: true;
}

export function packedOptions(args: readonly string[]): PackedOptions {
  const names = RUNTIMES.join(", ");
  const {
    runtime = RUNTIMES,
    withoutBun,
    ...options
  } = parse<Omit<PackedOptions, "runtimes"> & { runtime?: readonly RuntimeName[]; withoutBun?: true }>(
    command("npm run test:packed", ABOUT, "0 everything works, 1 something does not, 2 wrong usage")
      .option(
        "--runtime <name>",
        `only this one; repeatable: ${names} (default: all)`,
        many(oneOf("runtime", RUNTIMES)),
      )
      .option("--without-bun", "all but Bun")
      .option("--whole", `the whole conformance suite, not only ${CORE.first.join(" ")}`)
      .option("--keep", "keep the projects, and print where they are")
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  return { ...options, runtimes: withoutBun ? runtime.filter((name) => name !== "bun") : runtime };
}
