// Faults planted in core, each of which a system call that fails must bring to light, and what was found once.

import { afterAll, describe, expect, test } from "vitest";
import { report, tryFaults } from "../../faults/run.ts";
import { type FoundFault, record } from "../../reliability/record.ts";
import { type Mutant, planted } from "./mutants.ts";

interface Planted extends Mutant {
  /** The operation that finds it. */
  readonly only: string;
  /** What is said of it. */
  readonly found: RegExp;
  /** Where the host does not lend out its event loop. */
  readonly runtime?: "bun";
  readonly hangMs?: number;
}

const OPENING = { where: "systems/linux/epoll.ts", only: "new OsPoller" };
const THREAD = { where: "descriptors/thread-poller.ts" };

const PLANTED: Readonly<Record<string, Planted>> = {
  "a poller that cannot be opened leaves its epoll open": {
    ...OPENING,
    find: "if (this.wakeFd >= 0) raw.close(this.wakeFd);\n\t\t\traw.close(this.fd);",
    put: "if (this.wakeFd >= 0) raw.close(this.wakeFd);",
    found: /eventfd2 EINVAL, .*: descriptors: 1 left: \d+ → anon_inode:\[eventpoll\]/,
  },
  "an error names another call": {
    ...OPENING,
    find: 'opened(host, this.wakeFd, "eventfd")',
    put: 'opened(host, this.wakeFd, "epoll_create1")',
    found: /expected PollerError EINVAL -22 eventfd, got PollerError EINVAL -22 epoll_create1/,
  },
  "what close(2) interrupts is closed again": {
    where: "systems/linux/epoll.ts",
    find: "if (closeWaker(this.waker)) raw.close(this.wakeFd);",
    put: "if (closeWaker(this.waker)) while (raw.close(this.wakeFd) === -4);",
    only: "close",
    found: /close EINTR, .*: outcome: it was called again/,
  },
  "a socket that cannot be bound stays open": {
    where: "sockets/sockets.ts",
    find: "raw.close(fd);\n\t\tthrow require_src.syscallError(platform, result, syscall, what);",
    put: "throw require_src.syscallError(platform, result, syscall, what);",
    only: "listenTcp",
    found: /setsockopt EBADF, .*: descriptors: 1 left: \d+ → socket/,
  },
  "a signal ends a wait that goes on after it": {
    where: "poller/whole-wait.ts",
    find: "if (fetched !== retried) return fetched;",
    put: "return fetched;",
    only: "goes on after EINTR",
    found: /epoll_wait EINTR, .*: outcome: expected {"length":1/,
  },
  "a refused call ends the process": {
    ...OPENING,
    find: 'opened(host, this.wakeFd, "eventfd")',
    put: "this.wakeFd < 0 && process.abort()",
    found: /new OsPoller: eventfd2 EINVAL, .*: end: the process ended/,
  },
  "a refused call is made again for ever": {
    ...OPENING,
    find: 'opened(host, this.wakeFd, "eventfd")',
    put: "while (this.wakeFd < 0)",
    found: /new OsPoller: eventfd2 EINVAL, .*: end: nothing for 2 s/,
    hangMs: 2_000,
  },
};

/** Each was in pollio until a system call that failed showed it. */
const FOUND: Readonly<Record<string, Planted>> = {
  "an interrupted write loses a wake-up": {
    where: "systems/linux/waker.ts",
    find: "while (raw.write(fd, ONE, 0, ONE.length) === -EINTR$1);",
    put: "raw.write(fd, ONE, 0, ONE.length);",
    only: "notify, then wait",
    found: /write EINTR, .*: outcome: expected .*"woken":true/,
  },
  "an interrupted look ends an asynchronous wait": {
    where: "poller/fetching.ts",
    find: "this.#pastStale(this.#uninterrupted(first))",
    put: "this.#pastStale(first)",
    only: "the first waitAsync",
    found: /later epoll_wait of own EINTR, .*: outcome: expected 1, got PollerError EINTR/,
  },
  "a wait that cannot be registered is forgotten": {
    ...THREAD,
    find: "this.#end(descriptor, error);\n\t\treturn error;",
    put: "return undefined;",
    only: "writable, beside a readable",
    found: /epoll_ctl MOD \w+, .*: late/,
  },
  "a watch that cannot be armed again is silent": {
    ...THREAD,
    find: "this.#end(descriptor, error);\n\t\treturn error;",
    put: "return undefined;",
    only: "armed again",
    found: /epoll_ctl MOD \w+, .*: silence/,
  },
  "a look that fails finds nothing": {
    ...THREAD,
    find: "if (ready < 0) throw require_src.syscallError(",
    put: "if (ready < 0) return 0; else if (ready < 0) throw require_src.syscallError(",
    only: "beside a watch for edges",
    found: /epoll_wait EBADF, .*: (outcome|late)/,
  },
  "a thread whose wait failed leaves its epoll open": {
    where: "waits/session.ts",
    find: "if (this.#facility.check() >= 0) {\n\t\t\tthis.end();",
    put: "if (this.#facility.check() > 0) {\n\t\t\tthis.end();",
    only: "the first waitAsync",
    found: /later epoll_wait of others \w+, .*: descriptors: 1 left: .*eventpoll/,
    runtime: "bun",
  },
};

describe.skipIf(process.platform !== "linux")("system calls that fail bring to light that", () => {
  const all = { ...PLANTED, ...FOUND };
  const faults: FoundFault[] = [];
  afterAll(() => {
    const tried = `${Object.keys(all).length} faults planted in @pollio/core`;
    record("faults-found", { tried, came: `${faults.length} found`, faults });
  });

  test.each(Object.entries(all))("%s", async (name, { only, found, runtime, hangMs, ...mutant }) => {
    const subject = { ...planted(name, mutant), runtime: runtime ?? "node" } as const;
    const result = await tryFaults(subject, { only, isEnough: true, ...(hangMs !== undefined && { hangMs }) });
    expect(report(result)).toMatch(found);
    const where = `packages/core/src/${mutant.where}`;
    faults.push({ fault: name, where, foundBy: `fault ${result.faults} of "${only}"`, seconds: result.seconds });
    console.log(`${name} (${mutant.where}): fault ${result.faults}, ${result.seconds.toFixed(1)} s: ${report(result)}`);
  });
});
