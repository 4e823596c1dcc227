// What is used of the host. Its modules are loaded when they are first needed: loading them at once would make importing a sixth
// slower (node:net alone loads all of Node's streams). They are not imported, because a bundle of ES modules has no `require` for what
// it was made of, and bundlers would look for bun:ffi and node:ffi. Its timers and its clock are those of the import, so that a program that
// fakes time (@sinonjs/fake-timers, Jest, node:test) does not stop I/O.

import { createRequire } from "node:module";

export const fsModule = (): typeof import("node:fs") => process.getBuiltinModule("node:fs");
export const netModule = (): typeof import("node:net") => process.getBuiltinModule("node:net");
export const osModule = (): typeof import("node:os") => process.getBuiltinModule("node:os");
export const pathModule = (): typeof import("node:path") => process.getBuiltinModule("node:path");
/** Its TextEncoder and TextDecoder, which test environments that stand in for a browser (jsdom) do not have as globals. */
export const utilModule = (): typeof import("node:util") => process.getBuiltinModule("node:util");
export const threadsModule = (): typeof import("node:worker_threads") =>
  process.getBuiltinModule("node:worker_threads");

/** A timer that can be kept from keeping the process alive. */
export interface Timer {
  ref(): unknown;
  unref(): unknown;
  refresh(): unknown;
}

/** A callback for the next turn of the event loop. */
export type Immediate = Omit<Timer, "refresh">;

/** Typed here, because who compiles against this package may not have Node's types. */
interface Timers {
  setTimeout(callback: () => void, ms: number): Timer;
  setInterval(callback: () => void, ms: number): Timer;
  setImmediate(callback: () => void): Immediate;
  clearTimeout(timer: Timer | undefined): void;
  clearInterval(timer: Timer | undefined): void;
  clearImmediate(immediate: Immediate | undefined): void;
}

/** Of node:timers, because its timers can be unreferenced in every host; global ones cannot in Deno. */
const timers = process.getBuiltinModule("node:timers") as unknown as Timers;
export const setTimeout: Timers["setTimeout"] = timers.setTimeout;
export const setInterval: Timers["setInterval"] = timers.setInterval;
export const setImmediate: Timers["setImmediate"] = timers.setImmediate;
export const clearTimeout: Timers["clearTimeout"] = timers.clearTimeout;
export const clearInterval: Timers["clearInterval"] = timers.clearInterval;
export const clearImmediate: Timers["clearImmediate"] = timers.clearImmediate;

/** Calls in a microtask. */
export const { queueMicrotask } = globalThis;

/** Node, and not Bun or Deno, which claim to be a Node too. */
export const isNode: boolean = process.versions.bun === undefined && process.versions.deno === undefined;

const { uptime } = process;

/** Milliseconds of a clock that only ever advances. In Node, `performance` would load all of node:perf_hooks. */
export const now: () => number = isNode ? () => uptime() * 1_000 : performance.now.bind(performance);

let inWorker: boolean | undefined;

/** Whether this is a thread that another one started. To ask node:worker_threads takes milliseconds and megabytes in Node and Bun. */
export function isWorkerThread(): boolean {
  inWorker ??= !isMainThread();
  return inWorker;
}

function isMainThread(): boolean {
  const { Bun } = globalThis as { Bun?: { readonly isMainThread: boolean } };
  if (Bun !== undefined) return Bun.isMainThread;
  // A worker of Node may not change the process's folder, and the function says so.
  if (isNode) return (process.chdir as { disabled?: boolean }).disabled !== true;
  return threadsModule().isMainThread;
}

/**
 * Requires from where a file of a package is, for what bundlers need not see. In a bundle that does not know where it is, `file` is
 * undefined: then from where the program is.
 */
export function requireFrom(file: string | undefined): (name: string) => unknown {
  const { isAbsolute, resolve } = pathModule();
  const base = [file, process.argv[1]].find((path) => path !== undefined && isAbsolute(path)) ?? resolve("main.js");
  return process.getBuiltinModule("node:module").createRequire(base);
}

/** The text of native/wait-thread.c. The build writes it to a module of its own, so that bundles have it. */
export const waitThreadSource = (): string => createRequire(import.meta.url)("../dist/wait-thread.cjs");
