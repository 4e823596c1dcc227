// Made by pollio's generator from spec/poller.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { EventKind } from "./event-kinds.ts";
import type { Trigger } from "./flags.ts";

/** What can be registered, which is any object with a descriptor and a kind. */
export interface EventLike<Kind extends number = number> {
  /** The descriptor, an integer from 0 to 2^31-1. */
  readonly fd: number;
  /** A tag of the module's EventKind. */
  readonly kind: Kind;
}

/** How a descriptor is registered. Only own properties count, here and in all other options. */
export interface Registration {
  /** Flags of Interest, or 0 for errors and hang-ups only; default Readable. */
  readonly interest?: number;
  /** When readiness is reported; default "level". */
  readonly trigger?: Trigger;
  /**
   * Whether an event wakes only one or some of the pollers that share the descriptor, instead of all
   * (EPOLLEXCLUSIVE, epoll_ctl(2)); default false. It goes with Readable and Writable, level or edge.
   * Hang-ups are still reported, a half-closed connection only as Readable. The kernel refuses (EINVAL)
   * pollers, `modify` of such a registration, and `exclusive` in a `modify`: delete and add it instead. macOS
   * has nothing like it: ERR_INVALID_ARG_VALUE (`capabilities.exclusive`).
   */
  readonly exclusive?: boolean;
}

/** A registration, as it was asked for. */
export interface Registered<Kind extends number = EventKind> extends EventLike<Kind> {
  /** Flags of Interest, as they were given. */
  readonly interest: number;
  /** When readiness is reported. */
  readonly trigger: Trigger;
  /** Whether it is exclusive. */
  readonly exclusive: boolean;
}

/** A descriptor and its kind and, in a batch, what the descriptor is ready for. */
export interface EventObject<Kind extends number = EventKind> extends EventLike<Kind> {
  /** The descriptor, an integer from 0 to 2^31-1. */
  readonly fd: number;
  /** What the descriptor is for. */
  readonly kind: Kind;
  /** Flags of Readiness; 0 if the object did not come from a wait. */
  readonly readiness: number;
  /**
   * The word (fd << 8) | tag, an exact integer below 2^39. The Rust crate pollio 0.1.3 encodes the same way.
   *
   * @example
   * EventObject.server(5).encode(); // → 1281
   */
  encode(): number;
}

/**
 * The events of the last wait. Each poller reuses one object: its content is valid until the next wait, which
 * replaces it even when it fails or times out; a waitAsync replaces it when it fetches. add, modify, set and
 * delete do not. An index outside 0 … length-1 gives undefined, -1, 0, 0, 0 and true.
 */
export interface ReadyEvents<Kind extends number = EventKind> extends Iterable<EventObject<Kind>> {
  /** How many events the kernel returned; 0 after the poller is closed. */
  readonly length: number;
  /**
   * Whether a signal ended the wait. Signal handlers written in JavaScript run only when you yield to the
   * event loop, as with `eventLoopTurn`.
   */
  readonly interrupted: boolean;
  /** Whether `notify` or `wake` ended the wait, also when events came with it. */
  readonly woken: boolean;
  /**
   * The event at an index. Later waits reuse the object; copy what you need beyond the next wait.
   *
   * @param index From 0 to length-1.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * poller.wait(-1).at(0)?.fd === reader; // → true
   * poller.wait(0).at(1); // → undefined
   */
  at(index: number): EventObject<Kind> | undefined;
  /**
   * The descriptor of an event, without creating an object; -1 outside the batch.
   *
   * @param index From 0 to length-1.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * const ready = poller.wait(-1);
   * for (let index = 0; index < ready.length; index++) sys.read(ready.fd(index), bytes);
   */
  fd(index: number): number;
  /**
   * The kind of an event, without creating an object; 0 outside the batch.
   *
   * @param index From 0 to length-1.
   * @example
   * poller.add(EventObject.client(writer), { interest: Interest.Writable });
   * poller.wait(-1).kind(0) === EventKind.Client; // → true
   */
  kind(index: number): Kind | 0;
  /**
   * What an event is ready for, as flags of Readiness; 0 outside the batch.
   *
   * @param index From 0 to length-1.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * const canRead = (poller.wait(-1).readiness(0) & Readiness.Readable) !== 0; // → true
   */
  readiness(index: number): number;
  /**
   * What the kernel reported, as an unsigned number; 0 outside the batch. On Linux it is the event's `events`
   * (epoll_wait(2)), on macOS its flags in the high half and its filter in the low one (kqueue(2)).
   *
   * @param index From 0 to length-1.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * if (backend.os === "linux") (poller.wait(-1).mask(0) & constants.EPOLLIN) === constants.EPOLLIN; // → true
   */
  mask(index: number): number;
  /**
   * Whether the registration behind an event no longer exists, because the descriptor has since been deleted
   * or registered again; true outside the batch. The iterator skips such events.
   *
   * @param index From 0 to length-1.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * const ready = poller.wait(-1);
   * poller.delete(reader);
   * ready.stale(0); // → true
   */
  stale(index: number): boolean;
  /**
   * The events whose registration still lives. Finish the loop before you wait again: the next step of a loop
   * whose batch was replaced throws, because edge and one-shot events that it did not reach are lost. It ends
   * when the poller is closed.
   *
   * @throws PollerError ERR_BATCH_REPLACED: A wait inside the loop over a batch replaced it.
   * @example
   * sys.write(writer, bytes);
   * poller.add(EventObject.client(reader));
   * for (const { fd, kind, readiness } of poller.wait(-1)) {
   *   if (kind === EventKind.Client && readiness & Readiness.Readable) sys.read(fd, bytes);
   * }
   */
  [Symbol.iterator](): IterableIterator<EventObject<Kind>>;
}

