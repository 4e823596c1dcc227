// Runs in a child process with a host name and mounts of its own. Waits in every way for a file that reports an event only to the
// first look, and prints what each wait reported.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Adapter, Poller, Registration, SysLike } from "./adapter.ts";
import { complete } from "./complete.ts";
import { PRESSURE_FILE, PRESSURE_TRIGGER } from "./support/privileges.ts";

type Ready = ReturnType<Poller["wait"]>;

/** A file, and what makes it report an event. */
interface Consuming {
  open(sys: SysLike): number;
  change(): void;
  /** Within how many milliseconds it reports. */
  readonly withinMs: number;
}

/** What one wait reported. */
export interface Told {
  readonly trigger: string;
  readonly way: string;
  readonly length: number;
  readonly isUrgent: boolean;
}

/** How long this thread is busy while another may take an event. */
const SPIN_MS = 50;

const TRIGGERS = ["level", "edge", "oneshot"] as const;

const files: Readonly<Record<string, () => Consuming>> = {
  sysctl() {
    const path = "/proc/sys/kernel/hostname";
    let changes = 0;
    return {
      open: (sys) => openedAndRead(sys, path),
      change: () => writeFileSync(path, `pollio-${changes++}`),
      withinMs: 0,
    };
  },

  mounts() {
    const folder = mkdtempSync(join(tmpdir(), "pollio-"));
    process.on("exit", () => rmdirSync(folder));
    let isMounted = false;
    return {
      open: (sys) => openedAndRead(sys, "/proc/self/mounts"),
      change() {
        const [command, ...args] = isMounted ? ["umount", folder] : ["mount", "-t", "tmpfs", "pollio", folder];
        spawnSync(command!, args);
        isMounted = !isMounted;
      },
      withinMs: 0,
    };
  },

  /**
   * As much pressure as there can be: the event comes by itself, at most once in each window. What is busy yields to everything
   * else on the machine; it always delays its own kind.
   */
  pressure() {
    for (let i = 0; i < 2 * availableParallelism(); i++) {
      const loop = "while kill -0 $PPID; do :; done";
      const busy = spawn("nice", ["-n", "19", "sh", "-c", loop], { stdio: "ignore" });
      process.on("exit", () => busy.kill("SIGKILL"));
    }
    return {
      open(sys) {
        const fd = opened(sys, PRESSURE_FILE, "r+");
        sys.write(fd, new TextEncoder().encode(PRESSURE_TRIGGER));
        return fd;
      },
      change() {},
      withinMs: 2_200,
    };
  },
};

/** Deno closes what it has opened when it likes to. */
function opened(sys: SysLike, path: string, flags: string): number {
  const fd = openSync(path, flags);
  const own = sys.dup(fd);
  closeSync(fd);
  return own;
}

function openedAndRead(sys: SysLike, path: string): number {
  const fd = opened(sys, path, "r");
  sys.read(fd, new Uint8Array(65_536));
  return fd;
}

