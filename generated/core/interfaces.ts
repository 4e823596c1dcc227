// Made by pollio's generator from spec/poller.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { EventKind } from "./event-kinds.ts";
import type { Trigger } from "./flags.ts";

/** What can be registered, any object with a descriptor and a kind. */
export interface EventLike {
  /** The descriptor, an integer from 0 to 2^31-1. */
  readonly fd: number;
  /** A tag of the module's EventKind. */
  readonly kind: number;
}

/** How a descriptor is registered. Only own properties count, here and in all other options. */
export interface Registration {
  /** Flags of Interest, at least one; default Readable. */
  readonly interest?: number;
  /** When readiness is reported; default "level". */
  readonly trigger?: Trigger;
}

/** A descriptor and its kind, and in a batch what it is ready for. */
export interface EventObject<Kind extends number = EventKind> extends EventLike {
  /** The descriptor, an integer from 0 to 2^31-1. */
  readonly fd: number;
  /** What the descriptor is for. */
  readonly kind: Kind;
  /** Flags of Readiness; 0 unless it came from a wait. */
  readonly readiness: number;
  /** The word (fd << 8) | tag, an exact integer below 2^39, the same as that of the Rust crate pollio 0.1.3. */
  encode(): number;
}

/**
 * The events of the last wait. Each poller reuses one object: its content is valid until the next wait, which
 * replaces it even when it fails or times out; a waitAsync replaces it when it fetches. add, modify and
 * delete do not. An index outside 0 … length-1 gives undefined, -1, 0, 0 and true.
 */
export interface ReadyEvents<Kind extends number = EventKind> extends Iterable<EventObject<Kind>> {
  /** How many events the kernel gave; 0 once the poller is closed. */
  readonly length: number;
  /**
   * Whether a signal ended the wait. A handler written in JavaScript runs only when you yield to the event
   * loop.
   */
  readonly interrupted: boolean;
  /**
   * The event at an index, a pooled object that later waits reuse; copy what must outlive them.
   *
   * @param index From 0 to length-1.
   */
  at(index: number): EventObject<Kind> | undefined;
  /**
   * The descriptor of an event, without any object; -1 outside the batch.
   *
   * @param index From 0 to length-1.
   */
  fd(index: number): number;
  /**
   * The kind of an event, without any object; 0 outside the batch.
   *
   * @param index From 0 to length-1.
   */
  kind(index: number): Kind | 0;
  /**
   * What an event is ready for, as flags of Readiness; 0 outside the batch.
   *
   * @param index From 0 to length-1.
   */
  readiness(index: number): number;
  /**
   * Whether the registration behind an event is gone, because the descriptor was deleted or registered anew
   * since; true outside the batch. The iterator leaves such events out.
   *
   * @param index From 0 to length-1.
   */
  stale(index: number): boolean;
  /**
   * The events whose registration still lives. Finish the loop before you wait again: the next step of a loop
   * whose batch was replaced throws, because edge and one-shot events that it did not reach are lost. It ends
   * when the poller is closed.
   *
   * @throws PollerError ERR_BATCH_REPLACED: A wait inside the loop over a batch replaced it.
   */
  [Symbol.iterator](): IterableIterator<EventObject<Kind>>;
}

/**
 * Wakes a poller from any thread. Opaque and structured-cloneable: post it whole to a worker and call wake
 * with it there.
 */
export interface Waker {
  /** The poller's wake-up descriptor; leave it alone. */
  readonly fd: number;
  /** What keeps a wake from touching a poller that was closed. */
  readonly state: SharedArrayBuffer;
}

/** What an asynchronous wait is given beside its timeout. */
export interface WaitOptions {
  /**
   * Ends the wait by rejecting with signal.reason, before any event is taken. Signals of another realm or
   * implementation will do.
   */
  readonly signal?: AbortSignal;
}

