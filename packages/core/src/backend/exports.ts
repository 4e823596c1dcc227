// The types of what a backend package exports.

import type { darwin } from "../../../../generated/core/darwin.ts";
import type { EventKind } from "../../../../generated/core/event-kinds.ts";
import type {
  EventsOptions,
  Functions,
  Poller,
  PollerOptions,
  WaitOptions,
} from "../../../../generated/core/interfaces.ts";
import type { linux } from "../../../../generated/core/linux.ts";
import type { Sys } from "../../../../generated/core/sys.ts";
import type { EventObject, EventObjectClassOf } from "../poller/event-object.ts";
import type { ReadyEvents } from "../poller/ready-events.ts";

/** A poller over one module's kinds. */
export interface OsPoller<Kind extends number = EventKind> extends Poller<Kind> {
  wait(timeoutMs: number): ReadyEvents<Kind>;
  waitAsync(timeoutMs?: number, options?: WaitOptions): Promise<ReadyEvents<Kind>>;
  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<Kind>>;
  events(options?: EventsOptions): AsyncIterableIterator<ReadyEvents<Kind>>;
}

/** The class of pollers over one module's kinds. */
export interface OsPollerClass<Kind extends number = EventKind> {
  /** Opens a poller. Throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, and PollerError, such as EMFILE. */
  new (options?: PollerOptions): OsPoller<Kind>;
  readonly prototype: OsPoller<Kind>;
}

/** What differs between systems or runtimes. */
export interface Capabilities {
  /** Whether a regular file can be registered (kqueue); epoll refuses it with EPERM. */
  readonly regularFiles: boolean;
  /**
   * Whether a FIFO that was opened by its path (mkfifo(1)) can be registered (epoll). kqueue never reports that its other end was
   * closed, so it is refused with EPERM there; pipes of pipe(2) and of child processes work everywhere.
   */
  readonly namedFifos: boolean;
  /** Whether calls allocate nothing on this runtime's JavaScript heap. */
  readonly allocationFree: boolean;
  /**
   * Whether a one-shot registration for reading and writing reports each of the two once (kqueue registers them apart), or
   * only one of them (epoll).
   */
  readonly oneShotPerDirection: boolean;
  /** Whether registrations can be exclusive (EPOLLEXCLUSIVE); kqueue has nothing like it. */
  readonly exclusive: boolean;
  /**
   * Whether interest 0 reports nothing but errors and hang-ups (epoll). kqueue also reports a peer that sends no more data, and a
   * receive buffer that is full.
   */
  readonly hangUpsAlone: boolean;
  /** Whether a wait keeps the fraction of its timeout (kqueue; epoll_pwait2(2), Linux 5.11); determined once. */
  readonly subMillisecondTimeouts: boolean;
}

/** What a backend is, and what differs from others. */
export interface BackendDescription {
  readonly name: string;
  readonly os: "linux" | "darwin" | "unsupported";
  readonly arch: string;
  readonly capabilities: Capabilities;
}

/** What `withKinds` makes. */
export interface KindsModule<K extends Record<string, number>> {
  readonly EventKind: Readonly<K>;
  readonly EventObject: EventObjectClassOf<K>;
  readonly OsPoller: OsPollerClass<K[keyof K]>;
}

/** A number for each name that both systems have; for others, maybe. */
type Numbers<One, Other> = Readonly<Record<keyof One & keyof Other, number>> &
  Readonly<Partial<Record<Exclude<keyof One | keyof Other, keyof One & keyof Other>, number>>>;

/** Those of a system, with those that have other values on each architecture. */
type ConstantsOf<System extends { constants: object; architectureConstants: { x64: object } }> = System["constants"] &
  System["architectureConstants"]["x64"];

/** The exports of a backend package that depend on the backend. */
export interface BackendModule extends Functions {
  readonly EventKind: typeof EventKind;
  readonly EventObject: typeof EventObject;
  readonly OsPoller: OsPollerClass;
  /** Positive error numbers of this operating system, by name. */
  readonly errno: Numbers<typeof linux.errno, typeof darwin.errno>;
  /** The operating system's constants for syscalls, by name. */
  readonly constants: Numbers<ConstantsOf<typeof linux>, ConstantsOf<typeof darwin>>;
  readonly sys: Sys;
  /** EventKind, EventObject and OsPoller over your own kinds: names and tags from 1 to 255. */
  withKinds<const K extends Record<string, number>>(kinds: K): KindsModule<K>;
  readonly backend: BackendDescription;
}
