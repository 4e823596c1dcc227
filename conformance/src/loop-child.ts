// Runs in a child process: leaves a wait pending, depending on the mode, so that the parent sees when the process ends.
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import type { Adapter, Poller } from "./adapter.ts";
import { complete } from "./complete.ts";
import { type Does, descriptorModes } from "./descriptor-modes.ts";
import { leaveBehind } from "./support/left-behind.ts";

const [url, mode] = isMainThread ? (process.argv.slice(2) as [string, string]) : (workerData as [string, string]);
const { adapter } = (await import(url)) as { adapter: Adapter };
const { module } = complete(adapter);
const { OsPoller, sys } = module;
const { gc, Bun } = globalThis as { gc?: () => void; Bun?: { gc(force: boolean): void } };

const descriptors = descriptorModes(module, { say, workerThatSays, workerThatEnds });

/** What the main thread does in each mode. */
const main: Readonly<Record<string, Does>> = {
  ...descriptors.main,
  pending: () => report(onInput()),
  "ref-again": () => {
    const poller = onInput();
    report(poller);
    poller.unref().ref();
  },
  iterate: async () => {
    for await (const { length } of onInput()) {
      say({ length, fd: 0 });
      break;
    }
  },
  unref: () => {
    const poller = onInput();
    report(poller);
    poller.unref();
  },
  "unref-first": () => report(onInput().unref()),
  "unref-timeout": () => {
    const poller = onInput();
    report(poller, 60_000);
    poller.unref();
  },
  "left-behind": () => reportLive(burdened()),
  "unref-left-behind": async () => {
    const poller = burdened();
    reportLive(poller);
    // By then it is in a pause.
    await sleep(30);
    poller.unref();
  },
  idle: () => void onInput().wait(0),
  settled: async () => {
    const poller = onInput();
    for (const timeout of [0, 1, 5]) await poller.waitAsync(timeout);
  },
  aborted: async () => {
    const controller = new AbortController();
    const pending = onInput().waitAsync(60_000, { signal: controller.signal });
    await sleep(5);
    controller.abort();
    await pending.catch(() => {});
  },
  closed: async () => {
    const poller = onInput();
    const pending = poller.waitAsync(60_000);
    await sleep(5);
    poller.close();
    await pending.catch(() => {});
  },
  timeout: async () => {
    const start = process.hrtime.bigint();
    const { length } = await onInput().waitAsync(100);
    return () => say({ length, elapsed: Number(process.hrtime.bigint() - start) / 1e6 });
  },
  exit: () => {
    report(onInput());
    setTimeout(() => process.exit(7), 20);
  },
  throw: () => {
    report(onInput());
    setTimeout(() => {
      throw new Error("this error is not caught");
    }, 20);
  },
  terminate: async () => void (await (await workerThatSays("pending")).terminate()),
  "exit-with-a-worker": async () => {
    await workerThatSays("pending");
    report(onInput());
    setTimeout(() => process.exit(7), 20);
  },
  "worker-exit": () => workerThatEnds("exit"),
  "worker-unref": () => workerThatEnds("unref"),
};

/** What a worker does in each mode, with some pollers that wait. */
const inWorker: Readonly<Record<string, Does>> = {
  ...descriptors.inWorker,
  pending: () => manyPending(),
  exit: () => {
    manyPending();
    setTimeout(() => process.exit(0), 20);
  },
  unref: () => {
    for (const poller of manyPending()) poller.unref();
  },
};

if (!isMainThread) {
  inWorker[mode]!();
  const { parentPort } = await import("node:worker_threads");
  parentPort!.postMessage("pending");
} else if (mode === "collect") {
  await keepsPending();
} else {
  const done = main[mode]!() as unknown;
  if (mode === "timeout") {
    say({ mode });
    ((await done) as () => void)();
  } else if (!["descriptors-heap", "descriptors-no-descriptor-free", "descriptors-poller-closed"].includes(mode)) {
    if (!["pending", "ref-again", "iterate", "left-behind"].includes(mode)) await done;
    say({ mode });
  }
}

/** A poller with standard input, to which the parent writes. */
function onInput(): Poller {
  const poller = new OsPoller({ maxEvents: 8 });
  poller.add({ fd: 0, kind: 1 });
  return poller;
}

/** The same, with a registration left behind that stays ready. */
function burdened(): Poller {
  const poller = onInput();
  const fds = new Int32Array(2);
  sys.pipe(fds);
  sys.write(fds[1]!, Uint8Array.of(1));
  leaveBehind({ sys }, poller, sys.dup(fds[0]!));
  return poller;
}

function reportLive(poller: Poller): void {
  void poller.waitAsync().then((ready) => {
    const live = [...ready];
    say({ length: live.length, fd: live[0]?.fd });
  });
}

function report(poller: Poller, timeoutMs?: number): void {
  void poller.waitAsync(timeoutMs).then((ready) => say({ length: ready.length, fd: ready.fd(0) }));
}

function manyPending(): Poller[] {
  return Array.from({ length: 5 }, () => {
    const poller = new OsPoller({ maxEvents: 8 });
    void poller.waitAsync();
    return poller;
  });
}

async function workerThatSays(what: string): Promise<Worker> {
  const worker = new Worker(new URL(import.meta.url), { workerData: [url, what] });
  await new Promise((resolve) => worker.once("message", resolve));
  return worker;
}

async function workerThatEnds(what: string): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), { workerData: [url, what] });
  const code = await new Promise((resolve) => worker.once("exit", resolve));
  if (code !== 0) throw new Error(`the worker ended with ${code}`);
}

/** Drops references to pollers, with and without a pending wait, and collects garbage. */
async function keepsPending(): Promise<void> {
  let settled = 0;
  const idle: WeakRef<Poller>[] = [];
  const writers: number[] = [];
  const forget = (): void => {
    for (let i = 0; i < 20; i++) {
      idle.push(new WeakRef(new OsPoller({ maxEvents: 8 })));
      const fds = new Int32Array(2);
      sys.pipe(fds);
      writers.push(fds[1]!);
      const poller = new OsPoller({ maxEvents: 8 });
      poller.add({ fd: fds[0]!, kind: 2 });
      void poller.waitAsync().then((ready) => {
        settled += ready.fd(0) === fds[0]! ? 1 : 0;
      });
    }
  };
  forget();
  const gone = (): number => idle.filter((each) => each.deref() === undefined).length;
  for (let i = 0; i < 100 && gone() === 0; i++) {
    // A dereferenced WeakRef keeps its target until the turn ends.
    await sleep(5);
    if (Bun === undefined) gc!();
    else Bun.gc(true);
  }
  say({ collected: gone(), waiting: writers.length - settled });
  for (const writer of writers) sys.write(writer, Uint8Array.of(1));
  for (let i = 0; i < 500 && settled < writers.length; i++) await sleep(5);
  say({ settled });
}

/** Written synchronously, so that it is out before the process ends. */
function say(message: Record<string, unknown>): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}
