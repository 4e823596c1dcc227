// A backend as the conformance suite takes it.

import type { Interest, Readiness } from "../../../../generated/core/flags.ts";
import type { PollerError } from "../arguments/errors.ts";
import type { ReadyEvents } from "../poller/ready-events.ts";
import type { BackendModule } from "./exports.ts";
import { createModule } from "./module.ts";
import type { Backend, Block, Bound, DarwinRawSys, LinuxRawSys, UnsupportedBackend } from "./seam.ts";

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

/**
 * Where this variable is set, asynchronous waits of every poller go the way of those whose events a look consumes. It is for tests:
 * workers and child processes inherit it.
 */
export const TAKE_ALWAYS = "POLLIO_TEST_TAKE_ALWAYS";

export function createAdapter(
  usual: Backend | UnsupportedBackend,
  usualModule: BackendExports,
  url: string,
): BackendAdapter {
  const takesAlways = process.env[TAKE_ALWAYS] !== undefined;
  const opened = takesAlways && !("reason" in usual) ? { ...usual, takesAlways } : usual;
  const module = opened === usual ? usualModule : { ...usualModule, ...createModule(opened) };
  const instrument = (observer: WaitObserver): BackendExports => ({ ...module, ...instrumented(opened, observer) });
  return { name: opened.name, module, url, instrument };
}

/** Called at each wait with the address of the kernel's memory and the number of events it has room for. */
export type WaitObserver = (address: number, capacity: number) => void;

/** The same module, whose pollers report each wait: how the suite proves that one buffer is used again and again. */
export function instrumented(backend: Backend | UnsupportedBackend, observer: WaitObserver): BackendModule {
  if ("reason" in backend) return createModule(backend);
  const observe = (block: Block, capacity: number): void => observer(backend.addressOf(block.words.buffer), capacity);
  const raw =
    backend.os === "darwin"
      ? observedDarwin(backend.raw as DarwinRawSys, observe)
      : observedLinux(backend.raw as LinuxRawSys, observe);
  return createModule({ ...backend, raw });
}

type Observe = (events: Block, capacity: number) => void;

function observedLinux(raw: LinuxRawSys, observe: Observe): LinuxRawSys {
  const capacities = new WeakMap<Bound, number>();
  return {
    ...raw,
    bind_epoll_wait(epfd, events, maxevents) {
      const bound = raw.bind_epoll_wait(epfd, events, maxevents);
      capacities.set(bound, maxevents);
      return bound;
    },
    epoll_wait(bound, timeout) {
      observe(bound.memory[0]!, capacities.get(bound)!);
      return raw.epoll_wait(bound, timeout);
    },
    epoll_pwait2(epfd, events, maxevents, timeout) {
      observe(events, maxevents);
      return raw.epoll_pwait2(epfd, events, maxevents, timeout);
    },
  };
}

function observedDarwin(raw: DarwinRawSys, observe: Observe): DarwinRawSys {
  return {
    ...raw,
    kevent(bound, nchanges, nevents) {
      // Bound are the changes, the events and the timeout.
      if (nchanges === 0 && nevents > 0) observe(bound.memory[1]!, nevents);
      return raw.kevent(bound, nchanges, nevents);
    },
  };
}