/**
 * Wakes a poller from any thread. It is opaque and structured-cloneable: post it whole to a worker and call
 * `wake` with it there.
 */
export interface Waker {
  /** The poller's wake descriptor; do not use it directly. */
  readonly fd: number;
  /** Shared state that prevents a wake from reaching a closed poller. */
  readonly state: SharedArrayBuffer;
}

/** Options of an asynchronous wait. */
export interface WaitOptions {
  /**
   * Ends the wait by rejecting with signal.reason, before any event is taken. Signals of another realm or
   * implementation will do.
   */
  readonly signal?: AbortSignal;
}

/** Options of a loop over batches. */
export interface EventsOptions extends WaitOptions {
  /** Milliseconds that each step waits at most, as for `waitAsync`; default -1. */
  readonly timeoutMs?: number;
}

/** The operating system's readiness poller. */
export interface Poller<Kind extends number = EventKind> extends AsyncIterable<ReadyEvents<Kind>> {
  /**
   * The poller's own descriptor, which can be registered with another poller.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  readonly fd: number;
  /** Whether `close` was called. */
  readonly closed: boolean;
  /**
   * What another thread needs in order to wake this poller.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  readonly waker: Waker;
  /**
   * How many descriptors are registered, going by add, modify, set and delete: a descriptor that was closed
   * without delete counts until it is deleted. The poller's own descriptors never count.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   */
  readonly size: number;
  /**
   * Registers a descriptor. Delete it before you close it: once a descriptor is closed while a duplicate is
   * open, it can no longer be removed from epoll. Its events are then stale; a wait with nothing else to
   * report pauses for 5 ms between looks, so that they cost next to no processor time.
   *
   * @param event The descriptor and its kind.
   * @param options How it is registered; by default for Readable, "level".
   * @throws PollerError EEXIST: The descriptor is already registered; `modify` changes its registration.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.add(EventObject.client(reader)); // for Readable, level-triggered
   * poller.add({ fd: writer, kind: EventKind.Client }, { interest: Interest.Writable, trigger: "edge" });
   */
  add(event: EventLike<Kind>, options?: Registration): void;
  /**
   * Changes a registration and starts a new generation of it: events fetched earlier become stale. Nothing is
   * lost: the kernel immediately reports again whatever still holds, and a one-shot registration is re-armed.
   *
   * @param event The descriptor and its kind.
   * @param options How it is registered; by default for Readable, "level".
   * @throws PollerError ENOENT: The descriptor is not registered; or the folder of a Unix path, or the socket
   *   to connect to, does not exist.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.add(EventObject.client(reader), { trigger: "oneshot" });
   * sys.write(writer, bytes);
   * poller.wait(-1).length; // → 1
   * poller.wait(0).length; // → 0
   * poller.modify(EventObject.client(reader), { trigger: "oneshot" }); // arms it again
   * poller.wait(-1).length; // → 1
   */
  modify(event: EventLike<Kind>, options?: Registration): void;
  /**
   * Registers a descriptor as `add` does, or changes its registration as `modify` does, whichever works: also
   * where its number was closed without delete and has a new owner.
   *
   * @param event The descriptor and its kind.
   * @param options How it is registered; by default for Readable, "level".
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.set(EventObject.client(writer)); // adds it
   * poller.set(EventObject.client(writer), { interest: Interest.Writable }); // changes it
   */
  set(event: EventLike<Kind>, options?: Registration): void;
  /**
   * Removes a registration and makes its events stale, even when it throws EBADF or ENOENT.
   *
   * @param fd The descriptor.
   * @throws PollerError ENOENT: The descriptor is not registered; or the folder of a Unix path, or the socket
   *   to connect to, does not exist.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.add(EventObject.client(reader));
   * poller.delete(reader); // before it is closed
   * sys.close(reader);
   */
  delete(fd: number): void;
  /**
   * Whether a descriptor is registered, by what add, modify, set and delete said.
   *
   * @param fd The descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.add(EventObject.client(reader));
   * poller.has(reader); // → true
   * poller.has(writer); // → false
   */
  has(fd: number): boolean;
  /**
   * A snapshot of what is registered, in the order of the descriptors: new objects with the options as they
   * were given, including one-shot registrations that have fired.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.add(EventObject.client(reader), { trigger: "edge" });
   * for (const { fd, trigger } of poller.registrations()) {
   *   `${fd} ${trigger}` === `${reader} edge`; // → true
   * }
   */
  registrations(): IterableIterator<Registered<Kind>>;
  /**
   * Adds many descriptors, in order. All arguments are checked first: an invalid one throws, with its
   * position in the message, and nothing is registered. If the operating system refuses a descriptor,
   * registering stops there: the PollerError has its index and the descriptor, and those before it stay
   * registered.
   *
   * @param events The descriptors and their kinds.
   * @param options How all of them are registered; by default for Readable, "level".
   * @throws PollerError EEXIST: The descriptor is already registered; `modify` changes its registration.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.registerAll([EventObject.client(reader), EventObject.client(writer)]);
   * poller.size; // → 2
   */
  registerAll(events: Iterable<EventLike<Kind>>, options?: Registration): void;
  /**
   * Deletes many descriptors, in order. It fails the way `registerAll` does.
   *
   * @param fds The descriptors.
   * @throws PollerError ENOENT: The descriptor is not registered; or the folder of a Unix path, or the socket
   *   to connect to, does not exist.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.registerAll([EventObject.client(reader), EventObject.client(writer)]);
   * poller.deleteAll([reader, writer]);
   * poller.size; // → 0
   */
  deleteAll(fds: Iterable<number>): void;
  /**
   * Blocks this thread until a descriptor is ready, the timeout expires, or a wake or a signal arrives. The
   * kernel writes into memory that was allocated once; the call itself allocates nothing.
   *
   * @param timeoutMs Milliseconds; -1 or Infinity blocks, 0 polls, and values above 2^31-1 are clamped.
   *   Fractions are kept where the kernel supports them (epoll_pwait2(2), Linux 5.11) and rounded up
   *   elsewhere: a wait never ends early.
   * @returns The events of this wait, in the same object each time.
   * @throws PollerError EINTR: A signal interrupted the wait, and the poller was created with interrupts:
   *   "throw".
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A `waitAsync` is pending; only one wait can be pending at a time.
   * @example
   * poller.add(EventObject.client(reader));
   * poller.wait(0.5).length; // → 0
   * sys.write(writer, bytes);
   * poller.wait(-1).length; // → 1
   */
  wait(timeoutMs: number): ReadyEvents<Kind>;
  /**
   * Waits without blocking the thread. Resolves with events, or with none after a timeout or `notify`; if
   * only stale events are ready, it keeps waiting. Only one wait can be pending at a time. Rejects with the
   * signal's reason if the signal aborts, and with ERR_POLLER_CLOSED if the poller is closed. Invalid
   * arguments also reject.
   *
   * @param timeoutMs Milliseconds, as for `wait`, rounded up to an integer; default -1.
   * @param options A signal that aborts the wait.
   * @returns The events of this wait, in the same object each time.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError EAGAIN: The queue of the Unix socket to connect to is full; try again later. From
   *   waitAsync, the system allows no further thread (ulimit -u), and the runtime needs one.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A `waitAsync` is pending; only one wait can be pending at a time.
   * @throws PollerError ERR_WAIT_THREAD: The thread or worker that waits for this runtime could not be
   *   started, or has ended; the next wait tries again. Under Node's permission model, a worker needs
   *   --allow-worker.
   * @example
   * poller.add(EventObject.client(reader));
   * setTimeout(() => sys.write(writer, bytes), 5);
   * const ready = await poller.waitAsync(1000, { signal: AbortSignal.timeout(2000) });
   * ready.length; // → 1
   */
  waitAsync(timeoutMs?: number, options?: WaitOptions): Promise<ReadyEvents<Kind>>;
  /**
   * Batch after batch, for `for await`. Events are fetched only inside next; leaving the loop leaves the
   * poller open, and closing the poller ends the loop. A second next while one is pending rejects with
   * ERR_WAIT_PENDING. return ends a pending next with `{ done: true }` before any event is taken, and the
   * poller can be waited on at once. What `waitAsync` rejects with, next rejects with, too.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A `waitAsync` is pending; only one wait can be pending at a time.
   * @example
   * poller.add(EventObject.client(reader));
   * setTimeout(() => sys.write(writer, bytes), 5);
   * for await (const ready of poller) {
   *   for (const { fd } of ready) sys.read(fd, bytes);
   *   break; // the poller stays open
   * }
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<Kind>>;
  /**
   * Batch after batch, as `for await` over the poller itself, with a signal that aborts the loop and a
   * timeout for each step: a step whose time is up gives an empty batch, and the loop goes on.
   *
   * @param options A signal and a timeout.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @throws PollerError ERR_WAIT_PENDING: A `waitAsync` is pending; only one wait can be pending at a time.
   * @example
   * const controller = new AbortController();
   * setTimeout(() => controller.abort(), 20);
   * try {
   *   for await (const ready of poller.events({ timeoutMs: 5, signal: controller.signal })) ready.length; // → 0
   * } catch (error) {
   *   error === controller.signal.reason; // → true
   * }
   */
  events(options?: EventsOptions): AsyncIterableIterator<ReadyEvents<Kind>>;
  /**
   * Lets a pending `waitAsync` keep the process alive, which is the default.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.unref().ref(); // as at first: a pending waitAsync keeps the process alive
   */
  ref(): this;
  /**
   * Lets the process exit while a `waitAsync` is pending.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * poller.unref();
   * poller.waitAsync().catch(() => {}); // does not keep the process alive
   */
  unref(): this;
  /**
   * Makes the current or the next wait return without an event. Calls are coalesced.
   *
   * @throws PollerError ERR_POLLER_CLOSED: The poller was closed.
   * @example
   * setTimeout(() => poller.notify(), 5);
   * const ready = await poller.waitAsync();
   * ready.woken; // → true
   * ready.length; // → 0
   */
  notify(): void;
  /**
   * Closes what the poller opened and nothing else; calling it twice is harmless. Afterwards all other
   * members throw ERR_POLLER_CLOSED, and the last ReadyEvents is empty.
   *
   * @example
   * poller.close();
   * poller.closed; // → true
   */
  close(): void;
  /**
   * The same as `close`, for `using` declarations.
   *
   * @example
   * const other = new OsPoller(); // or: using other = new OsPoller();
   * other[Symbol.dispose]();
   * other.closed; // → true
   */
  [Symbol.dispose](): void;
}