/** The operating system's readiness poller. */
export interface Poller<Kind extends number = EventKind> extends AsyncIterable<ReadyEvents<Kind>> {
  /**
   * The poller's own descriptor, which can be registered in another poller.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  readonly fd: number;
  /** Whether close was called. */
  readonly closed: boolean;
  /**
   * What another thread needs to wake this poller.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  readonly waker: Waker;
  /**
   * Registers a descriptor. Delete it before you close it: a descriptor that was closed while a duplicate
   * lives cannot be taken out of epoll any more.
   *
   * @param event The descriptor and its kind.
   * @param options Interest and trigger; default Readable and "level".
   * @throws PollerError EEXIST: The descriptor is registered already.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws PollerError EINVAL: The descriptor is the poller itself.
   * @throws PollerError ELOOP: Registering it would close a cycle of pollers.
   * @throws PollerError EPERM: The descriptor cannot be waited for, such as a regular file on Linux.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  add(event: EventLike, options?: Registration): void;
  /**
   * Changes a registration and begins a new generation of it: events that were fetched before are stale.
   * Nothing is lost: the kernel reports again at once what still holds, and a one-shot registration is armed
   * again.
   *
   * @param event The descriptor and its kind.
   * @param options Interest and trigger; default Readable and "level".
   * @throws PollerError ENOENT: The descriptor is not registered.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws PollerError EINVAL: The descriptor is the poller itself.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  modify(event: EventLike, options?: Registration): void;
  /**
   * Ends a registration. It is forgotten even when EBADF or ENOENT is thrown, and its events become stale.
   *
   * @param fd The descriptor.
   * @throws PollerError ENOENT: The descriptor is not registered.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws PollerError EINVAL: The descriptor is the poller itself.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  delete(fd: number): void;
  /**
   * Adds many, in order. Each is checked first: a bad one throws, with its position in the message, and
   * nothing is registered. At the first refusal of the operating system it stops; the PollerError has the
   * index and the descriptor, and what came before stays registered.
   *
   * @param events The descriptors and their kinds.
   * @param options Interest and trigger of all; default Readable and "level".
   * @throws PollerError EEXIST: The descriptor is registered already.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws PollerError EINVAL: The descriptor is the poller itself.
   * @throws PollerError ELOOP: Registering it would close a cycle of pollers.
   * @throws PollerError EPERM: The descriptor cannot be waited for, such as a regular file on Linux.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  registerAll(events: Iterable<EventLike>, options?: Registration): void;
  /**
   * Deletes many, in order, and fails as registerAll does.
   *
   * @param fds The descriptors.
   * @throws PollerError ENOENT: The descriptor is not registered.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws PollerError EINVAL: The descriptor is the poller itself.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  deleteAll(fds: Iterable<number>): void;
  /**
   * Blocks this thread until something is ready, the time is over, a wake or a signal comes. The kernel
   * writes into memory that was allocated once; nothing is allocated here.
   *
   * @param timeoutMs Milliseconds; -1 or Infinity blocks, 0 polls, and what is above 2^31-1 is clamped. A
   *   fraction is kept where the kernel can (epoll_pwait2(2), Linux 5.11) and rounded up elsewhere: a wait
   *   never ends early.
   * @returns The events of this wait, the same object each time.
   * @throws PollerError EINTR: A signal ended the wait, and the poller was made with interrupts: "throw".
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A waitAsync is pending, and only one wait may be at a time.
   */
  wait(timeoutMs: number): ReadyEvents<Kind>;
  /**
   * Waits without blocking the thread. Resolves with events, or with none on timeout or notify; when all that
   * is ready is stale it waits on. One may be pending at a time. Where the signal aborts, it rejects with its
   * reason; where the poller is closed, with ERR_POLLER_CLOSED. Wrong arguments reject too.
   *
   * @param timeoutMs Milliseconds, as for wait, rounded up to whole ones; default -1.
   * @param options A signal.
   * @returns The events of this wait, the same object each time.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A waitAsync is pending, and only one wait may be at a time.
   */
  waitAsync(timeoutMs?: number, options?: WaitOptions): Promise<ReadyEvents<Kind>>;
  /**
   * Batch after batch, for `for await`. Events are fetched only inside next; leaving the loop leaves the
   * poller open, and closing the poller ends the loop. A second next while one is pending rejects with
   * ERR_WAIT_PENDING. return ends a pending next with `{ done: true }` before any event is taken, and the
   * poller can be waited on at once.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A waitAsync is pending, and only one wait may be at a time.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<Kind>>;
  /**
   * Lets a pending waitAsync keep the process alive, which it does unless told otherwise.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  ref(): this;
  /**
   * Lets the process end although a waitAsync is pending.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  unref(): this;
  /**
   * Makes a blocked or the next wait return, without an event. Many of them count as one.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  notify(): void;
  /**
   * Closes what the poller opened, and nothing else; may be called twice. Afterwards everything else throws
   * ERR_POLLER_CLOSED, and the last ReadyEvents is empty.
   */
  close(): void;
  /** The same as close, for the using declaration. */
  [Symbol.dispose](): void;
}

