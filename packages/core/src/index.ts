// What the backends are made of, and what they all export alike.

export { EventKind, type EventObjectClass } from "../../../generated/core/event-kinds.ts";
export { Interest, Readiness, type Trigger } from "../../../generated/core/flags.ts";
export type {
  ConnectOptions,
  EventLike,
  ListenOptions,
  Poller,
  PollerOptions,
  Registration,
  SocketAddress,
  WaitOptions,
  Waker,
} from "../../../generated/core/interfaces.ts";
export type { Sys } from "../../../generated/core/sys.ts";
export type { BackendExports } from "./adapter.ts";
export type {
  BackendDescription,
  BackendModule,
  Capabilities,
  KindsModule,
  OsPoller,
  OsPollerClass,
} from "./backend-module.ts";
export { PollerError } from "./errors.ts";
export { EventObject, type EventObjectClassOf } from "./event-object.ts";
export { ReadyEvents } from "./ready-events.ts";
