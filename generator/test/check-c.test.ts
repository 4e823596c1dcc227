// The emitted C against this system's headers: it must compile, and a wrong number must not.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { copyRealTree, copyTree, edit, read } from "./tree.ts";

const here = process.platform === "darwin" ? "darwin" : "linux";

function compile(root: string, source = `generated/check/${here}.c`): { status: number | null; stderr: string } {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  const args = ["-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-fsyntax-only", source];
  const { status, stderr, error } = spawnSync("cc", args, { cwd: root, encoding: "utf8" });
  if (error !== undefined) throw error;
  return { status, stderr };
}

test("the spec is what the system's headers say", () => {
  expect(compile(copyRealTree())).toEqual({ status: 0, stderr: "" });
});

test.runIf(here === "linux")(
  "the tests' spec is what the system's headers say, so that what follows fails for the edit alone",
  () => {
    expect(compile(copyTree())).toEqual({ status: 0, stderr: "" });
  },
);

test("the helper object of node-ffi compiles without a warning, and has no function of more than three arguments", () => {
  const root = copyRealTree();
  const helper = `generated/node-ffi/helper/${here}`;
  expect(compile(root, `${helper}.c`)).toEqual({ status: 0, stderr: "" });
  const heads = read(root, `${helper}.c`).match(/^int pollio_\w+\(.*\)/gm) ?? [];
  const symbols = read(root, `${helper}.ts`).match(/^ {2}pollio_\w+: \{/gm) ?? [];
  expect(heads.length).toBeGreaterThan(10);
  expect(heads).toHaveLength(symbols.length);
  expect(heads.filter((head) => head.split(",").length > 3)).toEqual([]);
});

// The tests' spec of Darwin repeats little of Linux's.
test.runIf(here === "linux").each([
  ["a constant", "EPOLLRDHUP: 0x2000", "EPOLLRDHUP: 0x4000", "spec/linux.yaml: EPOLLRDHUP"],
  ["a high constant", "EPOLLET: 0x80000000", "EPOLLET: 0x40000000", "spec/linux.yaml: EPOLLET"],
  ["an error number", "EAGAIN: 11", "EAGAIN: 35", "spec/linux.yaml: EAGAIN"],
  [
    "a direct number",
    "direct: {x64: 232}",
    "direct: {x64: 233}",
    "spec/linux.yaml: direct number of epoll_wait on x64",
  ],
  ["a size", "size: 110", "size: 112", "spec/linux.yaml: size of sockaddr_un on"],
  [
    "an offset",
    "type: u16\n        offset: 2",
    "type: u8\n        offset: 3",
    "spec/linux.yaml: offset of sockaddr_in.sin_port on",
  ],
  ["a field's size", "type: u8[108]", "type: u8[100]", "spec/linux.yaml: size of sockaddr_un.sun_path on"],
  [
    "an alignment",
    "size: 110\n    align: 2",
    "size: 110\n    packed: true\n    align: 1",
    "spec/linux.yaml: alignment of sockaddr_un on",
  ],
  ["a struct in a struct", "type: struct timespec", "type: struct rlimit", "no member named ‘rlim_cur’"],
])("%s that is wrong does not compile", (_, find, put, says) => {
  const root = copyTree();
  edit(root, "spec/linux.yaml", find, put);
  const { status, stderr } = compile(root);
  expect(status).not.toBe(0);
  expect(stderr).toContain(says);
});
