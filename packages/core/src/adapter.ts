// A backend as the conformance suite takes it.

import type { Interest, Readiness } from "../../../generated/core/flags.ts";
import type { BackendModule } from "./backend-module.ts";
import type { PollerError } from "./errors.ts";
import { instrumented, type WaitObserver } from "./instrument.ts";
import type { ReadyEvents } from "./ready-events.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";

/** What every backend package exports. */
export interface BackendExports extends BackendModule {
  readonly Interest: typeof Interest;
  readonly Readiness: typeof Readiness;
  readonly PollerError: typeof PollerError;
  readonly ReadyEvents: typeof ReadyEvents;
}

export interface BackendAdapter {
  readonly name: string;
  readonly module: BackendExports;
  /** The module that exports this adapter, for workers and child processes. */
  readonly url: string;
  /** The same exports, whose pollers report each wait. */
  instrument(observer: WaitObserver): BackendExports;
}

export function createAdapter(
  opened: Backend | UnsupportedBackend,
  module: BackendExports,
  url: string,
): BackendAdapter {
  const instrument = (observer: WaitObserver): BackendExports => ({ ...module, ...instrumented(opened, observer) });
  return { name: opened.name, module, url, instrument };
}
