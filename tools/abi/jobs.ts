// What npm run check:abi compiles, and how it reports it.
import { resolve } from "node:path";
import { TARGETS, type Target } from "../cross/targets.ts";
import { command, many, oneOf, parse } from "../lib/arguments.ts";
import { root } from "../lib/root.ts";
import { formatTable } from "../lib/table.ts";

export interface Job {
  readonly target: Target;
  readonly what: "layout" | "addon";
}

/** One compilation, as --json prints it. */
export interface Row {
  readonly target: string;
  readonly what: Job["what"];
  readonly ok: boolean;
  readonly seconds: number;
  /** What the headers contradict in the spec, such as "spec/linux.yaml: EPOLLIN". */
  readonly wrong: readonly string[];
}

/** The addon takes longer to compile than the layout check, so only these two compile it by default. */
const ADDON_TARGETS = ["aarch64-macos", "x86_64-linux-musl"];
const NAMES = TARGETS.map(({ name }) => name);

const ABOUT = `Compiles what the generator made from the spec against the real headers of each operating system, with zig: the layout check, which is plain
C, for every target, and the addon for ${ADDON_TARGETS.join(" and ")}. A size, an offset or a constant that differs from the headers fails by
name. Nothing is run.`;
const EXIT_CODES =
  "0 everything compiles, 1 something does not, 2 wrong usage, 3 not run: there is no zig for this machine";

export function abiOptions(args: readonly string[]) {
  const options = parse<{ all?: true; target?: string[]; root: string; json?: true }>(
    command("npm run check:abi", ABOUT, EXIT_CODES)
      .option("--all", "compile the addon for every target")
      .option(
        "--target <name>",
        `only this target, the addon included; repeatable: ${NAMES.join(", ")}`,
        many(oneOf("target", NAMES)),
      )
      .option("--root <dir>", "another folder that holds generated/: compiles the layout check only", ".")
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  const folder = resolve(root, options.root);
  const targets = TARGETS.filter(({ name }) => options.target?.includes(name) ?? true);
  const everyAddon = options.all ?? options.target !== undefined;
  const addons = targets.filter(({ name }) => folder === root && (everyAddon || ADDON_TARGETS.includes(name)));
  const jobs: Job[] = [
    // Addons first, because they take longest.
    ...addons.map((target) => ({ target, what: "addon" as const })),
    ...targets.map((target) => ({ target, what: "layout" as const })),
  ];
  return { json: options.json === true, root: folder, jobs };
}

/** The messages of the assertions that failed, from a compiler's output. */
export function contradictions(output: string): string[] {
  const messages = output.matchAll(/^.*\berror: static[_ ]assertion failed.*?(spec\/[\w.-]+\.yaml: [^\n"]+)/gm);
  return [...new Set([...messages].map(([, message = ""]) => message.trim()))];
}

/** A line for each target. */
export function abiTable(rows: readonly Row[]): string {
  const targets = [...new Set(rows.map(({ target }) => target))];
  const lines = targets.map((target) => rows.filter((row) => row.target === target));
  const verdict = (line: readonly Row[], what: Job["what"]) => {
    const row = line.find((candidate) => candidate.what === what);
    if (row === undefined) return "not compiled";
    return row.ok ? "compiles" : ["DOES NOT COMPILE", ...row.wrong].join("\n");
  };
  return formatTable(lines, {
    target: (line) => line[0]?.target ?? "",
    "layout check": (line) => verdict(line, "layout"),
    addon: (line) => verdict(line, "addon"),
    ">seconds": (line) => line.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
  });
}