/** Options of an OsPoller. */
export interface PollerOptions {
  /**
   * The most events that one wait returns, 1 … 1,048,576; default 20,000. Each takes 12 or 16 bytes,
   * allocated once.
   */
  readonly maxEvents?: number;
  /**
   * What a wait does when a signal interrupts it: return with `interrupted` set, throw EINTR, or wait for the
   * rest of the time; default "return".
   */
  readonly interrupts?: "return" | "throw" | "retry";
  /**
   * Microseconds that a wait looks for events before it blocks, 0 … 1,000,000; default 0. What comes within
   * that time is reported sooner, because the thread need not be put to sleep and woken; it takes the
   * processor meanwhile, and `waitAsync` blocks the event loop. After a wait that took longer, the next one
   * does not look.
   */
  readonly spin?: number;
}

/** Where to listen, given as an IP literal and a port or as a Unix path. */
export interface ListenOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1", which only this machine can reach. */
  readonly host?: string;
  /** From 0 to 65535; default 0, for a port that the kernel chooses and `localAddress` returns. */
  readonly port?: number;
  /** A Unix path, instead of host and port. */
  readonly path?: string;
  /** How many connections may queue until they are accepted; default 511. The kernel caps it, at 128 on macOS. */
  readonly backlog?: number;
  /**
   * Whether several sockets may listen on the same port; default false. Linux shares the connections among
   * them. macOS gives all of them to the socket that began to listen last: accept in one thread there, and
   * hand the descriptors on.
   */
  readonly reusePort?: boolean;
}

