// What `import "pollio"` gives: the exports of the backend for the runtime at hand.

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
  // Synchronous, so that the module needs no top-level await, which would keep it from being required.
  load: createRequire(import.meta.url),
};

const module = choose(around, wanted());

// All of them are the backend's own: under a loader that keeps what is imported apart from what is required, core's classes
// may be there twice.
export const { EventKind, EventObject, Interest, OsPoller, PollerError, Readiness, ReadyEvents } = module;
export const { errno, constants, sys, wake, listenTcp, connectTcp, accept, localAddress, withKinds, backend } = module;

export type EventKind = core.EventKind;
export type EventObject<Kind extends number = EventKind> = core.EventObject<Kind>;
export type OsPoller<Kind extends number = EventKind> = core.OsPoller<Kind>;
export type PollerError = core.PollerError;
export type ReadyEvents<Kind extends number = EventKind> = core.ReadyEvents<Kind>;

/** Deno asks for a permission (--allow-env) before it gives a variable; without it, nothing was wanted. */
function wanted(): string | undefined {
  try {
    return process.env.POLLIO_BACKEND;
  } catch {
    return undefined;
  }
}

/**
 * The exports of one backend, whichever was chosen at import. Throws a PollerError, ERR_UNKNOWN_BACKEND or ERR_NO_BACKEND, that
 * lists each backend, whether it would work here, and why not.
 */
export function openBackend(name: BackendName): core.BackendExports {
  return open(around, name);
}
