// What is used of the host. Its modules are loaded when they are first needed: loading them at once would make importing a sixth
// slower (node:net alone loads all of Node's streams). Its timers and its clock are those of the import, so that a program that
// fakes time (@sinonjs/fake-timers, Jest, node:test) does not stop I/O.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

export const fsModule = (): typeof import("node:fs") => require("node:fs");
export const netModule = (): typeof import("node:net") => require("node:net");
export const osModule = (): typeof import("node:os") => require("node:os");
export const threadsModule = (): typeof import("node:worker_threads") => require("node:worker_threads");

/** Of node:timers, because its timers can be unreferenced in every host; global ones cannot in Deno. */
export const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } =
  process.getBuiltinModule("node:timers");

/** Milliseconds of a clock that only ever advances. */
export const now: () => number = performance.now.bind(performance);

/** Node, and not Bun or Deno, which claim to be a Node too. */
export const isNode: boolean = process.versions.bun === undefined && process.versions.deno === undefined;

let inWorker: boolean | undefined;

/** Whether this is a thread that another one started. */
export function isWorkerThread(): boolean {
  inWorker ??= !threadsModule().isMainThread;
  return inWorker;
}

/** The path of a file in this package's folder `native`, seen from src and from dist. */
export const nativeFile = (name: string): string => fileURLToPath(new URL(`../native/${name}`, import.meta.url));
