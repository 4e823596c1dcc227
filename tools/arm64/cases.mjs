// Which cases are run, and which are known to fail under emulation.

/**
 * The core: themes by the beginning of their names. It leaves out what starts many processes or threads, or measures for long; the
 * whole suite does that.
 */
export const CORE = Object.freeze([
  "exports.",
  "encoding.vectors",
  "kinds.own.every-tag-travels",
  "lifecycle.",
  "registration.",
  "modify.",
  "many.",
  "ready.",
  "stale.",
  "readiness.",
  "triggers.",
  "timeouts.",
  "wake.",
  "async.events",
  "async.timeout.",
  "iterate.",
  "nesting.",
  "batch.",
  "memory.one-buffer",
  "errors.",
  "sys.",
  "tcp.",
  "shutdown.",
  "datagrams.",
]);

/** What must fail when epoll_event has x86-64's 12 bytes on arm64: the simplest case of all, and the one about the user data. */
export const FIND_THE_LAYOUT = Object.freeze(["registration.add-wait-delete", "kinds.own.every-tag-travels"]);

/**
 * What fails here and would not on a machine of its own. A case that is listed and passes is a failure.
 *
 * @type {readonly { runtime: "node" | "bun", name: string, reason: string }[]}
 */
export const EXPECTED_FAILURES = Object.freeze([
  {
    runtime: "bun",
    name: "sys.memory.detached-and-resizable",
    reason:
      "Bun reserves memory for a resizable ArrayBuffer and calls mprotect on it, which qemu-user refuses: Bun ends the process",
  },
]);
