// Made by pollio's generator from spec/poller.yaml.
// Do not edit: change the spec and run `npm run generate`.
import { createModule } from "@pollio/core/backend";
import { opened } from "./backend.ts";

export type * from "@pollio/core";
export { EventKind, EventObject, Interest, PollerError, Readiness, ReadyEvents } from "@pollio/core/backend";

const module = createModule(opened);

/**
 * The class of pollers: epoll on Linux, kqueue on macOS. `new OsPoller(options?)` opens one; PollerOptions
 * has what it takes.
 *
 * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
 * @throws PollerError ENFILE: The system has no free descriptor.
 * @throws PollerError ENOMEM: The kernel has no memory left.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws PollerError ERR_NO_BACKEND: No backend works here, or not the one that was asked for; the message
 *   says why for each.
 * @throws PollerError ERR_UNSUPPORTED_PLATFORM: The backend does not support this operating system or
 *   architecture.
 * @example
 * const small = new OsPoller({ maxEvents: 64, interrupts: "retry" });
 * small.close();
 */
export const OsPoller = module.OsPoller;

/**
 * Makes EventKind, EventObject and OsPoller for kinds of your own, with tags from 64 to 255. Only the kinds
 * that you name exist in them: to keep pollio's, name them too, as in `{ ...EventKind, Job: 70 }`.
 *
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const own = withKinds({ ...EventKind, Job: 70 });
 * const jobs = new own.OsPoller();
 * jobs.add(new own.EventObject(reader, own.EventKind.Job));
 * sys.write(writer, bytes);
 * jobs.wait(-1).kind(0); // → 70
 * jobs.close();
 */
export const withKinds = module.withKinds;

/**
 * The operating system's calls, each a function that returns a number ≥ 0 or `-errno`, and throws only for
 * wrong arguments.
 *
 * @example
 * sys.write(writer, bytes.subarray(0, 4)); // → 4
 * sys.read(reader, bytes); // → 4
 * sys.read(reader, bytes) === -errno.EAGAIN; // → true
 */
export const sys = module.sys;

/**
 * Positive error numbers of this operating system, by name.
 *
 * @example
 * sys.read(reader, bytes) === -errno.EAGAIN; // → true
 */
export const errno = module.errno;

/**
 * The constants of this operating system that `sys` takes, by name.
 *
 * @example
 * (sys.fcntl(reader, constants.F_GETFL) & constants.O_NONBLOCK) !== 0; // → true
 */
export const constants = module.constants;

/**
 * What this backend is: `name`, `os` ("linux", "darwin" or "unsupported"), `arch` as in process.arch, and
 * `capabilities`, what differs between systems and runtimes.
 *
 * @example
 * backend.capabilities.exclusive === (backend.os === "linux"); // → true
 */
export const backend = module.backend;

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
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const server = listenTcp({ port: 0 }); // a free port of 127.0.0.1
 * localAddress(server).port > 0; // → true
 * sys.close(server);
 */
export const listenTcp = module.listenTcp;

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
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const server = listenTcp({ port: 0 });
 * const client = connectTcp({ port: localAddress(server).port });
 * await writable(client);
 * socketError(client); // → 0
 * for (const fd of [client, server]) sys.close(fd);
 */
export const connectTcp = module.connectTcp;

/**
 * Accepts a connection from a listening socket. When no descriptor is free, it returns -EMFILE or -ENFILE and
 * the connection stays queued: the socket remains readable and would end every wait at once. Delete it from
 * the poller then, and add it again when a descriptor has been closed. Any other error concerns one
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
export const accept = module.accept;

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
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const [a, b] = [bindUdp({}), bindUdp({})];
 * sys.sendto(a, bytes.subarray(0, 3), 0, encodeAddress(localAddress(b)));
 * await readable(b);
 * sys.recvfrom(b, bytes, 0, new Uint8Array(16)); // → 3
 * for (const fd of [a, b]) sys.close(fd);
 */
export const bindUdp = module.bindUdp;

