// docs/api.md: its examples are run, its links lead somewhere, and it leaves no export out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pollio from "pollio";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { anchorOf } from "../../docs/site/reference.ts";

const root = join(import.meta.dirname, "../..");

interface Entry {
  readonly name: string;
  readonly example?: string;
  readonly methods?: readonly Entry[];
  readonly syscalls?: readonly Entry[];
  readonly internal?: boolean;
}

const poller = parse(readFileSync(join(root, "spec/poller.yaml"), "utf8")) as Record<string, readonly Entry[]>;

/** Those that this system has. */
function syscalls(): readonly Entry[] {
  const own = (os: string) => parse(readFileSync(join(root, `spec/${os}.yaml`), "utf8"));
  const { inherit, syscalls: calls } = own(process.platform);
  const inherited = own(inherit?.from ?? process.platform).syscalls as Entry[];
  const names: string[] = inherit?.syscalls ?? [];
  return [...(calls as Entry[]), ...inherited.filter(({ name }) => names.includes(name))];
}

const entries: readonly Entry[] = [
  ...poller.exports!,
  ...poller.facade!,
  ...poller.interfaces!.flatMap(({ name, methods = [] }) =>
    methods.map((method) => (name === "Functions" ? method : { ...method, name: `${name} ${method.name}` })),
  ),
  ...syscalls()
    .filter(({ internal }) => internal !== true)
    .map((call) => ({ ...call, name: `sys.${call.name}` })),
];

const values = new Map<string, unknown>(Object.entries(pollio));
const names = [...values.keys()].filter((name) => /^\w+$/.test(name) && name !== "default");

/** `expression; // → value` and `const name = expression; // → value` as assertions. */
function checked(line: string): string {
  const [, indent = "", statement, value] = /^(\s*)(.*); \/\/ → (.*)$/.exec(line) ?? [];
  if (statement === undefined) return line;
  const [, condition = "", rest = ""] = /^((?:if|for await) \(.*?\) )?(.*)$/.exec(statement)!;
  const [, name] = /^const (\w+) = /.exec(rest) ?? [];
  if (name !== undefined) return `${indent}${rest}; assert.deepEqual(${name}, ${value});`;
  return `${indent}${condition}assert.deepEqual(${rest}, ${value});`;
}

const PREAMBLE = "const poller = new OsPoller(); const [reader, writer] = pipe(); const bytes = new Uint8Array(1024);";

const AsyncFunction = (async () => {}).constructor as new (
  ...text: string[]
) => (...values: unknown[]) => Promise<void>;

async function run(example: string): Promise<void> {
  const body = example.split("\n").map(checked).join("\n");
  const text = `${PREAMBLE} try {\n${body}\n} finally { poller.close(); for (const fd of [reader, writer]) { release(fd); sys.close(fd); } }`;
  await new AsyncFunction("assert", ...names, text)(assert, ...names.map((name) => values.get(name)));
}

test.each(entries)("the example of $name does what it says", async ({ example }) => {
  expect(example).toBeDefined();
  await run(example!);
});

test("an example that is not right is found", async () => {
  await expect(run("poller.has(reader); // → true")).rejects.toThrow();
  await expect(run("const count = sys.write(writer, bytes); // → 3")).rejects.toThrow();
  await expect(run("poller.remove(reader);")).rejects.toThrow("is not a function");
});

const page = readFileSync(join(root, "docs/api.md"), "utf8");
const headings = [...page.matchAll(/^#{1,4} (.+)$/gm)].map(([, heading]) => heading!);

test("every export has a heading", () => {
  const flags = poller.flags!.map(({ name }) => name);
  expect(names.filter((name) => !headings.includes(name) && !flags.includes(name))).toEqual([]);
});

test("every link leads to a heading, and no two headings share an anchor", () => {
  const anchors = headings.map(anchorOf);
  const linked = new Set([...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!));
  expect([...linked].filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  const twice = [...linked].filter((anchor) => anchors.indexOf(anchor) !== anchors.lastIndexOf(anchor));
  expect(twice).toEqual([]);
});
