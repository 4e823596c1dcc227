import { createRequire } from "node:module";
import { nativeFile } from "../host-modules.ts";
import type { StartWaitThread, WaitHost } from "./session.ts";
import { workerWaitThread } from "./worker-thread.ts";

/**
 * The best thread that the host can have without an addon: a compiled one, or a worker that runs
 * `workerEntry`. It is made
 * when it is first needed, so that what never waits pays nothing. `only` is for tests.
 */
export function hostWaitThread(workerEntry: () => string | URL, host: WaitHost, only?: "worker"): StartWaitThread {
  let start: StartWaitThread | undefined;
  return (fd, wakeFd, onReady) => {
    start ??= (only === "worker" ? undefined : compiledWaitThread()) ?? workerWaitThread(workerEntry(), host);
    return start(fd, wakeFd, onReady);
  };
}

// The native thread under Bun: wait-thread.c, taken by Bun's built-in C compiler in some milliseconds.

const symbols = {
  pollio_wait_thread_start: { args: ["napi_env", "int", "int", "napi_value"], returns: "ptr" },
  pollio_wait_thread_stop: { args: ["ptr"], returns: "void" },
} as const;

/** What is used of bun:ffi, https://bun.com/docs/api/cc. */
interface BunFfi {
  cc(options: { source: string; symbols: object }): {
    symbols: {
      pollio_wait_thread_start(
        env: null,
        epfd: number,
        wakeFd: number,
        onReady: (token: number) => void,
      ): number | null;
      pollio_wait_thread_stop(thread: number): void;
    };
  };
}

/** Undefined where it cannot be compiled: in another host, or where memory must not be made executable. */
export function compiledWaitThread(): StartWaitThread | undefined {
  const library = compile();
  if (library === undefined) return undefined;
  const { pollio_wait_thread_start: start, pollio_wait_thread_stop: stop } = library.symbols;
  return (epfd, wakeFd, onReady) => {
    // Bun puts the environment into the place of the first argument.
    const thread = start(null, epfd, wakeFd, onReady);
    if (thread === null) throw new Error("pollio: no thread could be started to wait in");
    return { stop: () => stop(thread) };
  };
}

function compile(): ReturnType<BunFfi["cc"]> | undefined {
  if (process.versions.bun === undefined) return undefined;
  try {
    const { cc } = createRequire(import.meta.url)("bun:ffi") as BunFfi;
    return cc({ source: nativeFile("wait-thread.c"), symbols });
  } catch {
    return undefined;
  }
}