/**
 * Returns the address that a socket is bound to.
 *
 * @param fd The socket.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
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
export const localAddress = module.localAddress;

/**
 * Returns the address that a socket is connected to.
 *
 * @param fd The socket.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
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
export const remoteAddress = module.remoteAddress;

/**
 * Translates an address into the bytes that `sys.bind`, `sys.connect` and `sys.sendto` take: a sockaddr_in,
 * sockaddr_in6 or sockaddr_un (ip(7), ipv6(7), unix(7)).
 *
 * @param address What `localAddress` and `decodeAddress` return. The address "" of a Unix socket means none;
 *   on Linux, one that begins with NUL is an abstract name.
 * @returns The address, as many bytes as it has.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const socket = bindUdp({});
 * const address = encodeAddress({ address: "127.0.0.1", port: 9, family: "IPv4" });
 * sys.sendto(socket, bytes.subarray(0, 1), 0, address); // → 1
 * sys.close(socket);
 */
export const encodeAddress = module.encodeAddress;

/**
 * Translates the bytes of an address, which `sys.recvfrom`, `sys.getsockname` and `sys.getpeername` wrote,
 * into text. It is the inverse of `encodeAddress`.
 *
 * @param bytes Any typed array of integers with the bytes of the address, as many as the system call said: an
 *   abstract name ends where they end. At least as many as an address of its family takes.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * decodeAddress(encodeAddress({ address: "::1", port: 80, family: "IPv6" })).address; // → "::1"
 */
export const decodeAddress = module.decodeAddress;

/**
 * Reads and clears the pending error of a socket (SO_ERROR, socket(7)): why a connection that `connectTcp`
 * started has failed.
 *
 * @param fd The socket.
 * @returns 0, or -errno.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
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
export const socketError = module.socketError;

/**
 * The name of a failed system call's result, as in `errnoName(sys.read(fd, bytes))`, on the operating system
 * that the backend is for.
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
export const errnoName = module.errnoName;

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
export const readinessNames = module.readinessNames;

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
export const pipe = module.pipe;

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
export const socketPair = module.socketPair;

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
export const wake = module.wake;

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
export const eventLoopTurn = module.eventLoopTurn;

/**
 * Waits, without blocking, until a descriptor is ready for what `interest` says. Any number of callers may
 * wait for one descriptor, each with its own interest. Readable and ReadClosed serve readers, Writable and
 * WriteClosed writers; errors and hang-ups serve all. The process stays alive while a promise is pending. All
 * failures reject: bad arguments, an abort with signal.reason.
 *
 * @param fd The descriptor.
 * @param options Interest, time and signal.
 * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
 * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
 *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that was
 *   opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that its
 *   other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the poller's
 *   own descriptor was closed from outside, and such a file has its number now.
 * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
 *   registration. From a wait, the number of the poller's own descriptor has another owner.
 * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
 *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot watch
 *   it.
 * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
 *   (/proc/sys/fs/epoll/max_user_watches).
 * @throws PollerError ENOMEM: The kernel has no memory left.
 * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
 * @throws PollerError ENFILE: The system has no free descriptor.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it was
 *   closed and its number now belongs to another file.
 * @example
 * await ready(writer, { interest: Interest.Readable | Interest.Writable }); // → Readiness.Writable
 * await ready(reader, { timeoutMs: 5 }); // → 0
 */
export const ready = module.ready;

/**
 * The same as `ready` for Interest.Readable: until a read would not block.
 *
 * @param fd The descriptor.
 * @param options Time and signal.
 * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
 * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
 *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that was
 *   opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that its
 *   other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the poller's
 *   own descriptor was closed from outside, and such a file has its number now.
 * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
 *   registration. From a wait, the number of the poller's own descriptor has another owner.
 * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
 *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot watch
 *   it.
 * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
 *   (/proc/sys/fs/epoll/max_user_watches).
 * @throws PollerError ENOMEM: The kernel has no memory left.
 * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
 * @throws PollerError ENFILE: The system has no free descriptor.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it was
 *   closed and its number now belongs to another file.
 * @example
 * setTimeout(() => sys.write(writer, bytes), 5);
 * const flags = await readable(reader, { timeoutMs: 1000 });
 * if (flags !== 0) sys.read(reader, bytes); // → 1024
 */
