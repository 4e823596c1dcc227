// Which cases npm run test:arm64 runs, which it expects to fail under emulation, and how it judges them.
import type { Listed, Result, Run } from "@pollio/conformance/runner";

export interface Backend {
  readonly name: "napi" | "koffi" | "bun";
  readonly runtime: "node" | "bun";
}

/** One backend, as --json prints it. */
export interface Row {
  readonly backend: string;
  readonly runtime: string;
  readonly passed: number;
  /** Failures that are listed, each with its reason. */
  readonly expected: readonly string[];
  /** A sentence each. */
  readonly problems: readonly string[];
  readonly notProvable: readonly { name: string; reason: string }[];
  readonly seconds: number;
}

/** The core: beginnings of names. It leaves out what starts many processes or threads, or measures for long. */
// biome-ignore format: a list of words
export const CORE: readonly string[] = [
  "exports.", "encoding.vectors", "kinds.own.every-tag-travels", "lifecycle.", "registration.", "modify.", "many.",
  "ready.", "stale.", "readiness.", "triggers.", "timeouts.", "wake.", "async.events", "async.timeout.", "iterate.",
  "nesting.", "batch.", "memory.one-buffer", "errors.", "sys.", "tcp.", "shutdown.", "datagrams.",
];

/** What must fail if epoll_event has x86-64's 12 bytes on arm64: the simplest case of all, and the one about the user data. */
export const FIND_THE_LAYOUT: readonly Listed[] = [
  { case: "registration.add-wait-delete", reason: "the layout is wrong" },
  { case: "kinds.own.every-tag-travels", reason: "the layout is wrong" },
];

/** What fails under emulation, and would not on a real arm64 machine, by runtime. A listed case that passes is a failure. */
export const EXPECTED_FAILURES: Readonly<Record<Backend["runtime"], readonly Listed[]>> = {
  node: [],
  bun: [
    {
      case: "sys.memory.detached-and-resizable",
      reason:
        "Bun calls mprotect on the memory it reserves for a resizable ArrayBuffer; qemu-user refuses, and Bun exits",
    },
  ],
};

/** Judges a run of the suite. */
export function judge(backend: string, { results, notProvable, leftOut, trouble, runtime, seconds }: Run): Row {
  const having = (status: Result["status"]) => results.filter((each) => each.status === status);
  const problems = having("failed").map(({ name, message, details }) => `${name}: ${details ?? message}`);
  for (const { name, reason } of leftOut) problems.push(`${name}: its adapter leaves it out: ${reason}`);
  if (trouble !== undefined) problems.push(trouble.message);
  if (results.length === 0) problems.push("no case was run");
  const expected = having("expected").map(({ name, reason }) => `${name}: ${reason}`);
  const passed = having("passed").length;
  return { backend, runtime, passed, expected, problems, notProvable, seconds: Math.round(seconds * 10) / 10 };
}
