// A wait on Deno's event loop, and each way in which it may be refused: then a thread waits.

import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { linux } from "../../../generated/core/linux.ts";

const { SYS_io_setup, SYS_io_submit, SYS_io_getevents } = linux.architectureConstants[process.arch as "x64"];

type Call = (...args: number[]) => number;
type Library = { symbols: Record<string, Call> };
type Symbols = Record<string, { nonblocking?: boolean }>;
/** In place of the kernel: an answer, or undefined to make the call. */
type Kernel = (number: number) => number | undefined;

interface Handle {
  open(): number;
  readStart(): number;
}

const { Deno } = globalThis as unknown as { Deno: { dlopen(path: string, symbols: Symbols): Library } };
const { binding } = process as unknown as { binding(name: string): { Pipe: new () => Handle; constants: object } };

/** The waits that Deno's pool has begun, of a backend of its own over this kernel. */
async function load(kernel: Kernel = () => undefined) {
  const pool = { calls: 0 };
  const dlopen = (path: string, symbols: Symbols): Library => {
    const library = Deno.dlopen(path, symbols);
    const { syscall, epoll_wait } = library.symbols;
    if (symbols.epoll_wait?.nonblocking) {
      const counted: Call = (...args) => {
        pool.calls++;
        return epoll_wait!(...args);
      };
      return { symbols: { ...library.symbols, epoll_wait: counted } };
    }
    if (syscall === undefined) return library;
    return { symbols: { syscall: (number, ...args) => kernel(number!) ?? syscall(number!, ...args) } };
  };
  vi.stubGlobal("Deno", { ...Deno, dlopen });
  vi.resetModules();
  return { ...(await import("../src/index.ts")), pool };
}

type Loaded = Awaited<ReturnType<typeof load>>;

/** One wait that begins before its event, and one after it. */
async function waitTwice({ OsPoller, pipe, sys }: Loaded): Promise<void> {
  using poller = new OsPoller();
  const [reader, writer] = pipe();
  poller.add({ fd: reader, kind: 1 });
  const wait = poller.waitAsync(5_000);
  await sleep(20);
  sys.write(writer, new Uint8Array(1));
  expect((await wait).length).toBe(1);
  expect((await poller.waitAsync(5_000)).length).toBe(1);
  for (const fd of [reader, writer]) sys.close(fd);
}

/** Changes what Deno does with a descriptor; null leaves it nothing. */
function stubPipe(changes: Partial<Handle> | null): void {
  const { Pipe, constants } = binding("pipe_wrap");
  class Changed extends Pipe {}
  Object.assign(Changed.prototype, changes);
  const answer = (changes === null ? {} : { Pipe: Changed, constants }) as ReturnType<typeof binding>;
  vi.spyOn(process as unknown as { binding: typeof binding }, "binding").mockReturnValue(answer);
}

/** Those that are open. */
function countEventfds(): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes("eventfd");
    } catch {
      return false; // the descriptor of this listing
    }
  }).length;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.runIf(process.platform === "linux")("a wait", () => {
  test("takes no thread", async () => {
    const loaded = await load();
    await waitTwice(loaded);
    expect(loaded.pool.calls).toBe(0);
  });

  test("takes none over a pipe that these tests can change", async () => {
    stubPipe({});
    const loaded = await load();
    await waitTwice(loaded);
    expect(loaded.pool.calls).toBe(0);
  });

  test("takes none after a thousand events, although the kernel keeps a result of each", async () => {
    let dropped = 0;
    const { OsPoller, pool } = await load((number) => void (number === SYS_io_getevents && dropped++));
    using poller = new OsPoller();
    for (let round = 0; round < 1_000; round++) {
      poller.notify();
      await poller.waitAsync(5_000);
    }
    expect(pool.calls).toBe(0);
    expect(dropped).toBeGreaterThan(0);
  });

  test("takes none after a thousand pollers that were closed during a wait, which the kernel ends later", async () => {
    const { OsPoller, pool } = await load();
    for (let round = 0; round < 1_000; round++) {
      // A context has room for some hundred polls that have not ended.
      if (round % 50 === 0) await sleep(20);
      const poller = new OsPoller();
      const wait = poller.waitAsync();
      await new Promise(setImmediate);
      poller.close();
      await expect(wait).rejects.toThrow();
    }
    expect(pool.calls).toBe(0);
  });
});

const answers = (wanted: number, result: number, after = 0): Kernel => {
  let calls = 0;
  return (number) => (number === wanted && calls++ >= after ? result : undefined);
};

const REFUSING: readonly [string, { kernel?: Kernel; pipe?: Partial<Handle> | null }][] = [
  ["the kernel opens no context", { kernel: answers(SYS_io_setup, -1) }],
  ["the kernel polls nothing", { kernel: answers(SYS_io_submit, -1) }],
  ["the kernel stops to poll", { kernel: answers(SYS_io_submit, -1, 2) }],
  ["the kernel takes the poll and signals nothing", { kernel: answers(SYS_io_submit, 1) }],
  ["Deno has no pipes", { pipe: null }],
  ["Deno refuses the descriptor", { pipe: { open: () => -22 } }],
  ["Deno refuses to read", { pipe: { readStart: () => -22 } }],
  ["Deno never reads", { pipe: { readStart: () => 0 } }],
];

describe.runIf(process.platform === "linux")("a thread takes the wait over where", () => {
  test.each(REFUSING)("%s", async (_, { kernel, pipe }) => {
    if (pipe !== undefined) stubPipe(pipe);
    const loaded = await load(kernel);
    const before = countEventfds();
    await waitTwice(loaded);
    expect(loaded.pool.calls).toBeGreaterThan(0);
    await expect.poll(countEventfds).toBeLessThanOrEqual(before);
  });
});
