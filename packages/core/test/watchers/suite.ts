// What every backend's LoopWatcher must do. It is called from packages/*/test/watcher.test.ts.

import { execFile } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PollerError } from "../../src/arguments/errors.ts";
import type { LinuxRawSys, OnReadable } from "../../src/backend/seam.ts";
import { bundledBackend, bundledChild } from "./bundled.ts";
import { Watched, type Watching } from "./watched.ts";

const CHILD = new URL("./child.ts", import.meta.url);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isLinux = process.platform === "linux";
/** The open descriptors, and the threads, which only Linux lists. */
const DESCRIPTORS = isLinux ? "/proc/self/fd" : "/dev/fd";
const descriptors = (): number => readdirSync(DESCRIPTORS).length;
const threads = (): number => (isLinux ? readdirSync("/proc/self/task").length : 0);

/** Undefined for the descriptor that listed the folder. */
function linkOf(name: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${name}`);
  } catch {
    return undefined;
  }
}

/** `module` exports `opened`, for the scenarios that need a process of their own. */
export function watcherSuite(name: string, module: URL, backend: Watching): void {
  const raw = backend.raw as LinuxRawSys;
  const open: Watched[] = [];
  const watched = (onReadable: OnReadable): Watched => {
    const one = new Watched(backend, onReadable);
    open.push(one);
    return one;
  };
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });

  describe(`the loop watcher of ${name}`, () => {
    test("calls once for an arm, and not from within it", async () => {
      let calls = 0;
      const { watcher, ...one } = spread(watched(() => calls++));
      one.makeReadable();
      watcher.arm();
      watcher.arm();
      expect(calls).toBe(0);
      await until(() => calls > 0);
      await sleep(50);
      expect(calls).toBe(1);
    });

    test("does not call while it is not armed", async () => {
      let calls = 0;
      watched(() => calls++).makeReadable();
      await sleep(50);
      expect(calls).toBe(0);
    });

    test("calls when the descriptor becomes readable later", async () => {
      let calls = 0;
      const one = watched(() => calls++);
      one.watcher.arm();
      await sleep(50);
      expect(calls).toBe(0);
      one.makeReadable();
      await until(() => calls === 1);
    });

    test("calls again for the same readiness when it is armed again", async () => {
      let calls = 0;
      const one = watched(() => calls++);
      one.makeReadable();
      for (let round = 1; round <= 3; round++) {
        one.watcher.arm();
        await until(() => calls === round);
      }
    });

    test("can be armed from within the call", async () => {
      let calls = 0;
      const one = watched(() => {
        if (++calls < 100) one.watcher.arm();
      });
      one.makeReadable();
      one.watcher.arm();
      await until(() => calls === 100);
    });

    test("does not call after close, even if a call was pending", async () => {
      let calls = 0;
      for (let round = 0; round < 50; round++) {
        const one = new Watched(backend, () => calls++);
        one.makeReadable();
        one.watcher.arm();
        if (round % 2 === 0) await new Promise(setImmediate);
        const before = calls;
        one.close();
        one.watcher.arm();
        one.watcher.ref();
        one.watcher.unref();
        one.watcher.close();
        await sleep(1);
        expect(calls).toBe(before);
      }
    });

    test("can be closed from within the call", async () => {
      for (let round = 0; round < 20; round++) {
        let calls = 0;
        const one = new Watched(backend, () => {
          calls++;
          one.close();
        });
        one.makeReadable();
        one.watcher.arm();
        await until(() => calls === 1);
      }
    });

    test("can close another watcher that is about to be called", async () => {
      let calls = 0;
      const pair = [0, 1].map((me) =>
        watched(() => {
          calls++;
          pair[1 - me]!.watcher.close();
        }),
      );
      for (const one of pair) one.makeReadable();
      for (const one of pair) one.watcher.arm();
      await until(() => calls > 0);
      await sleep(50);
      expect(calls).toBe(1);
    });

    test("serves a hundred watchers at once, independently", async () => {
      const calls = new Array<number>(100).fill(0);
      const all = calls.map((_, i) => watched(() => void calls[i]!++));
      for (const one of all) one.watcher.arm();
      for (const [i, one] of all.entries()) if (i % 2 === 0) one.makeReadable();
      await until(() => calls.filter((n) => n === 1).length === 50);
      await sleep(30);
      expect(calls).toEqual(calls.map((_, i) => (i % 2 === 0 ? 1 : 0)));
    });

    test("releases the descriptor's number, whose new owner can be watched", async () => {
      for (let round = 0; round < 20; round++) {
        const first = new Watched(backend, () => expect.unreachable());
        first.watcher.arm();
        first.close();
        let calls = 0;
        const second = new Watched(backend, () => calls++);
        expect(second.fd).toBe(first.fd);
        second.watcher.arm();
        second.makeReadable();
        await until(() => calls === 1);
        second.close();
      }
    });

    test("refuses a descriptor that is not open, and leaves nothing behind", async () => {
      const before = descriptors();
      expect(() => backend.watch(1_000_000, () => {}).arm()).toThrow(
        expect.objectContaining({ name: "PollerError", code: "EBADF", fd: 1_000_000 }),
      );
      expect(descriptors()).toBe(before);
    });

    test("rejects pending waits when the descriptor of its helper is closed, and the next wait starts a new helper", async () => {
      const failures: (PollerError | undefined)[] = [];
      const waiting = watched((failure) => failures.push(failure));
      const other = watched(() => {});
      const helpers = epollsOpenedBy(() => {
        for (const one of [waiting, other]) one.watcher.arm();
      });
      await sleep(50);
      for (const fd of helpers) raw.close(fd);
      // The helper notices when it comes back from its wait.
      other.makeReadable();
      if (helpers.length > 0) {
        await until(() => failures.length > 0);
        expect(failures).toEqual([
          expect.objectContaining({ name: "PollerError", code: "EBADF", errno: -9, syscall: "epoll_wait" }),
        ]);
        waiting.watcher.arm();
      }
      waiting.makeReadable();
      await until(() => failures.at(-1) === undefined && failures.length > 0);
      for (let round = 0; round < 3; round++) {
        other.watcher.arm();
        waiting.watcher.arm();
        const before = failures.length;
        await until(() => failures.length > before);
      }
      expect(failures.slice(1).every((failure) => failure === undefined)).toBe(true);
    });

    test("starts a new helper for a wait that begins after somebody closed what the old one waits on", async () => {
      const waiting = watched(() => {});
      let calls = 0;
      const late = watched((failure) => void (failure === undefined && calls++));
      const helpers = epollsOpenedBy(() => waiting.watcher.arm());
      await sleep(50);
      for (const fd of helpers) raw.close(fd);
      // Their numbers have new owners, which stay open.
      const owners = helpers.map(() => raw.eventfd(0, 0));
      late.makeReadable();
      late.watcher.arm();
      await until(() => calls === 1);
      for (const fd of owners) expect(raw.close(fd)).toBe(0);
    });

    test("a thousand watchers leave no descriptor, no thread and no memory behind", async () => {
      const cycle = async (round: number): Promise<void> => {
        let calls = 0;
        const one = new Watched(backend, () => calls++);
        one.watcher.arm();
        if (round % 10 === 0) {
          one.makeReadable();
          await until(() => calls === 1);
        }
        one.close();
      };
      for (let round = 0; round < 300; round++) await cycle(round);
      await sleep(100);
      const before = { fds: descriptors(), threads: threads() };
      // What each thousand leaves behind, all of them do; what an engine happens to keep of one, it keeps once.
      let grown = Number.POSITIVE_INFINITY;
      for (let thousand = 0; thousand < 3 && grown >= 16; thousand++) {
        const rss = process.memoryUsage.rss();
        for (let round = 0; round < 1000; round++) await cycle(round);
        grown = (process.memoryUsage.rss() - rss) / 2 ** 20;
      }
      // A thread that has been told to end may take a while on a busy machine.
      await expect.poll(descriptors, { timeout: 5_000 }).toBeLessThanOrEqual(before.fds);
      await expect.poll(threads, { timeout: 5_000 }).toBeLessThanOrEqual(before.threads);
      expect(grown).toBeLessThan(16);
    });

    test("a watcher that is always ready leaves timers, immediates and files their turn", async () => {
      const turns = { watcher: 0, timer: 0, immediate: 0, file: 0 };
      const one = watched(() => {
        turns.watcher++;
        one.watcher.arm();
      });
      one.makeReadable();
      one.watcher.arm();
      const kinds = Object.keys(turns) as (keyof typeof turns)[];
      // On a busy machine, turns take longer: what is starved gets none in all this time.
      const end = performance.now() + 5_000;
      const during = async (turn: () => Promise<unknown>, kind: keyof typeof turns): Promise<void> => {
        while (performance.now() < end && kinds.some((each) => turns[each] <= 20)) {
          await turn();
          turns[kind]++;
        }
      };
      await Promise.all([
        during(() => sleep(1), "timer"),
        during(() => new Promise(setImmediate), "immediate"),
        during(() => readFile(import.meta.filename), "file"),
      ]);
      for (const kind of kinds) expect(turns[kind], kind).toBeGreaterThan(20);
    });
  });

  describe(`a process with a loop watcher of ${name}`, () => {
    let run: (scenario: string) => Promise<Outcome>;
    beforeAll(async () => {
      if (process.versions.bun !== undefined) run = (scenario) => runChild(CHILD, scenario, module);
      else {
        const owner = name.replace(/\W+/g, "-");
        const [child, backend] = await Promise.all([bundledChild(owner), bundledBackend(owner, module)]);
        run = (scenario) => runChild(child, scenario, backend);
      }
    });

    test.each(["armed-unreferenced", "unreferenced-armed", "never-armed"])("ends by itself: %s", async (scenario) => {
      let late = Number.POSITIVE_INFINITY;
      // Other programs may delay one, but hardly each.
      for (let attempt = 0; attempt < 3 && late >= 1000; attempt++) {
        const { code, out, endedAt } = await run(scenario);
        expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\d+\n$/) });
        late = endedAt - Number(out);
      }
      expect(late).toBeLessThan(1000);
    });

    test("is kept alive by an armed watcher, until it is disarmed", async () => {
      expect(await run("armed-referenced")).toMatchObject({ code: 0, out: "fired\n" });
    });

    test("ends at once on process.exit", async () => {
      expect(await run("exit-while-armed")).toMatchObject({ code: 0, out: "exiting\n" });
      expect(await run("exit-in-callback")).toMatchObject({ code: 0, out: "" });
    });

    test("ends cleanly if watchers were dropped without close", async () => {
      expect(await run("dropped")).toMatchObject({ code: 0, err: "" });
    });

    test("is called back although nobody holds the armed watcher", async () => {
      expect(await run("dropped-armed")).toMatchObject({ code: 0, out: "fired\n" });
    });

    test("gets what the callback throws as an uncaught exception, and the watcher lives on", async () => {
      const { code, out } = await run("throws-handled");
      expect(out.split("\n").filter((line) => line !== "tick" && line !== "microtask")).toEqual([
        "call 1",
        "uncaught on purpose",
        "call 2",
        "",
      ]);
      expect(out).toContain("tick");
      expect(out).toContain("microtask");
      expect(code).toBe(0);
    });

    test("ends if nobody handles what the callback throws", async () => {
      const { code, err } = await run("throws-unhandled");
      expect(err).toContain("on purpose");
      expect(code).not.toBe(0);
    });

    test("does what a callback scheduled before the next callback", async () => {
      const { code, out } = await run("left-to-be-done");
      expect(out).toBe("call\ndone\ndone\ncall\ndone\ndone\n");
      expect(code).toBe(0);
    });

    test.each(["terminate-while-armed", "terminate-while-firing", "worker-exits-while-armed", "worker-ends-by-itself"])(
      "lets workers end: %s",
      async (scenario) => {
        expect(await run(scenario)).toMatchObject({ code: 0, out: "ended\n", err: "" });
      },
    );
  });
}

/** Its methods as separate functions. */
function spread(one: Watched) {
  return { watcher: one.watcher, makeReadable: () => one.makeReadable(), drain: () => one.drain() };
}

/** The epolls that are open after the action and were not before: what a backend waits on for itself. None on macOS, which tells nobody. */
function epollsOpenedBy(action: () => void): number[] {
  const before = epolls();
  action();
  return epolls().filter((fd) => !before.includes(fd));
}

function epolls(): number[] {
  if (!isLinux) return [];
  return readdirSync(DESCRIPTORS)
    .filter((name) => linkOf(name) === "anon_inode:[eventpoll]")
    .map(Number);
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!condition()) {
    if (performance.now() > end) throw new Error("waited 5 s in vain");
    await new Promise(setImmediate);
  }
}

interface Outcome {
  code: number | string | null;
  out: string;
  err: string;
  /** By Date.now, as what a child says of itself. */
  endedAt: number;
}

function runChild(child: URL, scenario: string, module: URL): Promise<Outcome> {
  const cwd = fileURLToPath(new URL("../../../../", import.meta.url));
  const flags = process.versions.bun === undefined ? ["--expose-gc"] : [];
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  return new Promise((resolve) => {
    const process_ = execFile(
      process.execPath,
      [...flags, fileURLToPath(child), scenario, module.href],
      { cwd, env, timeout: 60_000, killSignal: "SIGKILL" },
      (error, out, err) => {
        const code = error === null ? 0 : (process_.signalCode ?? process_.exitCode);
        resolve({ code, out, err, endedAt: Date.now() });
      },
    );
  });
}
