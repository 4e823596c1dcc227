// Exports that throw when they need the kernel: importing them works, and the first use says why nothing else does.

import { EventKind } from "../../../../generated/core/event-kinds.ts";
import { checkKinds } from "../arguments/kinds.ts";
import { readinessNames } from "../names.ts";
import { createEventObjectClass, EventObject } from "../poller/event-object.ts";
import { eventLoopTurn } from "../waits/event-loop-turn.ts";
import type { BackendDescription, BackendModule, KindsModule, OsPollerClass } from "./exports.ts";
import { refusal, type UnsupportedBackend } from "./seam.ts";

const NOTHING = Object.freeze({
  regularFiles: false,
  namedFifos: false,
  allocationFree: false,
  oneShotPerDirection: false,
  exclusive: false,
  hangUpsAlone: false,
  subMillisecondTimeouts: false,
});

/** `refuse` throws, on each call. */
export function refusingModule(
  described: Omit<BackendDescription, "capabilities">,
  refuse: () => never,
): BackendModule {
  class OsPoller {
    constructor() {
      refuse();
    }
  }
  return {
    EventKind,
    EventObject,
    OsPoller: OsPoller as unknown as OsPollerClass,
    // A missing number would turn `-errno.EAGAIN` into NaN, which equals nothing and explains nothing.
    errno: refusingRecord<BackendModule["errno"]>(refuse),
    constants: refusingRecord<BackendModule["constants"]>(refuse),
    sys: new Proxy({} as BackendModule["sys"], { get: () => refuse }),
    listenTcp: refuse,
    connectTcp: refuse,
    bindUdp: refuse,
    accept: refuse,
    localAddress: refuse,
    remoteAddress: refuse,
    encodeAddress: refuse,
    decodeAddress: refuse,
    socketError: refuse,
    errnoName: refuse,
    readinessNames,
    pipe: refuse,
    socketPair: refuse,
    wake: refuse,
    ready: rejecting(refuse),
    readable: rejecting(refuse),
    writable: rejecting(refuse),
    watch: refuse,
    release: refuse,
    eventLoopTurn,
    withKinds<const K extends Record<string, number>>(own: K): KindsModule<K> {
      const kinds = checkKinds(own);
      return {
        EventKind: kinds.byName,
        EventObject: createEventObjectClass(kinds),
        OsPoller: OsPoller as unknown as OsPollerClass<K[keyof K]>,
      };
    },
    backend: Object.freeze({ ...described, capabilities: NOTHING }),
  };
}

/** Symbols pass, so that it can be inspected. */
function refusingRecord<T extends object>(refuse: () => never): T {
  return new Proxy({} as T, { get: (_, key) => (typeof key === "symbol" ? undefined : refuse()) });
}

/** Promises reject, and their functions never throw. */
const rejecting = (refuse: () => never) => async (): Promise<never> => refuse();

/** The exports of a backend that does not work here. */
export function unsupportedModule(backend: UnsupportedBackend): BackendModule {
  const { name, os, arch } = backend;
  return refusingModule({ name, os, arch }, () => {
    throw refusal(backend);
  });
}
