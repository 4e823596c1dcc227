// Spoils YAML as people, editors and merges do, and as nobody would.

import fc from "fast-check";

/** What may stand where another value stood. */
const VALUES = [
  ...["", "null", "~", "0", "-1", "1.5", "1e999", ".nan", "0x", "9007199254740993", "true", '""', "'", '"', "[]", "{}"],
  ...[
    "[",
    "{",
    "*x",
    "&x",
    "&x [*x]",
    "&x { a: *x }",
    "!!binary aGk=",
    "!!set {a}",
    "!x y",
    "|",
    ">",
    "? a",
    "- a",
    "<<: *x",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "a: b: c",
    "2026-11-27",
    "#",
    "%YAML 1.1",
    "---",
    "...",
    "\t",
    "\0",
    "\u2028",
  ],
  ...["\ud800", "é", "*/", "`", "$" + "{x}", "x".repeat(5_000), "[".repeat(500), "- ".repeat(500), "[".repeat(20_000)],
];

/** One change of a text; `at` and `to` are places in it, from 0 to 1. */
export interface Mutation {
  readonly how: keyof typeof CHANGES;
  readonly at: number;
  readonly to: number;
  readonly value: string;
}

type Change = (lines: string[], at: number, mutation: Mutation) => void;

const CHANGES = {
  "drop a line": (lines, at) => lines.splice(at, 1),
  "drop some lines": (lines, at, { to }) => lines.splice(at, 1 + Math.floor(to * 20)),
  "repeat a line": (lines, at) => lines.splice(at, 0, lines[at] ?? ""),
  "move a line": (lines, at, { to }) => lines.splice(Math.floor(to * lines.length), 0, ...lines.splice(at, 1)),
  "copy lines": (lines, at, { to }) => lines.splice(Math.floor(to * lines.length), 0, ...lines.slice(at, at + 8)),
  indent: (lines, at) => lines.splice(at, 1, ` ${lines[at]}`),
  outdent: (lines, at) => lines.splice(at, 1, (lines[at] ?? "").replace(/^ /, "")),
  "end here": (lines, at) => lines.splice(at),
  "another value": (lines, at, { value }) =>
    lines.splice(at, 1, (lines[at] ?? "").replace(/(:|-) .*|$/, `$1 ${value}`)),
  "another key": (lines, at, { value }) => lines.splice(at, 1, (lines[at] ?? "").replace(/[\w-]+:/, `${value}:`)),
  "a line of it": (lines, at, { value }) => lines.splice(at, 0, `${/^ */.exec(lines[at] ?? "")?.[0]}${value}`),
  "in the middle": (lines, at, { to, value }) => {
    const line = lines[at] ?? "";
    const middle = Math.floor(to * line.length);
    lines[at] = line.slice(0, middle) + value + line.slice(middle);
  },
  "drop a character": (lines, at, { to }) => {
    const line = lines[at] ?? "";
    const middle = Math.floor(to * line.length);
    lines[at] = line.slice(0, middle) + line.slice(middle + 1);
  },
} satisfies Record<string, Change>;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

export const mutations = fc.array(
  fc.record({
    how: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
    at: place,
    to: place,
    value: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...VALUES) }, { weight: 1, arbitrary: fc.string() }),
  }),
  { minLength: 1, maxLength: 4 },
);

export function mutated(text: string, changes: readonly Mutation[]): string {
  const lines = text.split("\n");
  for (const mutation of changes) CHANGES[mutation.how](lines, Math.floor(mutation.at * lines.length), mutation);
  return lines.join("\n");
}
