// Makes what a backend package exports out of a backend.

import { EventKind } from "../../../generated/core/event-kinds.ts";
import type { EventObject as EventObjectShape, PollerOptions } from "../../../generated/core/interfaces.ts";
import { createSys } from "../../../generated/core/sys.ts";
import type { BackendModule, KindsModule, OsPollerClass } from "./backend-module.ts";
import { sysChecks } from "./checks.ts";
import { Epoll } from "./epoll.ts";
import { createEventObjectClass, EventObject, STANDARD_KINDS } from "./event-object.ts";
import { wakeEventfd } from "./eventfd.ts";
import { checkKinds, type Kinds } from "./kinds.ts";
import { BasePoller, type PollerSetting } from "./poller.ts";
import { PreciseWaits } from "./precise-waits.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";
import { createSockets } from "./sockets.ts";
import { unsupportedModule } from "./unsupported.ts";
import { wakeThrough } from "./waker.ts";

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
    sys: createSys(raw, sysChecks, platform.os),
    ...createSockets(backend),
    wake: (waker) => wakeThrough(waker, { wake: (fd) => wakeEventfd(raw, fd) }),
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