export const readable = module.readable;

/**
 * The same as `ready` for Interest.Writable: until a write would not block.
 *
 * @param fd The descriptor.
 * @param options Time and signal.
 * @returns Flags of Readiness, all of the event that it waited for; 0 when the time is up.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
 * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
 *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that was
 *   opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that its
 *   other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the poller's
 *   own descriptor was closed from outside, and such a file has its number now.
 * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
 *   registration. From a wait, the number of the poller's own descriptor has another owner.
 * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
 *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot watch
 *   it.
 * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
 *   (/proc/sys/fs/epoll/max_user_watches).
 * @throws PollerError ENOMEM: The kernel has no memory left.
 * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
 * @throws PollerError ENFILE: The system has no free descriptor.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws PollerError ERR_DESCRIPTOR_RELEASED: The descriptor was released while it was waited for, or it was
 *   closed and its number now belongs to another file.
 * @example
 * await writable(writer);
 * sys.write(writer, bytes); // → 1024
 */
export const writable = module.writable;

/**
 * Calls back whenever a descriptor is ready, from the event loop and never synchronously, until the watch is
 * closed. An error that the callback throws is an uncaught exception; it ends neither this watch nor any
 * other. Promises for the same descriptor work with any trigger.
 *
 * @param fd The descriptor.
 * @param callback Called with flags of Readiness, all of the event that serves this watch, and the
 *   descriptor.
 * @param options Interest, trigger and signal.
 * @throws PollerError EBADF: The descriptor is not open. A wait throws it if the poller's own descriptor was
 *   closed from outside.
 * @throws PollerError EPERM: The descriptor does not support polling because it never blocks, such as a
 *   regular file, a directory or /dev/null on Linux, and a directory on macOS. On macOS also a FIFO that was
 *   opened by its path (`capabilities.namedFifos`), stdin `< fifo` included: kqueue never reports that its
 *   other end was closed. Use a pipe or a unix socket, or read it in a thread. From waitAsync: the poller's
 *   own descriptor was closed from outside, and such a file has its number now.
 * @throws PollerError EINVAL: The descriptor is the poller itself, or a change concerns an exclusive
 *   registration. From a wait, the number of the poller's own descriptor has another owner.
 * @throws PollerError ELOOP: Registering it would create a cycle of pollers or nest them too deeply. From
 *   waitAsync, the poller nests as deeply as the system allows, so the runtime's own event loop cannot watch
 *   it.
 * @throws PollerError ENOSPC: The user's limit on epoll registrations is reached
 *   (/proc/sys/fs/epoll/max_user_watches).
 * @throws PollerError ENOMEM: The kernel has no memory left.
 * @throws PollerError EMFILE: The process has no free descriptor; its limit can be raised (ulimit -n).
 * @throws PollerError ENFILE: The system has no free descriptor.
 * @throws TypeError ERR_INVALID_ARG_TYPE: An argument has the wrong type.
 * @throws RangeError ERR_OUT_OF_RANGE: An argument has the right type but an unacceptable value.
 * @throws TypeError ERR_INVALID_ARG_VALUE: An argument has the right type but a value that has no meaning
 *   here, such as a host name instead of an IP literal, or an option that does not go with the others or with
 *   this system.
 * @example
 * const chunks = [];
 * const watching = watch(reader, (readiness, fd) => chunks.push(sys.read(fd, bytes)));
 * sys.write(writer, bytes.subarray(0, 3));
 * await readable(reader);
 * await eventLoopTurn();
 * chunks; // → [3]
 * watching.close();
 */
export const watch = module.watch;

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
export const release = module.release;

export type OsPoller = InstanceType<typeof OsPoller>;
