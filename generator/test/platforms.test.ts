// A second operating system beside Linux, made up from Linux's own spec.
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { formatDiagnostic } from "../../spec-tools/diagnostics.ts";
import { run } from "../src/run.ts";
import { copyRealTree, copyTree, edit, read, repository, write } from "./tree.ts";

/** Without eventfd and epoll_ctl, and with another number for F_DUPFD_CLOEXEC. */
function withDarwin(): string {
  const root = copyTree();
  const text = read(root, "spec/linux.yaml");
  const without = (from: string, to: string, rest: string) =>
    rest.slice(0, rest.indexOf(from)) + rest.slice(rest.indexOf(to));
  const shorter = without(
    "  - name: eventfd",
    "  - name: dup\n",
    without("  - name: epoll_ctl", "  - name: epoll_wait", text),
  );
  write(
    root,
    "spec/darwin.yaml",
    shorter.replace("os: linux", "os: darwin").replace("1030", "67").replace("ENOSYS: 38", "ENOSYS: 78"),
  );
  return root;
}

test("a call that a system lacks answers -ENOSYS there", () => {
  const root = withDarwin();
  expect(run({ root }).kind).toBe("done");
  const sys = read(root, "generated/core/sys.ts");
  expect(sys).toContain("Opens a counter that can be waited for. See eventfd(2). Linux only; elsewhere -ENOSYS.");
  expect(sys).toContain("return raw.eventfd === undefined ? -ENOSYS[os]! : raw.eventfd(initial, flags);");
  expect(sys).toContain("const ENOSYS = Object.freeze({ linux: 38, darwin: 78 } as Record<string, number>);");
});

test("a constant may depend on the architecture", () => {
  const root = copyTree();
  expect(run({ root }).kind).toBe("done");
  const linux = read(root, "generated/core/linux.ts");
  expect(linux).toMatch(
    /x64: Object\.freeze\(\{\s+O_DIRECTORY: 0x10000,\s+\}\),\s+arm64: Object\.freeze\(\{\s+O_DIRECTORY: 0x4000,/,
  );
  expect(read(root, "generated/check/linux.c")).toMatch(
    /defined\(__aarch64__\)\n_Static_assert\(\(unsigned long\)\(O_DIRECTORY\) == 0x4000UL, "spec\/linux\.yaml: O_DIRECTORY on arm64"\);/,
  );
  expect(read(root, "docs/api.md")).toContain("`O_DIRECTORY` 0x10000 on x64 or 0x4000 on arm64");
});

test("a backend supplies no call that the system lacks", () => {
  const root = withDarwin();
  run({ root });
  for (const table of ["koffi/darwin.ts", "bun/darwin.ts", "deno/darwin.ts", "node-ffi/darwin.ts", "napi/darwin.cc"]) {
    expect(read(root, `generated/${table}`)).not.toMatch(/epoll_ctl|eventfd\(/);
    expect(read(root, `generated/${table}`)).toContain("epoll_wait");
  }
  const [common = "", linux = "", darwin = ""] = read(root, "generated/core/sys.ts")
    .split(/^export interface \w+RawSys/m)
    .slice(1);
  expect(linux).toContain("bind_epoll_ctl(epfd: number, event: Block): Bound;");
  expect(common + darwin.slice(0, darwin.indexOf("\n}"))).not.toMatch(/epoll_ctl|eventfd\(/);
});

test("values that differ are chosen by the system", () => {
  const root = withDarwin();
  run({ root });
  const sys = read(root, "generated/core/sys.ts");
  expect(sys).toContain("linux: Object.freeze([0, 1030, 1, 2, 3, 4]), darwin: Object.freeze([0, 67, 1, 2, 3, 4])");
  expect(sys).toContain(
    "export function createSys(raw: CommonRawSys & Partial<LinuxRawSys & DarwinRawSys>, check: SysChecks, os: string): Sys {",
  );
});

test("a call that is another one on another system is refused", () => {
  const root = withDarwin();
  edit(root, "spec/darwin.yaml", "name: backlog", "name: queue", "name: listen");
  const result = run({ root });
  const messages = result.kind === "wrong" ? result.diagnostics.map(formatDiagnostic) : [];
  expect(messages).toEqual([
    expect.stringContaining("listen is listen(fd: number, queue: number) here and listen(fd: number, backlog: number)"),
  ]);
});

test.each([
  ["the spec", copyRealTree],
  ["the tests' spec", copyTree],
  ["systems that lack each other's calls", withDarwin],
])("what is emitted for %s has no error of types", (_, tree) => {
  const root = tree();
  const result = run({ root });
  if (result.kind !== "done") throw new Error("not generated");
  write(root, "package.json", '{ "type": "module" }');
  // Every runtime has these; their declarations come with the types of one.
  const declarations = [
    "declare interface AbortSignal { readonly aborted: boolean }",
    "declare const process: { readonly arch: string };",
  ];
  write(root, "runtime.d.ts", declarations.join("\n"));
  const files = [...result.files.keys()]
    .filter((path) => /^generated\/.*\.ts$/.test(path))
    .map((path) => join(root, path));
  const config = ts.readConfigFile(join(repository, "tsconfig.base.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  const program = ts.createProgram([...files, join(root, "runtime.d.ts")], { ...options, types: [] });
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map((entry) => ts.flattenDiagnosticMessageText(entry.messageText, " "));
  expect(messages).toEqual([]);
});

test("a call that has a number is made through syscall", () => {
  const root = copyTree();
  run({ root });
  expect(read(root, "generated/koffi/linux.ts")).toContain('host.func("int syscall(long number, int epfd');
  expect(read(root, "generated/bun/linux.ts")).toContain('host.syscall(["i32", "ptr"');
  expect(read(root, "generated/napi/linux.cc")).toContain("::syscall(441, in.integer(0)");
  expect(read(root, "generated/deno/linux.ts")).toContain("c_epoll_pwait2(441n, epfd | 0");
  expect(read(root, "generated/node-ffi/helper/linux.c")).toContain("syscall(441, (int)in[0]");
  expect(read(root, "generated/check/linux.c")).toContain("_Static_assert(SYS_epoll_pwait2 == 441");
});
