// What all backends export alike.

export { EventKind } from "../../../generated/core/event-kinds.ts";
export type { EventObjectClass } from "../../../generated/core/event-object.ts";
export { Interest, Readiness, type Trigger } from "../../../generated/core/flags.ts";
export type {
  BindOptions,
  ConnectOptions,
  EventLike,
  EventsOptions,
  ListenOptions,
  Poller,
  PollerOptions,
  ReadyOptions,
  Registered,
  Registration,
  SocketAddress,
  WaitOptions,
  WaitUntilOptions,
  Waker,
  Watch,
  WatchOptions,
} from "../../../generated/core/interfaces.ts";
export type { Sys } from "../../../generated/core/sys.ts";
export { PollerError } from "./arguments/errors.ts";
export type { BackendExports } from "./backend/adapter.ts";
export type {
  BackendDescription,
  BackendModule,
  Capabilities,
  KindsModule,
  OsPoller,
  OsPollerClass,
} from "./backend/exports.ts";
export { EventObject, type EventObjectClassOf } from "./poller/event-object.ts";
export { ReadyEvents } from "./poller/ready-events.ts";