/** Where to bind a UDP socket, given as an IP literal and a port. */
export interface BindOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1", which only this machine can reach. */
  readonly host?: string;
  /** From 0 to 65535; default 0, for a port that the kernel chooses and `localAddress` returns. */
  readonly port?: number;
  /** Whether several sockets may bind the same port and share its datagrams; default false. */
  readonly reusePort?: boolean;
}

/** Where to connect, given as an IP literal and a port or as a Unix path. */
export interface ConnectOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1". */
  readonly host?: string;
  /** From 1 to 65535. */
  readonly port?: number;
  /** A Unix path, instead of host and port. */
  readonly path?: string;
}

/** The address of a socket. */
export interface SocketAddress {
  /** An IP literal or a path. */
  readonly address: string;
  /** The port; 0 for a path. */
  readonly port: number;
  /** The address family. */
  readonly family: "IPv4" | "IPv6" | "unix";
}

/** Options of `readable` and `writable`. */
export interface WaitUntilOptions {
  /** Ends the wait by rejecting with signal.reason. Signals of another realm or implementation will do. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds after which the promise resolves with 0. -1 or Infinity, the default, never times out; 0
   * reports what is ready now. The promise never resolves early.
   */
  readonly timeoutMs?: number;
}

/** Options of `ready`. */
export interface ReadyOptions extends WaitUntilOptions {
  /** Flags of Interest; default Readable. 0 waits for an error or a hang-up only. */
  readonly interest?: number;
}

