// What loop-child.ts does in the modes that are about waits for single descriptors. They wait for standard input.
import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import type { BackendModule } from "./adapter.ts";
import { openDescriptors } from "./support/descriptors.ts";

export type Does = () => unknown;

interface Parent {
  say(message: Record<string, unknown>): void;
  workerThatSays(what: string): Promise<Worker>;
  workerThatEnds(what: string): Promise<void>;
}

const INPUT = 0;

/** How often "descriptors-heap" does each thing, unless its argument says so. */
const ROUNDS = 20_000;

export function descriptorModes(
  { ready, readable, writable, watch, release, pipe, sys, constants }: BackendModule,
  { say, workerThatSays, workerThatEnds }: Parent,
): { main: Readonly<Record<string, Does>>; inWorker: Readonly<Record<string, Does>> } {
  const report = (): void => say({ length: 1, fd: INPUT });

  /** Reports once, and ends. */
  const watchInput = () => {
    const watching = watch(INPUT, () => {
      watching.close();
      report();
    });
    return watching;
  };

  const main: Readonly<Record<string, Does>> = {
    readable: () => void readable(INPUT).then(report),
    watch: () => void watchInput(),
    "watch-ref": () => void watchInput().unref().ref(),
    "watch-unref": () => void watchInput().unref(),
    "watch-unref-readable": () => {
      watch(pipe()[0], () => {}).unref();
      void readable(INPUT).then(report);
    },
    "readable-settled": async () => {
      for (const timeoutMs of [0, 1, 5]) await readable(INPUT, { timeoutMs });
    },
    "readable-aborted": async () => {
      const controller = new AbortController();
      const pending = readable(INPUT, { signal: controller.signal, timeoutMs: 60_000 });
      await sleep(5);
      controller.abort();
      await pending.catch(() => {});
    },
    "watch-closed": async () => {
      const all = [watch(INPUT, () => {}), watch(INPUT, () => {}), watchInput().unref()];
      await sleep(5);
      for (const each of all) each.close();
      watch(INPUT, () => {}).close();
    },
    "watch-released": async () => {
      watchInput();
      const pending = readable(INPUT);
      await sleep(5);
      release(INPUT);
      await pending.catch(() => {});
    },
    "watch-paused": () => {
      let calls = 0;
      const watching = watch(INPUT, () => calls++, { interest: 0 });
      // Nothing but the watch keeps the process until then.
      setTimeout(() => {
        watching.close();
        say({ later: true, calls });
      }, 250).unref();
    },
    "watch-exit": () => {
      watchInput();
      setTimeout(() => process.exit(7), 20);
    },
    "watch-terminate": async () => void (await (await workerThatSays("watching")).terminate()),
    "watch-worker-exit": () => workerThatEnds("watching-exit"),
    "watch-throws": () => {
      const uncaught: string[] = [];
      process.on("uncaughtException", (error) => uncaught.push(error.message));
      let [calls, others] = [0, 0];
      const other = watch(INPUT, () => others++);
      const throwing = watch(INPUT, () => {
        calls++;
        if (calls === 3) setTimeout(finish, 20);
        if (calls > 3) calls = 3;
        else throw new Error(`call ${calls}`);
      });
      const finish = (): void => {
        for (const each of [other, throwing]) each.close();
        say({ uncaught, calls, others });
        process.exit(0);
      };
    },
    "watch-throws-uncaught": () => {
      watch(INPUT, () => {
        throw new Error("this error is not caught");
      });
    },
    "descriptors-no-descriptor-free": async () => say({ codes: await withoutDescriptors() }),
    "descriptors-poller-closed": async () => say(await withoutPoller()),
    "descriptors-heap": async () => say({ grown: await heapGrowth(Number(process.argv[4] ?? ROUNDS)) }),
  };

  const inWorker: Readonly<Record<string, Does>> = {
    watching: () => void watchSome(),
    "watching-exit": () => {
      watchSome();
      setTimeout(() => process.exit(0), 20);
    },
  };

  /** How each function fails where the thread's poller cannot be opened, and that it can be opened later. */
  async function withoutDescriptors(): Promise<Record<string, string>> {
    const [reader] = pipe();
    const cells = new BigUint64Array(2);
    const bytes = new Uint8Array(cells.buffer);
    const limit = (soft: bigint): void => {
      sys.getrlimit(constants.RLIMIT_NOFILE!, bytes);
      cells[0] = soft;
      sys.setrlimit(constants.RLIMIT_NOFILE!, bytes);
    };
    sys.getrlimit(constants.RLIMIT_NOFILE!, bytes);
    const usual = cells[0]!;
    // Whatever else it is, such as a file that can no longer be loaded, is told in its own words.
    const codeOf = (error: unknown): string => {
      const { name, code } = error as { name: string; code: string };
      return name === "PollerError" ? code : String(error);
    };
    limit(BigInt(reader));
    const codes: Record<string, string> = {};
    const waits = { ready: ready(reader), readable: readable(reader), writable: writable(reader) };
    try {
      watch(reader, () => {});
    } catch (error) {
      codes.watch = codeOf(error);
    }
    limit(usual);
    for (const [name, wait] of Object.entries(waits)) codes[name] = await wait.then(() => "", codeOf);
    codes.later = String(await readable(reader, { timeoutMs: 0 }));
    return codes;
  }

  /** Closes the epolls that the first wait opened, and waits again. */
  async function withoutPoller(): Promise<Record<string, unknown>> {
    const [[reader, writer], [other, otherWriter]] = [pipe(), pipe()];
    const before = openDescriptors();
    const pending = readable(reader);
    const rejected = pending.then(
      () => "",
      (error: { code: string }) => error.code,
    );
    await sleep(50);
    for (const [fd, what] of openDescriptors()) {
      if (before.get(fd) !== what && what.includes("[eventpoll]")) sys.close(fd);
    }
    sys.write(otherWriter, Uint8Array.of(1));
    // A helper that waits for the host was closed as well, and may report that only now.
    const later = await readable(other).catch(() => readable(other));
    let calls = 0;
    const watching = watch(reader, () => {
      calls++;
      watching.close();
    });
    sys.write(writer, Uint8Array.of(1));
    await readable(reader);
    await sleep(20);
    return { rejected: await rejected, later, calls };
  }

  function watchSome(): void {
    for (let i = 0; i < 5; i++) watch(pipe()[0], () => {});
    void readable(pipe()[0]);
  }

  /** Bytes by which the heap has grown after so many rounds of each way. */
  async function heapGrowth(times: number): Promise<Record<string, number>> {
    const grown: Record<string, number> = {};
    const [reader, writer] = pipe();
    const byte = new Uint8Array(1);
    const { signal } = new AbortController();
    const ways: Readonly<Record<string, Does>> = {
      "a promise": async () => {
        sys.write(writer, byte);
        await readable(reader, { signal, timeoutMs: 60_000 });
        sys.read(reader, byte);
      },
      "a release": async () => {
        const pending = readable(reader).catch(() => {});
        release(reader);
        await pending;
      },
      "a watch": () => watch(reader, () => {}, { signal }).close(),
      "a refusal": () => readable(2 ** 31 - 1).catch(() => {}),
      "another descriptor": async () => {
        const [one, other] = pipe();
        sys.write(other, byte);
        await readable(one);
        for (const fd of [one, other]) sys.close(fd);
      },
    };
    for (const [what, way] of Object.entries(ways)) {
      const rounds = async (count: number): Promise<void> => {
        for (let round = 0; round < count; round++) await way();
      };
      await rounds(2_000);
      const before = await heapBytes();
      await rounds(times);
      grown[what] = (await heapBytes()) - before;
    }
    return grown;
  }

  return { main, inWorker };
}

/** Bytes in use, after garbage has been collected. */
async function heapBytes(): Promise<number> {
  const { gc, Bun } = globalThis as { gc?: () => void; Bun?: { gc(force: boolean): void } };
  for (let i = 0; i < 3; i++) {
    await sleep(10);
    if (Bun === undefined) gc?.();
    else Bun.gc(true);
  }
  return process.memoryUsage().heapUsed;
}
