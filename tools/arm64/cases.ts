// Which cases npm run test:arm64 runs, which it expects to fail under emulation, and how it judges them.
import { judgeCases } from "../suite/judge.mjs";
import type { Session } from "../suite/session.mjs";

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
export const FIND_THE_LAYOUT: readonly string[] = ["registration.add-wait-delete", "kinds.own.every-tag-travels"];

interface ExpectedFailure {
  readonly runtime: Backend["runtime"];
  readonly name: string;
  readonly reason: string;
}

/** What fails under emulation, and would not on a real arm64 machine. A listed case that passes is a failure. */
export const EXPECTED_FAILURES: readonly ExpectedFailure[] = [
  {
    runtime: "bun",
    name: "sys.memory.detached-and-resizable",
    reason:
      "Bun calls mprotect on the memory it reserves for a resizable ArrayBuffer; qemu-user refuses, and Bun exits",
  },
];

/** Judges what the cases of a backend gave. */
export function judge({ name: backend, runtime }: Backend, session: Session, listed = EXPECTED_FAILURES): Row {
  const known = new Map(listed.filter((entry) => entry.runtime === runtime).map((entry) => [entry.name, entry.reason]));
  const cases = judgeCases(session.results, known, "tools/arm64/cases.ts");
  const having = (status: string) => cases.filter((each) => each.status === status);
  const problems = having("failed").map(({ name, message }) => `${name}: ${message}`);
  if (session.trouble !== undefined) problems.push(session.trouble);
  if (session.results.length === 0) problems.push("no case was run");
  const expected = having("expected").map(({ name, reason }) => `${name}: ${reason}`);
  return { ...rowOf(backend, session), passed: having("passed").length, expected, problems };
}

/** Judges what the cases of a sabotaged backend gave: each of them must have failed. */
export function judgeSabotage({ name }: Backend, session: Session, finders: readonly string[]): Row {
  const found = new Set(session.results.filter(({ message }) => message !== undefined).map((result) => result.name));
  const blind = finders.filter((finder) => !found.has(finder));
  return {
    ...rowOf(`${name}, 12-byte layout`, session),
    passed: 0,
    expected: finders.filter((finder) => found.has(finder)),
    problems: blind.map((finder) => `${finder} does not find the wrong layout`),
  };
}

function rowOf(backend: string, { runtime, notProvable, seconds }: Session) {
  return { backend, runtime, notProvable, seconds: Math.round(seconds * 10) / 10 };
}
