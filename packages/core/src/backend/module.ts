// Makes the exports of a backend package from a backend.

import { EventKind } from "../../../../generated/core/event-kinds.ts";
import type { EventObject as EventObjectShape, PollerOptions } from "../../../../generated/core/interfaces.ts";
import { createSys } from "../../../../generated/core/sys.ts";
import { sysChecks } from "../arguments/checks.ts";
import { checkKinds, type Kinds } from "../arguments/kinds.ts";
import { createSysMemory } from "../arguments/sys-memory.ts";
import { createDescriptors } from "../descriptors/descriptors.ts";
import { createTransfers } from "../descriptors/transfers.ts";
import { createErrnoName, readinessNames } from "../names.ts";
import { createEventObjectClass, EventObject, STANDARD_KINDS } from "../poller/event-object.ts";
import { BasePoller, type PollerSetting } from "../poller/poller.ts";
import { takingHost } from "../poller/taken.ts";
import { wakeThrough } from "../poller/waker.ts";
import { createAddressing } from "../sockets/addresses.ts";
import { createDescriptorPassing } from "../sockets/descriptor-passing.ts";
import { createPairs } from "../sockets/pairs.ts";
import { createSockets } from "../sockets/sockets.ts";
import { createSystem } from "../systems/table.ts";
import { eventLoopTurn } from "../waits/event-loop-turn.ts";
import type { BackendModule, Capabilities, KindsModule, OsPollerClass } from "./exports.ts";
import { unsupportedModule } from "./refusing.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";

export function createModule(backend: Backend | UnsupportedBackend): BackendModule {
  if (backend.os === "unsupported") return unsupportedModule(backend as UnsupportedBackend);
  return supportedModule(backend as Backend);
}

function supportedModule(backend: Backend): BackendModule {
  const { raw, platform } = backend;
  const system = createSystem(backend);
  const composed = { ...createDescriptorPassing(backend), ...createTransfers(backend) };
  const taking = takingHost(backend);
  const settingOver = (
    kinds: Kinds,
    Event: new (fd: number, kind: never) => EventObjectShape<number>,
  ): PollerSetting => {
    const tag = Object.values(kinds.byName)[0] as never;
    return {
      open: system.open,
      platform,
      kinds,
      pooled: () => new Event(0, tag),
      watch: backend.watch,
      taking,
      closeAtEnd: backend.closeAtEnd,
    };
  };
  const standard = settingOver(STANDARD_KINDS, EventObject);
  return {
    EventKind,
    EventObject,
    OsPoller: pollerClass(standard),
    errno: platform.errno as BackendModule["errno"],
    constants: Object.freeze({
      ...platform.constants,
      ...platform.architectureConstants[backend.arch],
    }) as BackendModule["constants"],
    sys: createSys(raw, sysChecks, createSysMemory(backend), composed, platform.os),
    ...createSockets(backend, system),
    ...createPairs(backend, system),
    ...createAddressing(backend),
    errnoName: createErrnoName(platform),
    readinessNames,
    ...createDescriptors(standard),
    wake: (waker) => wakeThrough(waker, system),
    eventLoopTurn,
    withKinds<const K extends Record<string, number>>(own: K): KindsModule<K> {
      const kinds = checkKinds(own);
      const Event = createEventObjectClass(kinds);
      return {
        EventKind: kinds.byName,
        EventObject: Event,
        OsPoller: pollerClass(settingOver(kinds, Event)) as unknown as OsPollerClass<K[keyof K]>,
      };
    },
    backend: Object.freeze({
      name: backend.name,
      os: backend.os as "linux" | "darwin",
      arch: backend.arch,
      capabilities: withAllocations(system.capabilities, backend.allocationFree),
    }),
  };
}

/** Determined on access: some of it costs syscalls. */
function withAllocations(ofSystem: Omit<Capabilities, "allocationFree">, allocationFree: boolean): Capabilities {
  const described = Object.getOwnPropertyDescriptors(ofSystem);
  return Object.freeze(Object.defineProperties({ allocationFree }, described)) as Capabilities;
}

function pollerClass(setting: PollerSetting): OsPollerClass {
  class OsPoller extends BasePoller {
    constructor(options?: PollerOptions) {
      super(setting, options);
    }
  }
  return OsPoller as unknown as OsPollerClass;
}
