// Makes what a backend package exports out of a backend.

import { EventKind } from "../../../generated/core/event-kinds.ts";
import type {
  EventObject as EventObjectShape,
  Poller,
  WaitOptions,
  Waker,
} from "../../../generated/core/interfaces.ts";
import type { linux } from "../../../generated/core/linux.ts";
import { createSys, type Sys } from "../../../generated/core/sys.ts";
import { sysChecks } from "./checks.ts";
import { Epoll } from "./epoll.ts";
import { createEventObjectClass, EventObject, type EventObjectClassOf, STANDARD_KINDS } from "./event-object.ts";
import { wakeEventfd } from "./eventfd.ts";
import { checkKinds, type Kinds } from "./kinds.ts";
import { BasePoller, type PollerSetting } from "./poller.ts";
import type { PollerOptions } from "./poller-options.ts";
import { PreciseWaits } from "./precise-waits.ts";
import type { ReadyEvents } from "./ready-events.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import { unsupportedModule } from "./unsupported.ts";
import { wakeThrough } from "./waker.ts";

/** A poller of one module's kinds. */
export interface OsPoller<Kind extends number = EventKind> extends Poller<Kind> {
  wait(timeoutMs: number): ReadyEvents<Kind>;
  waitAsync(timeoutMs?: number, options?: WaitOptions): Promise<ReadyEvents<Kind>>;
  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<Kind>>;
}

export interface OsPollerClass<Kind extends number = EventKind> {
  /** Opens a poller. Throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, and PollerError, such as EMFILE. */
  new (options?: PollerOptions): OsPoller<Kind>;
  readonly prototype: OsPoller<Kind>;
}

/** What differs from one system or runtime to another. */
export interface Capabilities {
  /** Whether a regular file can be registered; epoll refuses it with EPERM. */
  readonly regularFiles: boolean;
  /** Whether calls allocate nothing on this runtime's JavaScript heap. */
  readonly allocationFree: boolean;
  /** Whether a wait keeps the fraction of its timeout (epoll_pwait2(2), Linux 5.11); looked up once. */
  readonly subMillisecondTimeouts: boolean;
}

export interface BackendDescription {
  readonly name: string;
  readonly os: "linux" | "darwin" | "unsupported";
  readonly arch: string;
  readonly capabilities: Capabilities;
}

export interface KindsModule<K extends Record<string, number>> {
  readonly EventKind: Readonly<K>;
  readonly EventObject: EventObjectClassOf<K>;
  readonly OsPoller: OsPollerClass<K[keyof K]>;
}

/** What every backend package exports that depends on the backend. */
export interface BackendModule extends Sockets {
  readonly EventKind: typeof EventKind;
  readonly EventObject: typeof EventObject;
  readonly OsPoller: OsPollerClass;
  /** Positive error numbers of this operating system, by name. */
  readonly errno: Readonly<Record<keyof typeof linux.errno, number>>;
  /** The operating system's constants that the syscalls take, by name. */
  readonly constants: Readonly<Record<keyof typeof linux.constants, number>>;
  readonly sys: Sys;
  /** Wakes a poller from any thread; false, and no syscall, once it is closed. */
  wake(waker: Waker): boolean;
  /** EventKind, EventObject and OsPoller over kinds of your own: names and tags, 1 … 255. */
  withKinds<const K extends Record<string, number>>(kinds: K): KindsModule<K>;
  readonly backend: BackendDescription;
}

export function createModule(backend: Backend | UnsupportedBackend): BackendModule {
  if (backend.os === "unsupported") return unsupportedModule(backend as UnsupportedBackend);
  return supportedModule(backend as Backend);
}

function supportedModule(backend: Backend): BackendModule {
  const { raw, platform } = backend;
  const precise = new PreciseWaits(backend);
  const classOver = (kinds: Kinds, Event: new (fd: number, kind: never) => EventObjectShape<number>): OsPollerClass => {
    const tag = Object.values(kinds.byName)[0] as never;
    return pollerClass({
      open: (maxEvents) => new Epoll(backend, precise, maxEvents),
      errno: platform.errno,
      kinds,
      pooled: () => new Event(0, tag),
      watch: backend.watch,
    });
  };
  return {
    EventKind,
    EventObject,
    OsPoller: classOver(STANDARD_KINDS, EventObject),
    errno: platform.errno as BackendModule["errno"],
    constants: platform.constants as BackendModule["constants"],
    sys: createSys(raw, sysChecks),
    ...createSockets(backend),
    wake: (waker) => wakeThrough(waker, { wake: (fd) => wakeEventfd(backend, fd) }),
    withKinds<const K extends Record<string, number>>(own: K): KindsModule<K> {
      const kinds = checkKinds(own);
      const Event = createEventObjectClass(kinds);
      return {
        EventKind: kinds.byName,
        EventObject: Event,
        OsPoller: classOver(kinds, Event) as unknown as OsPollerClass<K[keyof K]>,
      };
    },
    backend: Object.freeze({
      name: backend.name,
      os: backend.os as "linux",
      arch: backend.arch,
      capabilities: Object.freeze({
        regularFiles: false,
        allocationFree: backend.allocationFree,
        get subMillisecondTimeouts() {
          return precise.there;
        },
      }),
    }),
  };
}

function pollerClass(setting: PollerSetting): OsPollerClass {
  class OsPoller extends BasePoller {
    constructor(options?: PollerOptions) {
      super(setting, options);
    }
  }
  return OsPoller as unknown as OsPollerClass;
}
