// What docs/reliability.md says between its markers: what the last runs have tried, and the faults that they were shown to find.

import { existsSync, readFileSync } from "node:fs";
import { Failure } from "../../tools/lib/failure.ts";
import { replaceBetween } from "../../tools/lib/marked.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { type FoundFault, number, RECORDS, type Recorded } from "./record.ts";

export interface Run extends Recorded {
  readonly seconds: number;
  readonly finished: string;
}

/** The harnesses of `npm run test:robust`, by the name of their record, in the order of the page. */
export const HARNESSES: Readonly<Record<string, string>> = {
  faults: "[System calls that fail](../conformance/faults/README.md)",
  model: "[Random sequences against a model](../conformance/model/README.md)",
  load: "[Thousands of clients](../conformance/load)",
  ends: "[Wakes and ends of threads and processes](../conformance/ends/README.md)",
  sanitizers: "Compiled code under AddressSanitizer and UBSan",
  "wait-thread": "The native thread under ThreadSanitizer",
  rounds: "Memory",
  fuzz: "Spoilt specs and kinds",
  security: "[Hostile surroundings](../SECURITY.md)",
  "faults-found": "Planted: system calls that fail",
  "model-mutants": "Planted: the model",
};

/** The long runs of `npm run soak`, and the flag of each. */
export const SOAKS: Readonly<Record<string, string>> = {
  "soak-sequences": "Random sequences",
  "soak-faults": "System calls that fail (`--faults`)",
  "soak-load": "Clients (`--load`)",
  "soak-ends": "Wakes and ends (`--ends`)",
};

export function readRun(name: string): Run | undefined {
  const file = `${RECORDS}/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** The page with what the runs said; throws a Failure if one of `npm run test:robust` is missing. */
export function pageOf(page: string, runOf: (name: string) => Run | undefined): string {
  const missing = Object.keys(HARNESSES).filter((name) => runOf(name) === undefined);
  if (missing.length > 0)
    throw new Failure(`nothing is recorded of ${missing.join(", ")}; fix: npm run test:robust, which runs them all`);
  const faults = Object.keys(HARNESSES).flatMap((name) => runOf(name)!.faults ?? []);
  const parts: readonly (readonly [part: string, text: string])[] = [
    ["tests", table(HARNESSES, runOf)],
    ["soak", table(SOAKS, runOf)],
    ["faults", faultTable(faults)],
  ];
  return parts.reduce(
    (text, [part, table]) =>
      replaceBetween(text, [`<!-- run: ${part} -->`, `<!-- end of run: ${part} -->`], `\n${table}\n`),
    page,
  );
}

function table(titles: Readonly<Record<string, string>>, runOf: (name: string) => Run | undefined): string {
  const rows = Object.entries(titles).map(([name, title]) => {
    const run = runOf(name);
    if (run === undefined) return `| ${title} | not run | | |`;
    return `| ${title} | ${run.tried} | ${run.came} | ${number(Math.round(run.seconds))} |`;
  });
  return ["| | tried | came of it | seconds |", "|---|---|---|--:|", ...rows].join("\n");
}

function faultTable(faults: readonly FoundFault[]): string {
  const rows = faults.map(
    ({ fault, where, foundBy, seconds }) => `| ${fault} | \`${where}\` | ${foundBy} | ${seconds.toFixed(1)} |`,
  );
  return ["| fault | planted in | found by | after seconds |", "|---|---|---|--:|", ...rows].join("\n");
}

export const PAGE = inRoot("docs/reliability.md");
