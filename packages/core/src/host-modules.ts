// Modules of the host, loaded when they are first needed: loading them at once would make importing a sixth slower (node:net alone
// loads all of Node's streams).

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

let timersModule: typeof import("node:timers") | undefined;

export const fsModule = (): typeof import("node:fs") => require("node:fs");
export const netModule = (): typeof import("node:net") => require("node:net");
export const osModule = (): typeof import("node:os") => require("node:os");
export const threadsModule = (): typeof import("node:worker_threads") => require("node:worker_threads");

/** Kept, because each asynchronous wait needs it. Its timers can be unreferenced in every host; not all global ones can. */
export function timers(): typeof import("node:timers") {
  timersModule ??= require("node:timers") as typeof import("node:timers");
  return timersModule;
}

/** The path of a file in this package's folder `native`, seen from src and from dist. */
export const nativeFile = (name: string): string => fileURLToPath(new URL(`../native/${name}`, import.meta.url));
