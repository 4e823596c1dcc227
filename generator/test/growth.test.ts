// What one edit of the spec changes, and what it does not.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Result, run } from "../src/run.ts";
import { addRiscv, copyTree, read, write } from "./tree.ts";

const timer = "  - name: Timer\n    tag: 3\n    doc: A timer; readable means that it has expired.\n";

function generate(root: string): Extract<Result, { kind: "done" }> {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return result;
}

test("a kind is three lines, and changes the kinds, the vectors and the reference alone", () => {
  const root = copyTree();
  generate(root);
  write(root, "spec/event-kinds.yaml", read(root, "spec/event-kinds.yaml") + timer);
  const { differences } = generate(root);
  expect(differences).toEqual({
    missing: [],
    orphans: [],
    stale: [
      "docs/api.md",
      "docs/architecture.md",
      "generated/conformance/vectors.ts",
      "generated/core/event-kinds.ts",
      "generated/core/event-object.ts",
      "generated/pollio/standard-kinds.ts",
    ],
  });
  expect(read(root, "generated/core/event-object.ts")).toContain("  timer(fd: number): EventObject<3>;");
  expect(read(root, "generated/core/event-kinds.ts")).toContain("  Timer: 3,");
  expect(read(root, "generated/conformance/vectors.ts")).toContain(
    '{ kind: "Timer", tag: 3, factory: "timer", fd: 2147483647, word: 549755813635 }',
  );
  expect(read(root, "docs/api.md")).toContain("| `Timer` | 3 | `EventObject.timer(fd)` | 1283 |");
});

test("an architecture needs the spec only", () => {
  const root = copyTree();
  addRiscv(root);
  generate(root);
  const module = read(root, "generated/core/linux.ts");
  const riscv64 = module.slice(module.lastIndexOf("riscv64: Object.freeze({"));
  expect(riscv64).toContain("epoll_event: Object.freeze({\n        size: 16,");
  const check = read(root, "generated/check/linux.c");
  expect(check).toContain("#elif defined(__riscv)");
  expect(check).toContain('sizeof(struct epoll_event) == 16, "spec/linux.yaml: size of epoll_event on riscv64"');
});

test("a syscall is in every backend's table", () => {
  const root = copyTree();
  generate(root);
  const entry = [
    "  - name: getpid",
    "    header: unistd.h",
    "    source: getpid(2)",
    "    doc: Gives the number of this process.",
    "    returns: The number.",
    "    params: []",
    "",
  ].join("\n");
  write(root, "spec/linux.yaml", read(root, "spec/linux.yaml") + entry);
  const { differences, files } = generate(root);
  // Darwin, which was not given the call, stays as it is.
  const untouched = /^generated\/(check|conformance|core|pollio)\/|\/darwin\./;
  const tables = [...files.keys()].filter((path) => path.startsWith("generated/") && !untouched.test(path));
  expect(tables.length).toBeGreaterThan(6);
  expect(differences.stale).toEqual(
    [
      "docs/api.md",
      "docs/architecture.md",
      "generated/conformance/contract.ts",
      "generated/core/sys.ts",
      ...tables,
    ].sort(),
  );
  expect(read(root, "generated/conformance/contract.ts")).toContain("\n  getpid(): number;\n");
  expect(read(root, "generated/koffi/linux.ts")).toContain('host.func("int getpid(void)")');
  expect(read(root, "generated/bun/linux.ts")).toContain('getpid: { args: [], returns: "i32" },');
  expect(read(root, "generated/deno/linux.ts")).toContain('getpid: { parameters: [], result: "i32" },');
  expect(read(root, "generated/napi/linux.cc")).toContain("return result(env, ::getpid());");
  expect(read(root, "generated/node-ffi/linux.ts")).toContain('getpid: { arguments: [], return: "int32" },');
  expect(read(root, "generated/node-ffi/helper/linux.c")).toContain("return result(getpid());");
});

test("a backend is a folder of templates/", () => {
  const root = copyTree();
  mkdirSync(join(root, "templates/demo"));
  cpSync(join(root, "templates/koffi/types.json"), join(root, "templates/demo/types.json"));
  write(root, "templates/demo/platform.txt.hbs", "{{#each functions}}\n{{name}}/{{args.length}}\n{{/each}}\n");
  generate(root);
  const lines = read(root, "generated/demo/linux.txt").split("\n");
  expect(lines).toContain("epoll_ctl/4");
  // It can point into an array, because nothing says that it cannot.
  expect(lines).not.toContain("readv/3");
});
