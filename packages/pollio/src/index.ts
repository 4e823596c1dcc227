// `import "pollio"`: the exports of the backend for this runtime.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as core from "@pollio/core";
import { BACKENDS, type BackendName, ORDER } from "./backends.ts";
import { choose, open } from "./choice.ts";
import { thisHost } from "./host.ts";
import type { Surroundings } from "./trial.ts";

export type * from "@pollio/core";
export type { BackendName } from "./backends.ts";

const around: Surroundings = {
  backends: BACKENDS,
  order: ORDER,
  host: thisHost(),
  // Synchronous, because a module with a top-level await cannot be required.
  load: createRequire(import.meta.url),
  inBundle,
};

const module = choose(around, wanted());

// All from the backend: under a loader that separates imported from required modules, core's classes may exist twice.
export const { EventKind, EventObject, Interest, OsPoller, PollerError, Readiness, ReadyEvents } = module;
export const {
  errno,
  constants,
  sys,
  wake,
  eventLoopTurn,
  ready,
  readable,
  writable,
  watch,
  release,
  listenTcp,
  connectTcp,
  bindUdp,
  accept,
  localAddress,
  remoteAddress,
  encodeAddress,
  decodeAddress,
  socketError,
  errnoName,
  readinessNames,
  pipe,
  socketPair,
  withKinds,
  backend,
} = module;

export type EventKind = core.EventKind;
export type EventObject<Kind extends number = EventKind> = core.EventObject<Kind>;
export type OsPoller<Kind extends number = EventKind> = core.OsPoller<Kind>;
export type PollerError = core.PollerError;
export type ReadyEvents<Kind extends number = EventKind> = core.ReadyEvents<Kind>;

/** Whether this is not dist/facade of the package any more. */
function inBundle(): boolean {
  try {
    return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).name !== "pollio";
  } catch {
    return true;
  }
}

/** Deno throws without the permission to read variables (--allow-env): then no backend was asked for. */
function wanted(): string | undefined {
  try {
    return process.env.POLLIO_BACKEND;
  } catch {
    return undefined;
  }
}

/**
 * The exports of one backend, independent of the one chosen at import. Throws a PollerError, ERR_UNKNOWN_BACKEND or
 * ERR_NO_BACKEND, that lists for each backend whether it works in this process, and why not.
 */
export function openBackend(name: BackendName): core.BackendExports {
  return open(around, name);
}
