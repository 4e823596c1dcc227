// The exports on a system that the spec does not describe: importing works, and what needs the kernel says why it cannot.

import { EventKind } from "../../../generated/core/event-kinds.ts";
import type { BackendModule, KindsModule, OsPollerClass } from "./backend-module.ts";
import { PollerError } from "./errors.ts";
import { createEventObjectClass, EventObject } from "./event-object.ts";
import { checkKinds } from "./kinds.ts";
import type { UnsupportedBackend } from "./seam.ts";

export function unsupportedModule(backend: UnsupportedBackend): BackendModule {
  const refuse = (): never => {
    throw new PollerError("ERR_UNSUPPORTED_PLATFORM", backend.reason);
  };
  class OsPoller {
    constructor() {
      refuse();
    }
  }
  return {
    EventKind,
    EventObject,
    OsPoller: OsPoller as unknown as OsPollerClass,
    errno: Object.freeze({}) as BackendModule["errno"],
    constants: Object.freeze({}) as BackendModule["constants"],
    sys: new Proxy({} as BackendModule["sys"], { get: () => refuse }),
    listenTcp: refuse,
    connectTcp: refuse,
    accept: refuse,
    localAddress: refuse,
    wake: refuse,
    withKinds<const K extends Record<string, number>>(own: K): KindsModule<K> {
      const kinds = checkKinds(own);
      return {
        EventKind: kinds.byName,
        EventObject: createEventObjectClass(kinds),
        OsPoller: OsPoller as unknown as OsPollerClass<K[keyof K]>,
      };
    },
    backend: Object.freeze({
      name: backend.name,
      os: "unsupported",
      arch: backend.arch,
      capabilities: Object.freeze({
        regularFiles: false,
        allocationFree: false,
        oneShotPerDirection: false,
        subMillisecondTimeouts: false,
      }),
    }),
  };
}