/** What an OsPoller is made with. */
export interface PollerOptions {
  /** Events that one wait asks the kernel for, 1 … 1,048,576; default 20,000. Each takes 12 or 16 bytes, once. */
  readonly maxEvents?: number;
  /** Whether a wait that a signal ends returns with `interrupted` or throws EINTR; default "return". */
  readonly interrupts?: "return" | "throw";
}

/** Where to listen, at an IP literal and a port or at a unix path. */
export interface ListenOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1", which only this machine reaches. */
  readonly host?: string;
  /** From 0 to 65535; default 0, a port that the kernel chooses and localAddress tells. */
  readonly port?: number;
  /** A unix path, in place of host and port. */
  readonly path?: string;
  /** Connections that may wait to be accepted; default 511. */
  readonly backlog?: number;
  /** Whether several sockets may listen on one port, each with a share of the connections; default false. */
  readonly reusePort?: boolean;
}

/** Where to connect, to an IP literal and a port or to a unix path. */
export interface ConnectOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1". */
  readonly host?: string;
  /** From 1 to 65535. */
  readonly port?: number;
  /** A unix path, in place of host and port. */
  readonly path?: string;
}

/** Where a socket is. */
export interface SocketAddress {
  /** An IP literal or a path. */
  readonly address: string;
  /** The port; 0 for a path. */
  readonly port: number;
  /** What kind of address it is. */
  readonly family: "IPv4" | "IPv6" | "unix";
}

/** What every backend exports beside its classes and sys. */
export interface Functions {
  /**
   * Opens a listening socket that does not block and is closed on exec.
   *
   * @param options Where; a host name is refused with ERR_INVALID_ARG_VALUE.
   * @returns The descriptor.
   * @throws PollerError EADDRINUSE: Somebody listens there already.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument is of the right type, and its value has no meaning
   *   here, such as a host name for an IP literal.
   */
  listenTcp(options: ListenOptions): number;
  /**
   * Begins a connection, on a socket that does not block and is closed on exec. It is made when the
   * descriptor is Writable without Error; a refusal that comes later is in SO_ERROR.
   *
   * @param options Where to; a host name is refused with ERR_INVALID_ARG_VALUE.
   * @returns The descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument is of the right type, and its value has no meaning
   *   here, such as a host name for an IP literal.
   */
  connectTcp(options: ConnectOptions): number;
  /**
   * Takes a connection from a listening socket.
   *
   * @param fd The listening socket.
   * @returns A descriptor that does not block and is closed on exec, or -errno; -EAGAIN when there is none.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   */
  accept(fd: number): number;
  /**
   * The address that a socket is bound to.
   *
   * @param fd The socket.
   * @throws PollerError EBADF: The descriptor is not open.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is of the right type, and its value is not one that is
   *   taken.
   */
  localAddress(fd: number): SocketAddress;
  /**
   * Makes a blocked or the next wait of a poller return, from any thread. Many of them count as one.
   *
   * @param waker The poller's waker, posted whole.
   * @returns False, and nothing is touched, once the poller is closed.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is of the wrong type.
   */
  wake(waker: Waker): boolean;
}
