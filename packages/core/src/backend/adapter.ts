// A backend as the conformance suite takes it.

import type { Interest, Readiness } from "../../../../generated/core/flags.ts";
import type { Bound } from "../../../../generated/core/sys.ts";
import type { PollerError } from "../arguments/errors.ts";
import type { ReadyEvents } from "../poller/ready-events.ts";
import type { BackendModule } from "./exports.ts";
import { createModule } from "./module.ts";
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

/** Called at each wait with where the kernel's memory is and how many events there is room for. */
export type WaitObserver = (address: number, capacity: number) => void;

/** The same module, whose pollers report each wait: for the proof that one buffer is used again and again. */
export function instrumented(backend: Backend | UnsupportedBackend, observer: WaitObserver): BackendModule {
  if (backend.os === "unsupported") return createModule(backend);
  const { raw, address } = backend as Backend;
  const capacities = new WeakMap<Bound, number>();
  return createModule({
    ...(backend as Backend),
    raw: {
      ...raw,
      bind_epoll_wait(epfd, events, maxevents) {
        const bound = raw.bind_epoll_wait(epfd, events, maxevents);
        capacities.set(bound, maxevents);
        return bound;
      },
      epoll_wait(bound, timeout) {
        observer(address(bound.memory[0]!), capacities.get(bound)!);
        return raw.epoll_wait(bound, timeout);
      },
      kevent(bound, nchanges, nevents) {
        // Changes, events, timeout.
        if (nchanges === 0 && nevents > 0) observer(address(bound.memory[1]!), nevents);
        return raw.kevent(bound, nchanges, nevents);
      },
      epoll_pwait2(epfd, events, maxevents, timeout) {
        observer(address(events), maxevents);
        return raw.epoll_pwait2(epfd, events, maxevents, timeout);
      },
    },
  });
}
