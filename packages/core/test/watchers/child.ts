// One scenario in a process of its own: `child.ts <scenario> <module that exports "opened">`.

import { readdirSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { load, Watched, type Watching } from "./watched.ts";

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string): void => console.log(text);

type Scenario = (backend: Watching, module: string) => void | Promise<void>;

const scenarios: Record<string, Scenario> = {
  none: () => {},

  "armed-unreferenced": (backend) => {
    const { watcher } = new Watched(backend, () => say("fired"));
    watcher.arm();
    watcher.unref();
  },

  "unreferenced-armed": (backend) => {
    const { watcher } = new Watched(backend, () => say("fired"));
    watcher.unref();
    watcher.arm();
  },

  "armed-referenced": (backend) => {
    const watched = new Watched(backend, () => {
      say("fired");
      watched.drain();
    });
    watched.watcher.unref();
    watched.watcher.arm();
    watched.watcher.ref();
    // It does not keep the process alive itself; when the watcher does, it goes off.
    setTimeout(() => watched.makeReadable(), 300).unref();
  },

  "never-armed": (backend) => {
    new Watched(backend, () => say("fired"));
  },

  "exit-while-armed": (backend) => {
    for (let i = 0; i < 3; i++) new Watched(backend, () => say("fired")).watcher.arm();
    setTimeout(() => {
      say("exiting");
      process.exit(0);
    }, 50);
  },

  "exit-in-callback": (backend) => {
    const watched = new Watched(backend, () => process.exit(0));
    watched.watcher.arm();
    watched.makeReadable();
  },

  dropped: async (backend) => {
    for (let i = 0; i < 50; i++) {
      const { watcher } = new Watched(backend, () => {});
      if (i % 2 === 0) watcher.arm();
      watcher.unref();
    }
    for (let i = 0; i < 5; i++) {
      collect();
      await sleep(5);
    }
  },

  "dropped-armed": async (backend) => {
    // Nobody holds what is armed but the host: it must fire all the same.
    armAndDrop(backend);
    for (let i = 0; i < 5; i++) {
      collect();
      await sleep(5);
    }
    dropped!();
  },

  "throws-handled": (backend) => {
    let calls = 0;
    process.on("uncaughtException", (error) => {
      say(`uncaught ${error.message}`);
      watched.watcher.arm();
    });
    const watched = new Watched(backend, () => {
      calls++;
      say(`call ${calls}`);
      if (calls === 1) {
        process.nextTick(() => say("tick"));
        queueMicrotask(() => say("microtask"));
        throw new Error("on purpose");
      }
      watched.close();
    });
    watched.watcher.arm();
    watched.makeReadable();
  },

  "throws-unhandled": (backend) => {
    const watched = new Watched(backend, () => {
      throw new Error("on purpose");
    });
    watched.watcher.arm();
    watched.makeReadable();
    setTimeout(() => process.exit(0), 5000);
  },

  // Two are ready at once: what the first call leaves to be done is done before the second.
  "left-to-be-done": (backend) => {
    const both = [0, 1].map(() => {
      const watched = new Watched(backend, () => {
        say("call");
        process.nextTick(() => say("done"));
        Promise.resolve().then(() => say("done"));
        watched.watcher.close();
      });
      return watched;
    });
    for (const watched of both) watched.watcher.arm();
    for (const watched of both) watched.makeReadable();
  },

  "terminate-while-armed": (_, module) => inWorkers(10, "armed", module, (worker) => worker.terminate()),
  "terminate-while-firing": (_, module) => inWorkers(10, "firing", module, (worker) => worker.terminate()),
  "worker-exits-while-armed": (_, module) => inWorkers(5, "exiting", module, ended),
  "worker-ends-by-itself": (_, module) => inWorkers(5, "ending", module, ended),
};

/** What a worker does. */
const roles: Record<string, (backend: Watching) => void> = {
  armed: (backend) => {
    for (let i = 0; i < 3; i++) new Watched(backend, () => {}).watcher.arm();
  },
  firing: (backend) => {
    for (let i = 0; i < 3; i++) {
      const watched = new Watched(backend, () => watched.watcher.arm());
      watched.watcher.arm();
      watched.makeReadable();
    }
  },
  exiting: (backend) => {
    new Watched(backend, () => {}).watcher.arm();
    setTimeout(() => process.exit(0), 30);
  },
  ending: (backend) => {
    const { watcher } = new Watched(backend, () => {});
    watcher.arm();
    watcher.unref();
  },
};

async function inWorkers(
  rounds: number,
  role: string,
  module: string,
  end: (worker: Worker, exit: Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const threads = (): number => readdirSync("/proc/self/task").length;
  let first = 0;
  for (let round = 0; round < rounds; round++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { role, module } });
    // Listened for from the start: one that ends at once may say its last word and exit in one turn of the loop.
    const exit = new Promise((resolve) => worker.once("exit", resolve));
    await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    if (role === "armed" || role === "firing") await sleep(20);
    await end(worker, exit);
    if (round === 1) {
      await sleep(100);
      first = threads();
    }
  }
  await sleep(300);
  const more = threads() - first;
  say(more > 2 ? `${more} threads are left` : "ended");
}

function ended(_: Worker, exit: Promise<unknown>): Promise<unknown> {
  return exit;
}

let dropped: (() => void) | undefined;

function armAndDrop(backend: Watching): void {
  const watched = new Watched(backend, () => say("fired"));
  watched.watcher.arm();
  const { raw } = backend;
  const { eventFd } = watched;
  const one = new Uint8Array(new BigUint64Array([1n]).buffer);
  dropped = () => raw.write(eventFd, one, 0, 8);
}

function collect(): void {
  const bun = (globalThis as { Bun?: { gc(force: boolean): void } }).Bun;
  if (bun === undefined) (globalThis as { gc?: () => void }).gc!();
  else bun.gc(true);
}

if (isMainThread) {
  const [scenario, module] = process.argv.slice(2) as [string, string];
  await scenarios[scenario]!(await load(module), module);
} else {
  const { role, module } = workerData as { role: string; module: string };
  roles[role]!(await load(module));
  parentPort!.postMessage("ready");
}