async function run(url: string, name: string, usualPatienceMs: number, say: (told: Told) => void): Promise<void> {
  const { adapter } = (await import(url)) as { adapter: Adapter };
  const { OsPoller, Interest, Readiness, sys } = complete(adapter).module;
  const { open, change, withinMs } = files[name]!();
  // The kernel reports pressure at most once in a window, and looks once in a window: an event that just missed one takes two.
  const patienceMs = Math.max(usualPatienceMs, 5 * withinMs);
  const later = (): void => void setTimeout(change, 30);
  const changed = <T>(value: T): T => {
    change();
    return value;
  };

  const ways: Readonly<Record<string, (poller: Poller) => Ready | Promise<Ready>>> = {
    wait: (poller) => changed(poller).wait(patienceMs),
    "waitAsync, which begins before the event": (poller) => {
      later();
      return poller.waitAsync(patienceMs);
    },
    "waitAsync, which begins after the event": async (poller) => {
      change();
      await sleep(withinMs);
      return poller.waitAsync(patienceMs);
    },
    "for await": async (poller) => {
      later();
      for await (const ready of poller) return ready;
      throw new Error("the iterator ended");
    },
    "wait, after a waitAsync that was aborted when it had happened": async (poller) => {
      await abortedAfterEvent(poller);
      return poller.wait(0);
    },
    "waitAsync, after another that was aborted when it had happened": async (poller) => {
      await abortedAfterEvent(poller);
      return poller.waitAsync(patienceMs);
    },
  };

  /** The event happens while this thread is busy, so that another one may have it by the time of the abort. */
  async function abortedAfterEvent(poller: Poller): Promise<void> {
    const controller = new AbortController();
    const wait = poller.waitAsync(-1, { signal: controller.signal });
    wait.catch(() => {});
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    change();
    const end = performance.now() + SPIN_MS;
    while (performance.now() < end);
    controller.abort();
    await wait.then(
      () => {
        throw new Error("the aborted wait resolved");
      },
      () => {},
    );
  }

  const openAll = () =>
    TRIGGERS.map((trigger) => {
      const event = { fd: open(sys), kind: 2 } as const;
      const options: Registration = { interest: Interest.Priority, trigger };
      const poller = new OsPoller();
      poller.add(event, options);
      return { trigger, event, options, poller };
    });
  const tell = async (way: string, { trigger, event, options, poller }: Opened): Promise<void> => {
    poller.modify(event, options);
    poller.wait(0);
    const ready = await ways[way]!(poller);
    say({ trigger, way, length: ready.length, isUrgent: (ready.readiness(0) & Readiness.Priority) !== 0 });
  };
  type Opened = ReturnType<typeof openAll>[number];

  if (withinMs === 0) {
    const pollers = openAll();
    for (const way of Object.keys(ways)) for (const one of pollers) await tell(way, one);
  } else {
    const [blocking, ...others] = Object.keys(ways).filter((way) => !way.includes("aborted"));
    for (const one of openAll()) await tell(blocking!, one);
    // What takes long to come is waited for in all other ways at once, each with files of its own.
    await Promise.all(others.flatMap((way) => openAll().map((one) => tell(way, one))));
  }
}

/** The same by `ready` and `watch`, each for a file of its own. */
async function runWithoutPoller(
  url: string,
  name: string,
  timeoutMs: number,
  say: (told: Told) => void,
): Promise<void> {
  const { adapter } = (await import(url)) as { adapter: Adapter };
  const { Interest, Readiness, ready, release, sys, watch } = complete(adapter).module;
  const { open, change } = files[name]!();
  const interest = Interest.Priority;
  const watched = (fd: number, trigger: (typeof TRIGGERS)[number]): Promise<number> =>
    new Promise((resolve) => {
      const watching = watch(
        fd,
        (readiness) => {
          watching.close();
          resolve(readiness);
        },
        { interest, trigger },
      );
    });
  const tell = async (way: string, trigger: string, wait: (fd: number) => Promise<number>): Promise<void> => {
    const fd = open(sys);
    const pending = wait(fd);
    setTimeout(change, 30);
    say({ trigger, way, length: 1, isUrgent: ((await pending) & Readiness.Priority) !== 0 });
    release(fd);
    sys.close(fd);
  };
  await tell("ready", "oneshot", (fd) => ready(fd, { interest, timeoutMs }));
  await tell("ready, which begins after the event", "oneshot", (fd) => {
    change();
    return ready(fd, { interest, timeoutMs });
  });
  for (const trigger of TRIGGERS) await tell("watch", trigger, (fd) => watched(fd, trigger));
}

if (isMainThread) {
  const [url, name, patience, where] = process.argv.slice(2) as [string, string, string, "main" | "worker" | "alone"];
  const say = (told: Told): void => void writeSync(1, `${JSON.stringify(told)}\n`);
  if (where !== "worker") {
    await (where === "main" ? run : runWithoutPoller)(url, name, Number(patience), say);
    process.exit(0);
  }
  const worker = new Worker(new URL(import.meta.url), { workerData: [url, name, Number(patience)] });
  worker.on("message", say);
  worker.on("exit", () => process.exit(0));
} else {
  const [url, name, patienceMs] = workerData as [string, string, number];
  await run(url, name, patienceMs, (told) => parentPort!.postMessage(told));
}
