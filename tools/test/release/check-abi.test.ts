// npm run check:abi: it must reject a spec that contradicts a system's headers.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as generate } from "../../../generator/src/run.ts";
import { abiOptions, abiTable, contradictions } from "../../abi/main.ts";
import { findZig, whyNoZig } from "../../cross/zig.ts";
import { inRoot } from "../../lib/root.ts";
import { run } from "../../lib/run.ts";

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "pollio-abi-"));
});
afterEach(() => rmSync(copy, { recursive: true }));

type Edit = readonly [find: string, put: string, after: string];

/** Spoils a copy of the spec, generates from it, and compiles its layout check for one target. */
async function checkCopy(target: string, file: string, edits: readonly Edit[]) {
  // The emitted C includes files of packages/core/native.
  for (const folder of ["spec", "templates", "packages/core/native"])
    cpSync(inRoot(folder), join(copy, folder), { recursive: true });
  for (const [find, put, after] of edits) {
    const text = readFileSync(join(copy, file), "utf8");
    const at = text.indexOf(find, text.indexOf(after));
    expect(at, `${find} in ${file}`).toBeGreaterThan(-1);
    writeFileSync(join(copy, file), text.slice(0, at) + put + text.slice(at + find.length));
  }
  expect(generate({ root: copy })).toMatchObject({ kind: "done" });
  const args = ["tools/bootstrap.mjs", "tools/abi/main.ts", "--json", "--target", target, "--root", copy];
  const { code, stdout, output } = await run(process.execPath, args, { timeout: 50_000 });
  return { code, output, rows: JSON.parse(stdout) };
}

/** What is wrong, the edits that make it so, each behind its third string, and what must be reported. */
const faults: { what: string; target: string; file: string; edits: Edit[]; says: string[] }[] = [
  {
    what: "an offset of Apple's kevent",
    target: "aarch64-macos",
    file: "spec/darwin.yaml",
    // The two exchange their places, so that nothing overlaps.
    edits: [
      ["type: i64\n        offset: 16", "type: i64\n        offset: 24", "struct: kevent"],
      ["type: u64\n        offset: 24", "type: u64\n        offset: 16", "struct: kevent"],
    ],
    says: ["spec/darwin.yaml: offset of kevent.data on arm64", "spec/darwin.yaml: offset of kevent.udata on arm64"],
  },
  {
    what: "the size of Apple's kevent",
    target: "x86_64-macos",
    file: "spec/darwin.yaml",
    edits: [["size: 32", "size: 36", "struct: kevent"]],
    says: ["spec/darwin.yaml: size of kevent on x64"],
  },
  {
    what: "a constant of Apple's",
    target: "aarch64-macos",
    file: "spec/darwin.yaml",
    edits: [["EV_DISPATCH: 0x80", "EV_DISPATCH: 0x100", ""]],
    says: ["spec/darwin.yaml: EV_DISPATCH"],
  },
  {
    what: "the packed epoll_event on arm64",
    target: "aarch64-linux-gnu",
    file: "spec/linux.yaml",
    edits: [
      ["size: 16\n    align: 8", "packed: true\n    size: 12\n    align: 1", "architectures: [arm64]"],
      ["offset: 8", "offset: 4", "architectures: [arm64]"],
    ],
    says: [
      "spec/linux.yaml: size of epoll_event on arm64",
      "spec/linux.yaml: alignment of epoll_event on arm64",
      "spec/linux.yaml: offset of epoll_event.data on arm64",
    ],
  },
  {
    what: "a constant of Linux's, with musl's headers",
    target: "x86_64-linux-musl",
    file: "spec/linux.yaml",
    edits: [["SO_REUSEPORT: 15", "SO_REUSEPORT: 14", ""]],
    says: ["spec/linux.yaml: SO_REUSEPORT"],
  },
];

const zig = findZig();
if (zig === undefined) console.warn(`NOT RUN: wrong specs against the other systems' headers: ${whyNoZig()}`);

describe.skipIf(zig === undefined)("with the headers of other systems", () => {
  test.each(["aarch64-macos", "aarch64-linux-musl"])("the spec is right for %s", async (target) => {
    const { code, rows } = await checkCopy(target, "spec/linux.yaml", []);
    expect({ code, rows }).toMatchObject({ code: 0, rows: [{ target, what: "layout", ok: true, wrong: [] }] });
  });

  test.each(faults)("a wrong spec is reported by name: $what", async ({ target, file, edits, says }) => {
    const { code, output, rows } = await checkCopy(target, file, edits);
    expect({ code, rows }).toMatchObject({ code: 1, rows: [{ target, ok: false, wrong: says }] });
    for (const message of says) expect(output).toContain(message);
  });
});

test("other errors of a compiler do not count as contradictions", () => {
  const output = [
    "a.c:1:1: error: static assertion failed due to requirement 'sizeof(struct kevent) == 36': spec/darwin.yaml: size of kevent on x64",
    "a.c:2:1: error: static assertion failed: spec/linux.yaml: EPOLLIN",
    'a.c:3:1: error: static assertion failed: "spec/linux.yaml: EPOLLOUT"',
    "a.c:4:1: error: use of undeclared identifier 'EPOLLPRI'; spec/linux.yaml: EPOLLPRI",
  ].join("\n");
  expect(contradictions(output)).toEqual([
    "spec/darwin.yaml: size of kevent on x64",
    "spec/linux.yaml: EPOLLIN",
    "spec/linux.yaml: EPOLLOUT",
  ]);
});

describe("check:abi compiles", () => {
  const jobs = (...args: string[]) => abiOptions(args).jobs.map(({ target, what }) => `${what} ${target.name}`);

  test("by default the layout check for six targets, and the addon for macOS and musl", () => {
    expect(jobs().sort()).toEqual([
      "addon aarch64-macos",
      "addon x86_64-linux-musl",
      "layout aarch64-linux-gnu",
      "layout aarch64-linux-musl",
      "layout aarch64-macos",
      "layout x86_64-linux-gnu",
      "layout x86_64-linux-musl",
      "layout x86_64-macos",
    ]);
  });

  test("with --all both for each target", () => expect(jobs("--all")).toHaveLength(12));

  test("with --target both for that one", () => {
    expect(jobs("--target", "x86_64-macos")).toEqual(["addon x86_64-macos", "layout x86_64-macos"]);
  });

  test("no unknown target", () => {
    expect(() => jobs("--target", "riscv64-linux-gnu")).toThrow(
      /--target takes one of aarch64-macos, .*'riscv64-linux-gnu'/,
    );
  });
});

test("the table names what is wrong", () => {
  const row = { target: "x86_64-macos", what: "layout" as const, ok: false, seconds: 1 };
  const table = abiTable([{ ...row, wrong: ["spec/darwin.yaml: EV_ADD"] }]);
  expect(table).toMatch(/x86_64-macos +│ DOES NOT COMPILE +│ not compiled +│ +1\.0 │/);
  expect(table).toContain("spec/darwin.yaml: EV_ADD");
});

test("a machine without zig is told how to get it, or that it cannot", () => {
  expect(whyNoZig("linux", "x64")).toContain("npm ci --include=optional");
  expect(whyNoZig("darwin", "arm64")).toBe("npm has zig for Linux on x64 only, and this is darwin arm64");
});