/** Options of `watch`. */
export interface WatchOptions {
  /** Flags of Interest; default Readable. With 0 the watch begins paused. */
  readonly interest?: number;
  /** When the callback is called; default "level". All watches of one descriptor have the same. */
  readonly trigger?: Trigger;
  /** Closes the watch when it aborts. One that has aborted already makes `watch` throw its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Calls back whenever a descriptor is ready, until it is closed or the descriptor is released. It stays
 * armed, so an event costs neither a promise nor a change of the registration. Once it has ended, its methods
 * do nothing.
 */
export interface Watch extends Disposable {
  /** The descriptor. */
  readonly fd: number;
  /**
   * Flags of Interest; set it to change what the callback is called for. 0 pauses the watch: there are no
   * calls at all, not even for a hang-up, until it resumes. Setting it re-arms a one-shot watch, even if the
   * value stays the same.
   *
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   */
  interest: number;
  /**
   * Lets the watch keep the process alive, paused or not, which is the default.
   *
   * @example
   * const watching = watch(reader, () => {}).unref();
   * watching.ref(); // keeps the process alive again
   * watching.close();
   */
  ref(): this;
  /**
   * Lets the process exit while the watch is open.
   *
   * @example
   * const watching = watch(reader, () => {});
   * watching.unref(); // the process may end
   * watching.close();
   */
  unref(): this;
  /**
   * Ends the watch; its callback is not called again. Calling it twice is harmless. The descriptor stays
   * open.
   *
   * @example
   * const watching = watch(reader, (readiness, fd) => {
   *   sys.read(fd, bytes);
   *   watching.close();
   * });
   * sys.write(writer, bytes);
   */
  close(): void;
  /**
   * The same as `close`, for `using` declarations.
   *
   * @example
   * const watching = watch(reader, () => {}); // or: using watching = watch(…);
   * watching[Symbol.dispose]();
   */
  [Symbol.dispose](): void;
}

/** The functions that every backend exports, besides its classes and `sys`. */
export interface Functions {
  /**
   * Opens a listening socket that is non-blocking and close-on-exec.
   *
   * @param options Where to listen; a host name throws ERR_INVALID_ARG_VALUE.
   * @returns The descriptor.
   * @throws PollerError EADDRINUSE: The address is already in use.
   * @throws PollerError EADDRNOTAVAIL: This machine does not have the address.
   * @throws PollerError EACCES: The port or the path requires a permission that the process lacks.
   * @throws PollerError ENOENT: The descriptor is not registered; or the folder of a Unix path, or the socket
   *   to connect to, does not exist.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * const server = listenTcp({ port: 0 }); // a free port of 127.0.0.1
   * localAddress(server).port > 0; // → true
   * sys.close(server);
   */
  listenTcp(options: ListenOptions): number;
  /**
   * Starts to connect a socket that is non-blocking and close-on-exec. The connection is established when the
   * descriptor is Writable without Error; if it fails later, SO_ERROR has the reason, usually ECONNREFUSED.
   *
   * @param options Where to connect; a host name throws ERR_INVALID_ARG_VALUE.
   * @returns The descriptor.
   * @throws PollerError ECONNREFUSED: Nothing is listening there.
   * @throws PollerError ENETUNREACH: No route leads to the address.
   * @throws PollerError EACCES: The port or the path requires a permission that the process lacks.
   * @throws PollerError ENOENT: The descriptor is not registered; or the folder of a Unix path, or the socket
   *   to connect to, does not exist.
   * @throws PollerError EAGAIN: The queue of the Unix socket to connect to is full; try again later. From
   *   waitAsync, the system allows no further thread (ulimit -u), and the runtime needs one.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * const server = listenTcp({ port: 0 });
   * const client = connectTcp({ port: localAddress(server).port });
   * await writable(client);
   * socketError(client); // → 0
   * for (const fd of [client, server]) sys.close(fd);
   */
  connectTcp(options: ConnectOptions): number;
  /**
   * Accepts a connection from a listening socket. When no descriptor is free, it returns -EMFILE or -ENFILE
   * and the connection stays queued: the socket remains readable and would end every wait at once. Delete it
   * from the poller then, and add it again when a descriptor has been closed. Any other error concerns one
   * connection, which is gone.
   *
   * @param fd The listening socket.
   * @returns A descriptor that is non-blocking and close-on-exec, or -errno; -EAGAIN if no connection is
   *   waiting.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * const server = listenTcp({ port: 0 });
   * const client = connectTcp({ port: localAddress(server).port });
   * await readable(server);
   * const connection = accept(server);
   * accept(server) === -errno.EAGAIN; // → true
   * for (const fd of [connection, client, server]) sys.close(fd);
   */
  accept(fd: number): number;
  /**
   * Opens a UDP socket that is bound, non-blocking and close-on-exec. `sys.sendto` and `sys.recvfrom` take it
   * from there.
   *
   * @param options Where to bind; a host name throws ERR_INVALID_ARG_VALUE.
   * @returns The descriptor.
   * @throws PollerError EADDRINUSE: The address is already in use.
   * @throws PollerError EADDRNOTAVAIL: This machine does not have the address.
   * @throws PollerError EACCES: The port or the path requires a permission that the process lacks.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * const [a, b] = [bindUdp({}), bindUdp({})];
   * sys.sendto(a, bytes.subarray(0, 3), 0, encodeAddress(localAddress(b)));
   * await readable(b);
   * sys.recvfrom(b, bytes, 0, new Uint8Array(16)); // → 3
   * for (const fd of [a, b]) sys.close(fd);
   */
  bindUdp(options: BindOptions): number;
  /**
   * Returns the address that a socket is bound to.
   *
   * @param fd The socket.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError ENOTSOCK: The descriptor is not a socket.
   * @throws PollerError EAFNOSUPPORT: The socket's address is neither IPv4 nor IPv6 nor a Unix path.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * const server = listenTcp({ host: "::1", port: 0 });
   * const { address, family } = localAddress(server);
   * `${address} ${family}`; // → "::1 IPv6"
   * sys.close(server);
   */
  localAddress(fd: number): SocketAddress;
  /**
   * Returns the address that a socket is connected to.
   *
   * @param fd The socket.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError ENOTSOCK: The descriptor is not a socket.
   * @throws PollerError ENOTCONN: The socket is not connected.
   * @throws PollerError EAFNOSUPPORT: The socket's address is neither IPv4 nor IPv6 nor a Unix path.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * const server = listenTcp({ port: 0 });
   * const client = connectTcp({ port: localAddress(server).port });
   * await writable(client);
   * remoteAddress(client).address; // → "127.0.0.1"
   * for (const fd of [client, server]) sys.close(fd);
   */
  remoteAddress(fd: number): SocketAddress;
  /**
   * Translates an address into the bytes that `sys.bind`, `sys.connect` and `sys.sendto` take: a sockaddr_in,
   * sockaddr_in6 or sockaddr_un (ip(7), ipv6(7), unix(7)).
   *
   * @param address What `localAddress` and `decodeAddress` return. The address "" of a Unix socket means
   *   none; on Linux, one that begins with NUL is an abstract name.
   * @returns The address, as many bytes as it has.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * const socket = bindUdp({});
   * const address = encodeAddress({ address: "127.0.0.1", port: 9, family: "IPv4" });
   * sys.sendto(socket, bytes.subarray(0, 1), 0, address); // → 1
   * sys.close(socket);
   */
  encodeAddress(address: SocketAddress): Uint8Array;
  /**
   * Translates the bytes of an address, which `sys.recvfrom`, `sys.getsockname` and `sys.getpeername` wrote,
   * into text. It is the inverse of `encodeAddress`.
   *
   * @param bytes Any typed array of integers with the bytes of the address, as many as the system call said:
   *   an abstract name ends where they end. At least as many as an address of its family takes.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * decodeAddress(encodeAddress({ address: "::1", port: 80, family: "IPv6" })).address; // → "::1"
   */
  decodeAddress(bytes: ArrayBufferView): SocketAddress;
  /**
   * Reads and clears the pending error of a socket (SO_ERROR, socket(7)): why a connection that `connectTcp`
   * started has failed.
   *
   * @param fd The socket.
   * @returns 0, or -errno.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError ENOTSOCK: The descriptor is not a socket.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * const server = listenTcp({ port: 0 });
   * const { port } = localAddress(server);
   * sys.close(server);
   * const client = connectTcp({ port }); // nobody listens there any more
   * await writable(client);
   * errnoName(socketError(client)); // → "ECONNREFUSED"
   * sys.close(client);
   */
  socketError(fd: number): number;
  /**
   * The name of a failed system call's result, as in `errnoName(sys.read(fd, bytes))`, on the operating
   * system that the backend is for.
   *
   * @param result A result ≥ 0, or -errno.
   * @returns Such as "EAGAIN"; "E1234" for an error number without a name, and "" for a result that is no
   *   error.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * errnoName(sys.read(reader, bytes)); // → "EAGAIN"
   * errnoName(0); // → ""
   */
  errnoName(result: number): string;
  /**
   * The names of flags of Readiness, for messages and logs.
   *
   * @param flags Flags of Readiness, or of Interest, which have the same values; 0 for none.
   * @returns The names in the order of the bits, such as `["Readable", "ReadClosed"]`.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * readinessNames(Readiness.Readable | Readiness.ReadClosed); // → ["Readable", "ReadClosed"]
   */
  readinessNames(flags: number): string[];
  /**
   * Opens a pipe that is non-blocking and closed on exec, so that no child process keeps it open.
   *
   * @returns The reading and the writing descriptor.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @example
   * const [out, into] = pipe();
   * sys.write(into, bytes.subarray(0, 2)); // → 2
   * sys.read(out, bytes); // → 2
   * for (const fd of [out, into]) sys.close(fd);
   */
  pipe(): [reader: number, writer: number];
  /**
   * Opens two connected unix stream sockets that are non-blocking and closed on exec.
   *
   * @returns The two descriptors.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @example
   * const [a, b] = socketPair();
   * sys.write(a, bytes.subarray(0, 2)); // → 2
   * sys.read(b, bytes); // → 2
   * for (const fd of [a, b]) sys.close(fd);
   */
  socketPair(): [a: number, b: number];
  /**
   * Makes a poller's current or next wait return, from any thread. Calls are coalesced.
   *
   * @param waker The poller's waker, as it was posted.
   * @returns False once the poller is closed; the call then does nothing.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @example
   * const { waker } = poller; // can be posted to a worker
   * wake(waker); // → true
   * poller.wait(-1).woken; // → true
   * poller.close();
   * wake(waker); // → false
   */
  wake(waker: Waker): boolean;
  /**
   * Resolves when timers that are due, I/O that is ready, and handlers of signals that have arrived have run:
   * for programs that block in `wait`. It takes about as long as setImmediate, and longer only where a signal
   * has interrupted a wait of this thread since the last turn. (In a program that sets a timer each
   * millisecond, Node may run other timers a millisecond late, and so after this turn.)
   *
   * @example
   * let ran = false;
   * setTimeout(() => (ran = true));
   * poller.wait(2); // blocks: no timer can run meanwhile
   * await eventLoopTurn();
   * ran; // → true
   */
  eventLoopTurn(): Promise<void>;
  /**
   * Waits, without blocking, until a descriptor is ready for what `interest` says. Any number of callers may
   * wait for one descriptor, each with its own interest. Readable and ReadClosed serve readers, Writable and
   * WriteClosed writers; errors and hang-ups serve all. The process stays alive while a promise is pending.
   * All failures reject: bad arguments, an abort with signal.reason.
   *
   * @param fd The descriptor.
   * @param options Interest, time and signal.
   * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it
   *   was closed and its number now belongs to another file.
   * @example
   * await ready(writer, { interest: Interest.Readable | Interest.Writable }); // → Readiness.Writable
   * await ready(reader, { timeoutMs: 5 }); // → 0
   */
  ready(fd: number, options?: ReadyOptions): Promise<number>;
  /**
   * The same as `ready` for Interest.Readable: until a read would not block.
   *
   * @param fd The descriptor.
   * @param options Time and signal.
   * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it
   *   was closed and its number now belongs to another file.
   * @example
   * setTimeout(() => sys.write(writer, bytes), 5);
   * const flags = await readable(reader, { timeoutMs: 1000 });
   * if (flags !== 0) sys.read(reader, bytes); // → 1024
   */
  readable(fd: number, options?: WaitUntilOptions): Promise<number>;
  /**
   * The same as `ready` for Interest.Writable: until a write would not block.
   *
   * @param fd The descriptor.
   * @param options Time and signal.
   * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it
   *   was closed and its number now belongs to another file.
   * @example
   * await writable(writer);
   * sys.write(writer, bytes); // → 1024
   */
  writable(fd: number, options?: WaitUntilOptions): Promise<number>;
  /**
   * Calls back whenever a descriptor is ready, from the event loop and never synchronously, until the watch
   * is closed. An error that the callback throws is an uncaught exception; it ends neither this watch nor any
   * other. Promises for the same descriptor work with any trigger.
   *
   * @param fd The descriptor.
   * @param callback Called with flags of Readiness, all of the event that serves this watch, and the
   *   descriptor.
   * @param options Interest, trigger and signal.
   * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor
   *   was closed from outside.
   * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
   *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that
   *   was opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that
   *   its other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the
   *   poller's own descriptor was closed from outside, and such a file has its number now.
   * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
   *   registration. From a wait, the number of the poller's own descriptor has another owner.
   * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
   *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot
   *   watch it.
   * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
   *   (/proc/sys/fs/epoll/max_user_watches).
   * @throws PollerError ENOMEM: The kernel has no memory left.
   * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
   * @throws PollerError ENFILE: The system has no free descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
   *   here, such as a host name instead of an IP literal, or an option that does not go with the others or
   *   with this system.
   * @example
   * const chunks = [];
   * const watching = watch(reader, (readiness, fd) => chunks.push(sys.read(fd, bytes)));
   * sys.write(writer, bytes.subarray(0, 3));
   * await readable(reader);
   * await eventLoopTurn();
   * chunks; // → [3]
   * watching.close();
   */
  watch(fd: number, callback: (readiness: number, fd: number) => void, options?: WatchOptions): Watch;
  /**
   * Call it before a descriptor is closed: pending promises reject with ERR_DESCRIPTOR_RELEASED, watches end,
   * and the number is free for another file. It does not close the descriptor, and does nothing if nothing is
   * pending. If a descriptor is closed without it, they stay pending until its number is waited for again or
   * released.
   *
   * @param fd The descriptor.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
   * @example
   * const pending = readable(reader);
   * release(reader); // before somebody closes it
   * await pending.catch((error) => error.code); // → "ERR_DESCRIPTOR_RELEASED"
   */
  release(fd: number): void;
}
