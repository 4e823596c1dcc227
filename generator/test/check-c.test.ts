// The emitted C against this system's headers: it must compile, and a wrong number must not.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { copyTree, edit } from "./tree.ts";

function compile(root: string): { status: number | null; stderr: string } {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  const args = ["-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-fsyntax-only", "generated/check/linux.c"];
  const { status, stderr, error } = spawnSync("cc", args, { cwd: root, encoding: "utf8" });
  if (error !== undefined) throw error;
  return { status, stderr };
}

test("the spec is what the system's headers say", () => {
  expect(compile(copyTree())).toEqual({ status: 0, stderr: "" });
});

test.each([
  ["a constant", "EPOLLRDHUP: 0x2000", "EPOLLRDHUP: 0x4000", "spec/linux.yaml: EPOLLRDHUP"],
  ["a high constant", "EPOLLET: 0x80000000", "EPOLLET: 0x40000000", "spec/linux.yaml: EPOLLET"],
  ["an error number", "EAGAIN: 11", "EAGAIN: 35", "spec/linux.yaml: EAGAIN"],
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
])("%s that is wrong does not compile", (_, find, put, says) => {
  const root = copyTree();
  edit(root, "spec/linux.yaml", find, put);
  const { status, stderr } = compile(root);
  expect(status).not.toBe(0);
  expect(stderr).toContain(says);
});
