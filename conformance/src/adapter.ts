import type { SysLike } from "../../generated/conformance/contract.ts";
import type { EventKind } from "../../generated/core/event-kinds.ts";
import type { EventObject, Functions, PollerOptions, Poller as TypedPoller } from "../../generated/core/interfaces.ts";
import type { Listed } from "./declared.ts";

export type { Bytes, SysLike } from "../../generated/conformance/contract.ts";
export type {
  BindOptions,
  ConnectOptions,
  EventObject,
  ListenOptions,
  PollerOptions,
  Registration,
  SocketAddress,
  Waker,
} from "../../generated/core/interfaces.ts";

/** A poller to which the suite may give any kind, as a caller without types can. */
export type Poller<Kind extends number = number> = TypedPoller<Kind>;

/** The class EventObject for some kinds. It has a factory for each kind, by name. */
export interface EventObjectConstructor<Kind extends number> {
  new (fd: number, kind: Kind): EventObject<Kind>;
  decode(data: number | bigint): EventObject<Kind>;
}

/** What withKinds returns: kinds, and the classes for them. */
export interface KindModule {
  readonly EventKind: Readonly<Record<string, number>>;
  readonly EventObject: EventObjectConstructor<number>;
  readonly OsPoller: new (options?: PollerOptions) => Poller<number>;
}

/** A PollerError as a caller sees it. */
export interface PollerErrorLike extends Error {
  readonly code: string;
  readonly errno?: number;
  readonly syscall?: string;
  readonly fd?: number;
  readonly index?: number;
}

/** What this backend does on this system; each capability chooses between a case and its opposite. */
export interface Capabilities {
  /** Whether a regular file can be added (kqueue) or is refused with EPERM (epoll). */
  readonly regularFiles: boolean;
  /** Whether a FIFO that was opened by its path can be added (epoll) or is refused with EPERM (kqueue). */
  readonly namedFifos: boolean;
  /** Whether a wait allocates nothing in this runtime. */
  readonly allocationFree: boolean;
  /** Whether the kernel uses the fraction of a timeout, or it is rounded up to whole milliseconds. */
  readonly subMillisecondTimeouts: boolean;
  /** Whether a one-shot fires once for each direction (kqueue), or once for both (epoll). */
  readonly oneShotPerDirection: boolean;
  /** Whether registrations can be exclusive (epoll). */
  readonly exclusive: boolean;
  /** Whether interest 0 reports nothing but errors and hang-ups (epoll), or also a peer that sends no more data (kqueue). */
  readonly hangUpsAlone: boolean;
}

/** The exports of a backend. A structural type, because the suite knows only the public interface and no package. */
export interface BackendModule extends Functions {
  readonly EventKind: { readonly Server: 1; readonly Client: 2 };
  readonly EventObject: EventObjectConstructor<EventKind>;
  readonly OsPoller: new (options?: PollerOptions) => Poller;
  readonly Interest: {
    readonly Readable: number;
    readonly Writable: number;
    readonly Priority: number;
    readonly ReadClosed: number;
  };
  readonly Readiness: {
    readonly Readable: number;
    readonly Writable: number;
    readonly Priority: number;
    readonly ReadClosed: number;
    readonly WriteClosed: number;
    readonly Error: number;
  };
  // Only the prototype of a class matters: a backend constructs it as it likes.
  readonly ReadyEvents: { readonly prototype: object };
  readonly PollerError: { readonly prototype: Error };
  /** The numbers of the backend's operating system; a name that it does not have is undefined. */
  readonly errno: Readonly<Record<string, number | undefined>>;
  readonly constants: Readonly<Record<string, number | undefined>>;
  readonly sys: SysLike;
  withKinds(kinds: Record<string, number>): KindModule;
  readonly backend: {
    readonly name: string;
    readonly os: string;
    readonly arch: string;
    readonly capabilities: Capabilities;
  };
}

/** What a backend exports to make and use descriptors. A poller may leave it to others. */
export const SYSTEM_MEMBERS = [
  "sys",
  "errno",
  "constants",
  "listenTcp",
  "connectTcp",
  "bindUdp",
  "accept",
  "localAddress",
  "remoteAddress",
  "encodeAddress",
  "decodeAddress",
  "socketError",
  "errnoName",
  "readinessNames",
  "pipe",
  "socketPair",
] as const;

export type SystemMember = (typeof SYSTEM_MEMBERS)[number];

/** What a backend exports to wait for single descriptors. A poller may have none of it. */
export type DescriptorMember = "ready" | "readable" | "writable" | "watch" | "release";

type Optional = SystemMember | DescriptorMember;

/** A backend, or its poller alone. */
export type JudgedModule = Omit<BackendModule, Optional> & Partial<Pick<BackendModule, Optional>>;

/** What is given to the suite. */
export interface Adapter {
  /** Shown in messages, such as "koffi". */
  readonly name: string;
  /** The exports under test. */
  readonly module: JudgedModule;
  /**
   * Where the cases get pipes, sockets and error numbers from when `module` exports none: another backend, such as the exports of
   * @pollio/koffi. Descriptors belong to the process, so that any poller can wait for them. Cases about what `module` lacks are left out.
   */
  readonly fixtures?: Pick<BackendModule, SystemMember>;
  /** Cases that do not run, each with its reason. One that matches no case is an error. */
  readonly exclusions?: readonly Listed[];
  /** Cases that must fail, each with its reason: one that passes has failed. One that matches no case is an error. */
  readonly expectedFailures?: readonly Listed[];
  /** URL of the JavaScript module that exports `adapter`, so that a worker or a child process can import it again. */
  readonly url?: string;
  /**
   * The operating system of the backend, as `backend.os` names it, if it is not the one that this process runs on, as with a
   * stand-in for another system's interface. Default: process.platform.
   */
  readonly os?: string;
  /** The same exports, but each wait reports the address of its memory and the capacity in events. */
  instrument?(observer: (address: number, capacity: number) => void): JudgedModule;
}
