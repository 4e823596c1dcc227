import type { StartTake } from "../backend/seam.ts";
import { fsModule, osModule, pathModule, waitThreadSource } from "../host-modules.ts";
import { type StartWaitThread, threadError, type WaitHost } from "./session.ts";
import { type WorkerEntry, workerTake, workerWaitThread } from "./worker-thread.ts";

/**
 * The best wait thread that the host offers without an addon: a compiled one, else a worker that runs `workerEntry`. It is made
 * when it is first needed, so a program that never waits pays nothing. `only` is for tests.
 */
export function hostWaitThread(workerEntry: () => WorkerEntry, host: WaitHost, only?: "worker"): StartWaitThread {
  let start: StartWaitThread | undefined;
  return (fd, wakeFd, onReport) => {
    start ??= (only === "worker" ? undefined : compiledWaitThread(host)) ?? workerWaitThread(workerEntry(), host);
    return start(fd, wakeFd, onReport);
  };
}

/** The same for waits that take one event. */
export function hostTake(workerEntry: () => WorkerEntry, host: WaitHost, only?: "worker"): StartTake {
  let start: StartTake | undefined;
  return (epfd, wakeFd, onTaken) => {
    start ??= (only === "worker" ? undefined : compiledTake(host)) ?? workerTake(workerEntry(), host);
    return start(epfd, wakeFd, onTaken);
  };
}

const symbols = {
  pollio_wait_thread_start: { args: ["napi_env", "int", "int", "int", "napi_value"], returns: "i64_fast" },
  pollio_wait_thread_stop: { args: ["ptr", "ptr"], returns: "int" },
} as const;

/** The part of bun:ffi in use, https://bun.com/docs/api/cc. */
interface BunFfi {
  cc(options: { source: string; symbols: object }): {
    symbols: {
      pollio_wait_thread_start(
        env: null,
        epfd: number,
        wakeFd: number,
        one: 0 | 1,
        onReport: (result: number) => void,
      ): number;
      pollio_wait_thread_stop(thread: number, one: Int32Array | null): number;
    };
  };
}

/**
 * The native thread under Bun: its built-in C compiler compiles wait-thread.c in some milliseconds. Undefined in other hosts, and
 * where no memory may be made executable.
 */
export function compiledWaitThread({ platform }: WaitHost): StartWaitThread | undefined {
  const library = compile();
  if (library === undefined) return undefined;
  const { pollio_wait_thread_start: start, pollio_wait_thread_stop: stop } = library.symbols;
  return (epfd, wakeFd, onReport) => {
    // Bun replaces the first argument with the environment.
    const thread = start(null, epfd, wakeFd, 0, onReport);
    if (thread < 0) throw threadError(platform, thread);
    return { stop: () => void stop(thread, null) };
  };
}

function compiledTake({ platform }: WaitHost): StartTake | undefined {
  const library = compile();
  if (library === undefined) return undefined;
  const { pollio_wait_thread_start: start, pollio_wait_thread_stop: stop } = library.symbols;
  return (epfd, wakeFd, onTaken) => {
    const thread = start(null, epfd, wakeFd, 1, () => onTaken());
    if (thread < 0) throw threadError(platform, thread);
    return { end: (event) => stop(thread, event) };
  };
}

type Library = ReturnType<BunFfi["cc"]>;

/** Null before the first attempt. */
let library: Library | undefined | null = null;

function compile(): Library | undefined {
  if (library === null) library = compileNow();
  return library;
}

function compileNow(): Library | undefined {
  if (process.versions.bun === undefined) return undefined;
  const { mkdtempSync, rmSync, writeFileSync } = fsModule();
  const { join } = pathModule();
  let folder: string | undefined;
  try {
    // The compiler reads files only.
    folder = mkdtempSync(join(osModule().tmpdir(), "pollio-"));
    const source = join(folder, "wait-thread.c");
    writeFileSync(source, waitThreadSource());
    return (process.getBuiltinModule("bun:ffi") as unknown as BunFfi).cc({ source, symbols });
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
