// Made by pollio's generator from spec/linux.yaml and spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** Memory of the caller's: any typed array of integers. */
export type Bytes = Uint8Array | Int8Array | Uint8ClampedArray | Uint16Array | Int16Array | Uint32Array | Int32Array | BigUint64Array | BigInt64Array;

/** Memory that a backend allocated. Its address does not change while the object is alive. */
export interface Block {
  /** The memory as JavaScript reads it, in place. */
  readonly words: Int32Array;
  /** The pointer to it, in the form that the backend's foreign function interface takes. */
  readonly pointer: unknown;
}

/**
 * The bound arguments of a call, as the backend keeps them. One function serves all of them, because a
 * function for each becomes slow to call once there are two.
 */
export interface Bound {
  /** The memory among them, which this keeps alive. */
  readonly memory: readonly Block[];
}

/**
 * The syscalls that a backend supplies on every operating system. They take integers and memory that core has
 * checked, return a result ≥ 0 or -errno, never throw and never allocate.
 */
export interface CommonRawSys {
  /** socket(2): Opens a socket. */
  socket(domain: number, type: number, protocol: number): number;
  /** bind(2): Binds a socket to a local address. */
  bind(fd: number, address: Bytes): number;
  /** listen(2): Makes a socket listen for connections. */
  listen(fd: number, backlog: number): number;
  /**
   * accept(2): Accepts a connection. The new descriptor is blocking; the package's own function `accept`
   * returns a non-blocking one. With no descriptor free it returns -EMFILE: Linux keeps the connection for
   * the next call, macOS closes it.
   */
  accept(fd: number): number;
  /** connect(2): Connects a socket; a non-blocking one returns -EINPROGRESS. */
  connect(fd: number, address: Bytes): number;
  /** read(2): Reads into a part of an array. */
  read(fd: number, bytes: Bytes, offset: number, length: number): number;
  /**
   * write(2): Writes a part of an array. Every runtime ignores SIGPIPE, so writing to a closed pipe or socket
   * returns -EPIPE.
   */
  write(fd: number, bytes: Bytes, offset: number, length: number): number;
  /** shutdown(2): Shuts down one or both directions of a connection. */
  shutdown(fd: number, how: number): number;
  /**
   * setsockopt(2): Sets an option of a socket. On macOS it returns -EINVAL once both directions are closed,
   * also by a reset from the peer.
   */
  setsockopt(fd: number, level: number, option: number, value: Bytes): number;
  /** getsockopt(2): Reads an option of a socket. */
  getsockopt(fd: number, level: number, option: number, value: Bytes): number;
  /** getsockname(2): Reads the local address of a socket. */
  getsockname(fd: number, address: Bytes): number;
  /** getpeername(2): Reads the address that a socket is connected to. */
  getpeername(fd: number, address: Bytes): number;
  /** pipe(2): Opens a pipe. */
  pipe(fds: Bytes): number;
  /** socketpair(2): Opens a pair of connected sockets. */
  socketpair(domain: number, type: number, protocol: number, fds: Bytes): number;
  /** dup(2): Duplicates a descriptor. */
  dup(fd: number): number;
  /** fcntl(2): Reads or sets the flags of a descriptor. */
  fcntl(fd: number, command: number, argument: number): number;
  /** close(2): Closes a descriptor. First delete it from its pollers. */
  close(fd: number): number;
  /** getrlimit(2): Reads a limit of this process. */
  getrlimit(resource: number, limits: Bytes): number;
  /** setrlimit(2): Sets a limit of this process. */
  setrlimit(resource: number, limits: Bytes): number;
  /** send(2): Sends an array over a connection. With MSG_OOB, its last byte is sent as out-of-band data. */
  send(fd: number, bytes: Bytes, flags: number): number;
  /** recv(2): Receives into an array. With MSG_OOB, it receives the byte of out-of-band data. */
  recv(fd: number, bytes: Bytes, flags: number): number;
  /** open(2): Opens a file. */
  open(path: Bytes, flags: number, mode: number): number;
  /** openat(2): Opens a file whose path is relative to a directory. */
  openat(dirfd: number, path: Bytes, flags: number, mode: number): number;
  /** pread(2): Reads from a position in a file into a part of an array; the file's own position does not move. */
  pread(fd: number, bytes: Bytes, position: number, offset: number, length: number): number;
  /** pwrite(2): Writes a part of an array at a position in a file; the file's own position does not move. */
  pwrite(fd: number, bytes: Bytes, position: number, offset: number, length: number): number;
  /** readv(2): Reads into several arrays, one after the other, in one call. */
  readv(fd: number, arrays: Block, count: number): number;
  /** writev(2): Writes several arrays, one after the other, in one call. */
  writev(fd: number, arrays: Block, count: number): number;
  /**
   * ioctl(2): Makes a request of a device or another special file. An array goes through 16 KiB of memory of
   * this package, the most a request can name, and is copied back as far as it reaches, so that no request
   * writes outside of it.
   */
  ioctl(fd: number, request: number, argument: number): number;
  /** sendto(2): Sends an array to an address, as one datagram. */
  sendto(fd: number, bytes: Bytes, flags: number, address: Bytes): number;
  /** recvfrom(2): Receives into an array, and stores the sender's address. */
  recvfrom(fd: number, bytes: Bytes, flags: number, address: Bytes, addressLength: Bytes): number;
  /** sendmsg(2): Sends a message. */
  sendmsg(fd: number, message: Block, flags: number): number;
  /** recvmsg(2): Receives a message. */
  recvmsg(fd: number, message: Block, flags: number): number;
}

/** The syscalls that a backend supplies on Linux. */
export interface LinuxRawSys extends CommonRawSys {
  /** epoll_create1(2): Opens a poller. */
  epoll_create1(flags: number): number;
  /** What epoll_ctl is given beforehand. */
  bind_epoll_ctl(epfd: number, event: Block): Bound;
  /** epoll_ctl(2): Adds, changes or removes a registration. */
  epoll_ctl(bound: Bound, op: number, fd: number): number;
  /** What epoll_wait is given beforehand. */
  bind_epoll_wait(epfd: number, events: Block, maxevents: number): Bound;
  /** epoll_wait(2): Waits for events. */
  epoll_wait(bound: Bound, timeout: number): number;
  /** accept4(2): Accepts a connection and sets flags on its descriptor. */
  accept4(fd: number, flags: number): number;
  /**
   * pipe2(2): Opens a pipe and sets the flags of its descriptors. This package's `pipe` sets both flags, on
   * every system.
   */
  pipe2(fds: Bytes, flags: number): number;
  /** eventfd(2): Opens a counter that can be polled. */
  eventfd(initial: number, flags: number): number;
  /** dup3(2): Duplicates a descriptor to a given number, which is closed first if it is open. */
  dup3(from: number, to: number, flags: number): number;
  /**
   * epoll_pwait2(2), Linux 5.11; glibc has a function for it only since 2.35: Waits for events, with a
   * timeout in nanoseconds.
   */
  epoll_pwait2(epfd: number, events: Block, maxevents: number, timeout: Block): number;
  /** timerfd_create(2): Opens a timer that can be polled. A read gives how often it has expired, as 64 bits. */
  timerfd_create(clock: number, flags: number): number;
  /** timerfd_settime(2): Starts or stops a timer. */
  timerfd_settime(fd: number, flags: number, value: Bytes, old: Bytes): number;
  /** timerfd_gettime(2): Reads the setting of a timer. */
  timerfd_gettime(fd: number, value: Bytes): number;
  /**
   * inotify_init1(2): Opens a watcher of files and directories. A read gives events, each an inotify_event
   * and a name.
   */
  inotify_init1(flags: number): number;
  /** inotify_add_watch(2): Watches a file or a directory, or changes for what it is watched. */
  inotify_add_watch(fd: number, path: Bytes, mask: number): number;
  /** inotify_rm_watch(2): Ends a watch. An event with IN_IGNORED follows. */
  inotify_rm_watch(fd: number, wd: number): number;
  /**
   * pidfd_open(2), Linux 5.3; glibc has a function for it only since 2.36: Opens a process. The descriptor is
   * close-on-exec, and readable once the process has ended.
   */
  pidfd_open(pid: number, flags: number): number;
}

/** The syscalls that a backend supplies on Darwin. */
export interface DarwinRawSys extends CommonRawSys {
  /** kqueue(2): Opens a poller. */
  kqueue(): number;
  /** What kevent is given beforehand. */
  bind_kevent(kq: number, changes: Block, events: Block, timeout: Block): Bound;
  /** kqueue(2): Makes changes and waits for events. */
  kevent(bound: Bound, nchanges: number, nevents: number): number;
}

/** The syscalls of a backend on the operating system that it runs on. */
export type RawSys = LinuxRawSys | DarwinRawSys;

/** Argument checks, provided by core. Each throws an error that names the argument, or returns. */
export interface SysChecks {
  /** An integer from 0 to 2^31-1. */
  fd(value: number, name: string): void;
  /** An integer from min to max. */
  integer(value: number, name: string, min: number, max: number): void;
  /** One of the listed values; `allowed` is their names for a message. */
  oneOf(value: number, name: string, values: readonly number[], allowed: string): void;
  /** A typed array of integers that is neither detached nor resizable, of at least `minBytes`. */
  bytes(value: Bytes, name: string, minBytes: number): void;
  /** The same, and offset and length within the array, in bytes; gives the length, all of the rest by default. */
  window(value: Bytes, name: string, offset: number, length: number | undefined): number;
}

/**
 * Arguments that need memory of core's, provided by it. A method checks its argument, throws an error that
 * names it, or returns what the backend is passed. One whose name ends in Done is called after the system
 * call, with its result.
 */
export interface SysMemory {
  /** How many arrays `vectors` was given last. */
  readonly vectorCount: number;
  /** A string without NUL, as bytes that end with NUL. */
  path(value: string, name: string): Bytes;
  /** Arrays, as iovecs that point at them. */
  vectors(value: readonly Bytes[], name: string): Block;
  /** Memory for a length, which holds that of the array `of`. */
  length(value: Int32Array | undefined, name: string, of: Bytes): Bytes;
  /** Stores the length that the kernel wrote there, unless the call failed. */
  lengthDone(value: Int32Array | undefined, result: number): void;
  /** An Int32Array. */
  int32s(value: Int32Array, name: string): Int32Array;
  /** Lets go of the arrays. */
  vectorsDone(value: readonly Bytes[], result: number): void;
  /** A small number as it is, or the address of a copy of an array. */
  request(value: number | Bytes, name: string): number;
  /** Copies the array back. */
  requestDone(value: number | Bytes, result: number): void;
}

/** The syscalls that core makes of others. Their arguments were checked. */
export interface ComposedSys {
  /**
   * sendmsg(2), unix(7): Sends bytes and descriptors over a Unix socket (SCM_RIGHTS). The receiver gets
   * duplicates; those here stay open.
   */
  sendFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  /**
   * recvmsg(2), unix(7): Receives bytes and descriptors over a Unix socket (SCM_RIGHTS). What it receives is
   * close-on-exec; what does not fit is closed.
   */
  recvFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  /**
   * read(2): Reads from many descriptors, one after the other: exactly `count` calls of `read`, whose results
   * are stored. None of them ends the others: a descriptor without data has -EAGAIN, one that is not open
   * -EBADF, and a blocking one waits in its turn. The system calls are those of `read`, and so is nearly all
   * of what they cost: only the checks of the arguments are made once instead of each time. So it is for
   * programs that want all data before they look at any, not for speed: each descriptor needs memory of its
   * own, which the processor's cache then has to hold, where a loop over `read` uses the same bytes again.
   */
  readAll(fds: Int32Array, count: number, bytes: Bytes, stride: number, results: Int32Array): number;
  /**
   * write(2): Writes to many descriptors, one after the other: exactly `count` calls of `write`, whose
   * results are stored. None of them ends the others: a descriptor without room has -EAGAIN or a short count,
   * one that is not open -EBADF, one without a reader -EPIPE, and a blocking one waits in its turn. All parts
   * are checked before the first is written. The system calls are those of `write`, and so is nearly all of
   * what they cost.
   */
  writeAll(fds: Int32Array, count: number, bytes: Bytes, offsets: Int32Array, lengths: Int32Array, results: Int32Array): number;
}

/**
 * The syscalls, with checked arguments: each throws ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE for an invalid
 * argument, ERR_INVALID_ARG_VALUE for a path with NUL, otherwise returns a result ≥ 0 or -errno, and throws
 * nothing else.
 */
export interface Sys {
  /**
   * Opens a socket. See socket(2).
   *
   * @param domain AF_INET, AF_INET6 or AF_UNIX.
   * @param type SOCK_STREAM or SOCK_DGRAM, optionally with SOCK_NONBLOCK and SOCK_CLOEXEC, where the system
   *   has them.
   * @param protocol 0 for the default.
   * @returns The descriptor, or -errno.
   * @example
   * const fd = sys.socket(constants.AF_INET, constants.SOCK_STREAM, 0);
   * fd >= 0; // → true
   * sys.close(fd);
   */
  socket(domain: number, type: number, protocol: number): number;
  /**
   * Binds a socket to a local address. See bind(2).
   *
   * @param fd The socket.
   * @param address A sockaddr, as long as the array.
   * @returns 0, or -errno.
   * @example
   * const fd = sys.socket(constants.AF_INET, constants.SOCK_STREAM, 0);
   * sys.bind(fd, encodeAddress({ address: "127.0.0.1", port: 0, family: "IPv4" })); // → 0
   * sys.close(fd);
   */
  bind(fd: number, address: Bytes): number;
  /**
   * Makes a socket listen for connections. See listen(2).
   *
   * @param fd The socket.
   * @param backlog How many connections may queue until they are accepted.
   * @returns 0, or -errno.
   * @example
   * const fd = sys.socket(constants.AF_INET, constants.SOCK_STREAM, 0);
   * sys.bind(fd, encodeAddress({ address: "127.0.0.1", port: 0, family: "IPv4" }));
   * sys.listen(fd, 128); // → 0
   * sys.close(fd);
   */
  listen(fd: number, backlog: number): number;
  /**
   * Accepts a connection. The new descriptor is blocking; the package's own function `accept` returns a
   * non-blocking one. With no descriptor free it returns -EMFILE: Linux keeps the connection for the next
   * call, macOS closes it. See accept(2).
   *
   * @param fd A listening socket.
   * @returns The new descriptor, or -errno.
   * @example
   * const server = listenTcp({ port: 0 });
   * errnoName(sys.accept(server)); // → "EAGAIN"
   * sys.close(server);
   */
  accept(fd: number): number;
  /**
   * Connects a socket; a non-blocking one returns -EINPROGRESS. See connect(2).
   *
   * @param fd The socket.
   * @param address A sockaddr, as long as the array.
   * @returns 0, or -errno.
   * @example
   * const server = listenTcp({ port: 0 });
   * const fd = sys.socket(constants.AF_INET, constants.SOCK_STREAM, 0);
   * sys.connect(fd, encodeAddress(localAddress(server))); // → 0
   * for (const each of [fd, server]) sys.close(each);
   */
  connect(fd: number, address: Bytes): number;
  /**
   * Reads into a part of an array. See read(2).
   *
   * @param fd The descriptor.
   * @param bytes Where the bytes are stored.
   * @param offset Where the part begins, in bytes; default 0.
   * @param length Bytes of the part; default all up to the end.
   * @returns The number of bytes read; 0 at the end of the stream, or -errno.
   * @example
   * sys.write(writer, new TextEncoder().encode("abc"));
   * const count = sys.read(reader, bytes);
   * new TextDecoder().decode(bytes.subarray(0, count)); // → "abc"
   */
  read(fd: number, bytes: Bytes, offset?: number, length?: number): number;
  /**
   * Writes a part of an array. Every runtime ignores SIGPIPE, so writing to a closed pipe or socket returns
   * -EPIPE. See write(2).
   *
   * @param fd The descriptor.
   * @param bytes The bytes to write.
   * @param offset Where the part begins, in bytes; default 0.
   * @param length Bytes of the part; default all up to the end.
   * @returns The number of bytes written, or -errno.
   * @example
   * sys.write(writer, bytes, 0, 10); // → 10
   */
  write(fd: number, bytes: Bytes, offset?: number, length?: number): number;
  /**
   * Shuts down one or both directions of a connection. See shutdown(2).
   *
   * @param fd The socket.
   * @param how SHUT_RD, SHUT_WR or SHUT_RDWR.
   * @returns 0, or -errno.
   * @example
   * const [a, b] = socketPair();
   * sys.shutdown(a, constants.SHUT_WR); // → 0
   * sys.read(b, bytes); // → 0
   * for (const fd of [a, b]) sys.close(fd);
   */
  shutdown(fd: number, how: number): number;
  /**
   * Sets an option of a socket. On macOS it returns -EINVAL once both directions are closed, also by a reset
   * from the peer. See setsockopt(2).
   *
   * @param fd The socket.
   * @param level SOL_SOCKET, IPPROTO_TCP or IPPROTO_IPV6.
   * @param option The option, such as SO_REUSEADDR.
   * @param value The value, as long as the array; most options are one int.
   * @returns 0, or -errno.
   * @example
   * const server = listenTcp({ port: 0 });
   * sys.setsockopt(server, constants.SOL_SOCKET, constants.SO_REUSEADDR, new Int32Array([1])); // → 0
   * sys.close(server);
   */
  setsockopt(fd: number, level: number, option: number, value: Bytes): number;
  /**
   * Reads an option of a socket. See getsockopt(2).
   *
   * @param fd The socket.
   * @param level SOL_SOCKET, IPPROTO_TCP or IPPROTO_IPV6.
   * @param option The option, such as SO_ERROR.
   * @param value Where the value is stored.
   * @returns The length of the value in bytes, or -errno.
   * @example
   * const server = listenTcp({ port: 0 });
   * const value = new Int32Array(1);
   * sys.getsockopt(server, constants.SOL_SOCKET, constants.SO_ACCEPTCONN, value); // → 4
   * value[0] !== 0; // → true
   * sys.close(server);
   */
  getsockopt(fd: number, level: number, option: number, value: Bytes): number;
  /**
   * Reads the local address of a socket. See getsockname(2).
   *
   * @param fd The socket.
   * @param address Where the sockaddr is stored.
   * @returns The length of the address in bytes; more than the array holds if the address was truncated, or
   *   -errno.
   * @example
   * const server = listenTcp({ port: 0 });
   * const length = sys.getsockname(server, bytes);
   * decodeAddress(bytes.subarray(0, length)).address; // → "127.0.0.1"
   * sys.close(server);
   */
  getsockname(fd: number, address: Bytes): number;
  /**
   * Reads the address that a socket is connected to. See getpeername(2).
   *
   * @param fd The socket.
   * @param address Where the sockaddr is stored.
   * @returns The length of the address in bytes; more than the array holds if the address was truncated, or
   *   -errno.
   * @example
   * const [a, b] = socketPair();
   * const length = sys.getpeername(a, bytes);
   * decodeAddress(bytes.subarray(0, length)).family; // → "unix"
   * for (const fd of [a, b]) sys.close(fd);
   */
  getpeername(fd: number, address: Bytes): number;
  /**
   * Opens a pipe. See pipe(2).
   *
   * @param fds Where the reading and the writing descriptor are stored.
   * @returns 0, or -errno.
   * @example
   * const fds = new Int32Array(2);
   * sys.pipe(fds); // → 0
   * for (const fd of fds) sys.close(fd);
   */
  pipe(fds: Bytes): number;
  /**
   * Opens a pipe and sets the flags of its descriptors. This package's `pipe` sets both flags, on every
   * system. See pipe2(2). Linux only; elsewhere -ENOSYS.
   *
   * @param fds Where the reading and the writing descriptor are stored.
   * @param flags O_NONBLOCK and O_CLOEXEC.
   * @returns 0, or -errno.
   * @example
   * const fds = new Int32Array(2);
   * sys.pipe2(fds, constants.O_NONBLOCK | constants.O_CLOEXEC); // → 0
   * for (const fd of fds) sys.close(fd);
   */
  pipe2(fds: Bytes, flags: number): number;
  /**
   * Opens a pair of connected sockets. See socketpair(2).
   *
   * @param domain AF_UNIX.
   * @param type SOCK_STREAM or SOCK_DGRAM, optionally with SOCK_NONBLOCK and SOCK_CLOEXEC, where the system
   *   has them.
   * @param protocol 0 for the default.
   * @param fds Where the two descriptors are stored.
   * @returns 0, or -errno.
   * @example
   * const fds = new Int32Array(2);
   * sys.socketpair(constants.AF_UNIX, constants.SOCK_STREAM, 0, fds); // → 0
   * for (const fd of fds) sys.close(fd);
   */
  socketpair(domain: number, type: number, protocol: number, fds: Bytes): number;
  /**
   * Opens a counter that can be polled. See eventfd(2). Linux only; elsewhere -ENOSYS.
   *
   * @param initial The counter's initial value.
   * @param flags EFD_NONBLOCK and EFD_CLOEXEC.
   * @returns The descriptor, or -errno.
   * @example
   * const fd = sys.eventfd(3, constants.EFD_CLOEXEC);
   * const value = new BigInt64Array(1);
   * sys.read(fd, value); // → 8
   * value[0]; // → 3n
   * sys.close(fd);
   */
  eventfd(initial: number, flags: number): number;
  /**
   * Duplicates a descriptor. See dup(2).
   *
   * @param fd The descriptor.
   * @returns The new descriptor, which is the lowest free one, or -errno.
   * @example
   * const copy = sys.dup(writer);
   * sys.write(copy, bytes, 0, 1); // → 1
   * sys.close(copy);
   */
  dup(fd: number): number;
  /**
   * Duplicates a descriptor to a given number, which is closed first if it is open. See dup3(2). Linux only;
   * elsewhere -ENOSYS.
   *
   * @param from The descriptor.
   * @param to The number of the new descriptor, which must differ from that of the old one.
   * @param flags O_CLOEXEC, or 0.
   * @returns The new descriptor, or -errno.
   * @example
   * const [other, end] = pipe();
   * sys.dup3(writer, other, constants.O_CLOEXEC) === other; // → true
   * sys.write(other, bytes, 0, 1); // → 1
   * for (const fd of [other, end]) sys.close(fd);
   */
  dup3(from: number, to: number, flags: number): number;
  /**
   * Reads or sets the flags of a descriptor. See fcntl(2).
   *
   * @param fd The descriptor.
   * @param command A command whose argument is an integer; other commands would interpret it as a pointer.
   * @param argument The flags to set, or the lowest number that a duplicate may have.
   * @returns The flags for F_GETFD and F_GETFL, the new descriptor for F_DUPFD and F_DUPFD_CLOEXEC, otherwise
   *   0, or -errno.
   * @example
   * const flags = sys.fcntl(reader, constants.F_GETFL);
   * sys.fcntl(reader, constants.F_SETFL, flags & ~constants.O_NONBLOCK); // → 0
   */
  fcntl(fd: number, command: number, argument?: number): number;
  /**
   * Closes a descriptor. First delete it from its pollers. See close(2).
   *
   * @param fd The descriptor.
   * @returns 0, or -errno.
   * @example
   * const [a, b] = pipe();
   * sys.close(a); // → 0
   * sys.close(b); // → 0
   */
  close(fd: number): number;
  /**
   * Reads a limit of this process. See getrlimit(2).
   *
   * @param resource RLIMIT_NOFILE.
   * @param limits Where the soft and the hard limit are stored, 64 bits each.
   * @returns 0, or -errno.
   * @example
   * const limits = new BigInt64Array(2); // soft and hard
   * sys.getrlimit(constants.RLIMIT_NOFILE, limits); // → 0
   */
  getrlimit(resource: number, limits: Bytes): number;
  /**
   * Sets a limit of this process. See setrlimit(2).
   *
   * @param resource RLIMIT_NOFILE.
   * @param limits The soft and the hard limit, 64 bits each.
   * @returns 0, or -errno.
   * @example
   * const limits = new BigInt64Array(2);
   * sys.getrlimit(constants.RLIMIT_NOFILE, limits);
   * sys.setrlimit(constants.RLIMIT_NOFILE, limits); // → 0
   */
  setrlimit(resource: number, limits: Bytes): number;
  /**
   * Sends an array over a connection. With MSG_OOB, its last byte is sent as out-of-band data. See send(2).
   *
   * @param fd The socket.
   * @param bytes The bytes to send.
   * @param flags MSG_OOB, MSG_DONTWAIT, MSG_NOSIGNAL, or 0.
   * @returns The number of bytes sent, or -errno.
   * @example
   * const [a, b] = socketPair();
   * sys.send(a, bytes.subarray(0, 3), 0); // → 3
   * for (const fd of [a, b]) sys.close(fd);
   */
  send(fd: number, bytes: Bytes, flags: number): number;
  /**
   * Receives into an array. With MSG_OOB, it receives the byte of out-of-band data. See recv(2).
   *
   * @param fd The socket.
   * @param bytes Where the bytes are stored.
   * @param flags MSG_OOB, MSG_PEEK, MSG_DONTWAIT, or 0.
   * @returns The number of bytes received; 0 at the end of the stream, or -errno.
   * @example
   * const [a, b] = socketPair();
   * sys.write(a, bytes, 0, 3);
   * sys.recv(b, bytes, constants.MSG_PEEK); // → 3
   * sys.recv(b, bytes, 0); // → 3
   * for (const fd of [a, b]) sys.close(fd);
   */
  recv(fd: number, bytes: Bytes, flags: number): number;
  /**
   * Opens a file. See open(2).
   *
   * @param path The file's path.
   * @param flags O_RDONLY, O_WRONLY or O_RDWR, with O_CLOEXEC, O_CREAT and others.
   * @param mode The permissions of a file that O_CREAT creates, from which those in the process's umask are
   *   removed.
   * @returns The descriptor, or -errno.
   * @example
   * const fd = sys.open("/etc/passwd", constants.O_RDONLY | constants.O_CLOEXEC);
   * sys.read(fd, bytes) > 0; // → true
   * sys.close(fd);
   */
  open(path: string, flags: number, mode?: number): number;
  /**
   * Opens a file whose path is relative to a directory. See openat(2).
   *
   * @param dirfd A descriptor of the directory; AT_FDCWD means the working directory.
   * @param path The file's path; an absolute one ignores the directory.
   * @param flags O_RDONLY, O_WRONLY or O_RDWR, with O_CLOEXEC, O_CREAT and others.
   * @param mode The permissions of a file that O_CREAT creates, from which those in the process's umask are
   *   removed.
   * @returns The descriptor, or -errno.
   * @example
   * const directory = sys.open("/etc", constants.O_RDONLY);
   * const fd = sys.openat(directory, "passwd", constants.O_RDONLY);
   * fd >= 0; // → true
   * for (const each of [fd, directory]) sys.close(each);
   */
  openat(dirfd: number, path: string, flags: number, mode?: number): number;
  /**
   * Reads from a position in a file into a part of an array; the file's own position does not move. See
   * pread(2).
   *
   * @param fd The descriptor.
   * @param bytes Where the bytes are stored.
   * @param position The position in the file, in bytes, from 0 to 2^53-1.
   * @param offset Where the part begins, in bytes; default 0.
   * @param length Bytes of the part; default all up to the end.
   * @returns The number of bytes read; 0 at the end of the file, or -errno.
   * @example
   * const fd = sys.open("/etc/passwd", constants.O_RDONLY);
   * sys.pread(fd, bytes, 4, 0, 10); // → 10
   * sys.close(fd);
   */
  pread(fd: number, bytes: Bytes, position: number, offset?: number, length?: number): number;
  /**
   * Writes a part of an array at a position in a file; the file's own position does not move. See pwrite(2).
   *
   * @param fd The descriptor.
   * @param bytes The bytes to write.
   * @param position The position in the file, in bytes, from 0 to 2^53-1.
   * @param offset Where the part begins, in bytes; default 0.
   * @param length Bytes of the part; default all up to the end.
   * @returns The number of bytes written, or -errno.
   * @example
   * errnoName(sys.pwrite(writer, bytes, 0)); // → "ESPIPE"
   */
  pwrite(fd: number, bytes: Bytes, position: number, offset?: number, length?: number): number;
  /**
   * Reads into several arrays, one after the other, in one call. See readv(2).
   *
   * @param fd The descriptor.
   * @param arrays Where the bytes are stored, at most 1,024 arrays; each is filled before the next.
   * @returns The number of bytes read; 0 at the end of the stream, or -errno.
   * @example
   * sys.write(writer, bytes, 0, 5);
   * sys.readv(reader, [new Uint8Array(4), new Uint8Array(4)]); // → 5
   */
  readv(fd: number, arrays: readonly Bytes[]): number;
  /**
   * Writes several arrays, one after the other, in one call. See writev(2).
   *
   * @param fd The descriptor.
   * @param arrays The bytes to write, at most 1,024 arrays.
   * @returns The number of bytes written, or -errno.
   * @example
   * sys.writev(writer, [new Uint8Array(4), new Uint8Array(4)]); // → 8
   */
  writev(fd: number, arrays: readonly Bytes[]): number;
  /**
   * Makes a request of a device or another special file. An array goes through 16 KiB of memory of this
   * package, the most a request can name, and is copied back as far as it reaches, so that no request writes
   * outside of it. See ioctl(2).
   *
   * @param fd The descriptor.
   * @param request The request, such as FIONREAD or TIOCGWINSZ, from 0 to 2^32-1.
   * @param argument An array that the request reads or writes, or a number from 0 to 65,535: below what a
   *   process can map, because most requests take a number for an address.
   * @returns 0, or what the request returns, or -errno.
   * @example
   * sys.write(writer, bytes, 0, 5);
   * const waiting = new Int32Array(1);
   * sys.ioctl(reader, constants.FIONREAD, waiting);
   * waiting[0]; // → 5
   */
  ioctl(fd: number, request: number, argument?: number | Bytes): number;
  /**
   * Opens a timer that can be polled. A read gives how often it has expired, as 64 bits. See
   * timerfd_create(2). Linux only; elsewhere -ENOSYS.
   *
   * @param clock CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME or another clock.
   * @param flags TFD_NONBLOCK and TFD_CLOEXEC.
   * @returns The descriptor, or -errno.
   * @example
   * const timer = sys.timerfd_create(constants.CLOCK_MONOTONIC, constants.TFD_NONBLOCK | constants.TFD_CLOEXEC);
   * sys.timerfd_settime(timer, 0, new BigInt64Array([0n, 0n, 0n, 2_000_000n])); // in 2 ms
   * await readable(timer); // → Readiness.Readable
   * sys.close(timer);
   */
  timerfd_create(clock: number, flags: number): number;
  /**
   * Starts or stops a timer. See timerfd_settime(2). Linux only; elsewhere -ENOSYS.
   *
   * @param fd The timer.
   * @param flags TFD_TIMER_ABSTIME if the first expiration is a time of the clock, otherwise 0.
   * @param value An itimerspec, such as a BigInt64Array of 4: seconds and nanoseconds of the interval, then
   *   of the first expiration, where zeros stop the timer.
   * @param old Where the setting until now is stored.
   * @returns 0, or -errno.
   * @example
   * const timer = sys.timerfd_create(constants.CLOCK_MONOTONIC, constants.TFD_CLOEXEC);
   * // Each second, after half a second: interval and first time, each in seconds and nanoseconds.
   * sys.timerfd_settime(timer, 0, new BigInt64Array([1n, 0n, 0n, 500_000_000n])); // → 0
   * sys.close(timer);
   */
  timerfd_settime(fd: number, flags: number, value: Bytes, old?: Bytes): number;
  /**
   * Reads the setting of a timer. See timerfd_gettime(2). Linux only; elsewhere -ENOSYS.
   *
   * @param fd The timer.
   * @param value Where the itimerspec is stored, the interval and the time until the next expiration.
   * @returns 0, or -errno.
   * @example
   * const timer = sys.timerfd_create(constants.CLOCK_MONOTONIC, constants.TFD_CLOEXEC);
   * const left = new BigInt64Array(4);
   * sys.timerfd_gettime(timer, left); // → 0
   * left[3]; // → 0n
   * sys.close(timer);
   */
  timerfd_gettime(fd: number, value: Bytes): number;
  /**
   * Opens a watcher of files and directories. A read gives events, each an inotify_event and a name. See
   * inotify_init1(2). Linux only; elsewhere -ENOSYS.
   *
   * @param flags IN_NONBLOCK and IN_CLOEXEC.
   * @returns The descriptor, or -errno.
   * @example
   * const watcher = sys.inotify_init1(constants.IN_NONBLOCK | constants.IN_CLOEXEC);
   * errnoName(sys.read(watcher, bytes)); // → "EAGAIN"
   * sys.close(watcher);
   */
  inotify_init1(flags: number): number;
  /**
   * Watches a file or a directory, or changes for what it is watched. See inotify_add_watch(2). Linux only;
   * elsewhere -ENOSYS.
   *
   * @param fd The watcher.
   * @param path The path of the file or the directory.
   * @param mask The events, such as IN_MODIFY and IN_CREATE, and how to watch, such as IN_ONLYDIR.
   * @returns The watch's number, which its events have in wd, or -errno.
   * @example
   * const watcher = sys.inotify_init1(constants.IN_CLOEXEC);
   * sys.inotify_add_watch(watcher, "/tmp", constants.IN_CREATE) > 0; // → true
   * sys.close(watcher);
   */
  inotify_add_watch(fd: number, path: string, mask: number): number;
  /**
   * Ends a watch. An event with IN_IGNORED follows. See inotify_rm_watch(2). Linux only; elsewhere -ENOSYS.
   *
   * @param fd The watcher.
   * @param wd The watch's number.
   * @returns 0, or -errno.
   * @example
   * const watcher = sys.inotify_init1(constants.IN_CLOEXEC);
   * const wd = sys.inotify_add_watch(watcher, "/tmp", constants.IN_CREATE);
   * sys.inotify_rm_watch(watcher, wd); // → 0
   * sys.close(watcher);
   */
  inotify_rm_watch(fd: number, wd: number): number;
  /**
   * Opens a process. The descriptor is close-on-exec, and readable once the process has ended. See
   * pidfd_open(2), Linux 5.3; glibc has a function for it only since 2.36. Linux only; elsewhere -ENOSYS.
   *
   * @param pid The process.
   * @param flags O_NONBLOCK, since Linux 5.10, or 0.
   * @returns The descriptor, or -errno.
   * @example
   * const process_ = sys.pidfd_open(process.pid); // Readable when the process has ended
   * await readable(process_, { timeoutMs: 0 }); // → 0
   * sys.close(process_);
   */
  pidfd_open(pid: number, flags?: number): number;
  /**
   * Sends an array to an address, as one datagram. See sendto(2).
   *
   * @param fd The socket.
   * @param bytes The bytes to send.
   * @param flags MSG_DONTWAIT, MSG_NOSIGNAL and others, or 0.
   * @param address A sockaddr, as long as the array; `encodeAddress` makes one.
   * @returns The number of bytes sent, or -errno.
   * @example
   * const [a, b] = [bindUdp({}), bindUdp({})];
   * sys.sendto(a, bytes.subarray(0, 3), 0, encodeAddress(localAddress(b))); // → 3
   * for (const fd of [a, b]) sys.close(fd);
   */
  sendto(fd: number, bytes: Bytes, flags: number, address: Bytes): number;
  /**
   * Receives into an array, and stores the sender's address. See recvfrom(2).
   *
   * @param fd The socket.
   * @param bytes Where the bytes are stored.
   * @param flags MSG_PEEK, MSG_DONTWAIT and others, or 0.
   * @param address Where the sender's sockaddr is stored; `decodeAddress` reads it.
   * @param addressLength Where the length of that address is stored, in the first element: more than the
   *   array holds if the address was truncated, 0 if there is none. What it held before is not looked at.
   * @returns The number of bytes received; of a longer datagram, what fits, or -errno.
   * @example
   * const [a, b] = [bindUdp({}), bindUdp({})];
   * sys.sendto(a, bytes.subarray(0, 3), 0, encodeAddress(localAddress(b)));
   * await readable(b);
   * const [address, length] = [new Uint8Array(128), new Int32Array([128])];
   * sys.recvfrom(b, bytes, 0, address, length); // → 3
   * decodeAddress(address.subarray(0, length[0])).port === localAddress(a).port; // → true
   * for (const fd of [a, b]) sys.close(fd);
   */
  recvfrom(fd: number, bytes: Bytes, flags: number, address: Bytes, addressLength?: Int32Array): number;
  /**
   * Sends bytes and descriptors over a Unix socket (SCM_RIGHTS). The receiver gets duplicates; those here
   * stay open. See sendmsg(2), unix(7).
   *
   * @param fd The socket.
   * @param bytes The bytes to send.
   * @param fds The descriptors, at most 253 (SCM_MAX_FD); musl 1.2.3 sends 252 and answers -ENOMEM to one
   *   more.
   * @returns The number of bytes sent. The descriptors go with the first, or -errno.
   * @example
   * const [a, b] = socketPair();
   * sys.sendFds(a, new Uint8Array(1), new Int32Array([reader])); // → 1
   * for (const fd of [a, b]) sys.close(fd);
   */
  sendFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  /**
   * Receives bytes and descriptors over a Unix socket (SCM_RIGHTS). What it receives is close-on-exec; what
   * does not fit is closed. See recvmsg(2), unix(7).
   *
   * @param fd The socket.
   * @param bytes Where the bytes are stored.
   * @param fds Where the descriptors are stored; the elements that are left, and all of them if the call
   *   fails, are -1.
   * @returns The number of bytes received; 0 at the end of the stream, or -errno.
   * @example
   * const [a, b] = socketPair();
   * sys.sendFds(a, new Uint8Array(1), new Int32Array([writer]));
   * const fds = new Int32Array(1);
   * sys.recvFds(b, bytes, fds); // → 1
   * sys.write(fds[0], bytes, 0, 1); // → 1
   * for (const fd of [a, b, fds[0]]) sys.close(fd);
   */
  recvFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  /**
   * Reads from many descriptors, one after the other: exactly `count` calls of `read`, whose results are
   * stored. None of them ends the others: a descriptor without data has -EAGAIN, one that is not open -EBADF,
   * and a blocking one waits in its turn. The system calls are those of `read`, and so is nearly all of what
   * they cost: only the checks of the arguments are made once instead of each time. So it is for programs
   * that want all data before they look at any, not for speed: each descriptor needs memory of its own, which
   * the processor's cache then has to hold, where a loop over `read` uses the same bytes again. See read(2).
   *
   * @param fds The descriptors. One may be there twice, and is then read twice. What is no descriptor has the
   *   result -EBADF.
   * @param count How many of them to read from, from the first, at most as many as `fds` and `results` hold.
   * @param bytes Where the bytes are stored, at least `count` times `stride` bytes.
   * @param stride The most bytes of each read; the bytes of the descriptor at `index` begin at `index` times
   *   `stride`.
   * @param results Where each result is stored, the bytes read, 0 at the end of the stream, or -errno.
   *   Elements from `count` on stay as they are.
   * @returns How many results are not negative.
   * @example
   * sys.write(writer, bytes, 0, 5);
   * const stride = 1_024;
   * const memory = new Uint8Array(2 * stride);
   * const results = new Int32Array(2);
   * sys.readAll(Int32Array.of(reader, reader), 2, memory, stride, results); // → 1
   * results[0]; // → 5
   * errnoName(results[1]); // → "EAGAIN"
   */
  readAll(fds: Int32Array, count: number, bytes: Bytes, stride: number, results: Int32Array): number;
  /**
   * Writes to many descriptors, one after the other: exactly `count` calls of `write`, whose results are
   * stored. None of them ends the others: a descriptor without room has -EAGAIN or a short count, one that is
   * not open -EBADF, one without a reader -EPIPE, and a blocking one waits in its turn. All parts are checked
   * before the first is written. The system calls are those of `write`, and so is nearly all of what they
   * cost. See write(2).
   *
   * @param fds The descriptors. One may be there twice, and is then written to twice. What is no descriptor
   *   has the result -EBADF.
   * @param count How many of them to write to, from the first, at most as many as each of the other arrays
   *   holds.
   * @param bytes The bytes to write.
   * @param offsets Where the bytes of each write begin in `bytes`, in bytes. They may overlap.
   * @param lengths The bytes of each write, within `bytes`.
   * @param results Where each result is stored, the bytes written or -errno. Elements from `count` on stay as
   *   they are.
   * @returns How many results are not negative.
   * @example
   * const results = new Int32Array(2);
   * // The first three bytes, then two others.
   * sys.writeAll(Int32Array.of(writer, writer), 2, bytes, Int32Array.of(0, 8), Int32Array.of(3, 2), results); // → 2
   * results[1]; // → 2
   * sys.read(reader, bytes); // → 5
   */
  writeAll(fds: Int32Array, count: number, bytes: Bytes, offsets: Int32Array, lengths: Int32Array, results: Int32Array): number;
}

const FCNTL_COMMAND = Object.freeze({ linux: Object.freeze([0, 1030, 1, 2, 3, 4]), darwin: Object.freeze([0, 67, 1, 2, 3, 4]) } as Record<string, readonly number[]>);

const TIMERFD_SETTIME_OLD = new Int32Array(new ArrayBuffer(32));

const ENOSYS = Object.freeze({ linux: 38, darwin: 78 } as Record<string, number>);

/** The public syscalls over those of a backend. One that the operating system lacks answers -ENOSYS. */
export function createSys(raw: CommonRawSys & Partial<LinuxRawSys & DarwinRawSys>, check: SysChecks, memory: SysMemory, composed: ComposedSys, os: string): Sys {
  return Object.freeze({
    socket(domain: number, type: number, protocol: number): number {
      check.integer(domain, "domain", -2147483648, 2147483647);
      check.integer(type, "type", -2147483648, 2147483647);
      check.integer(protocol, "protocol", -2147483648, 2147483647);
      return raw.socket(domain, type, protocol);
    },
    bind(fd: number, address: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(address, "address", 0);
      return raw.bind(fd, address);
    },
    listen(fd: number, backlog: number): number {
      check.fd(fd, "fd");
      check.integer(backlog, "backlog", -2147483648, 2147483647);
      return raw.listen(fd, backlog);
    },
    accept(fd: number): number {
      check.fd(fd, "fd");
      return raw.accept(fd);
    },
    connect(fd: number, address: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(address, "address", 0);
      return raw.connect(fd, address);
    },
    read(fd: number, bytes: Bytes, offset = 0, length?: number): number {
      check.fd(fd, "fd");
      const size = check.window(bytes, "bytes", offset, length);
      return raw.read(fd, bytes, offset, size);
    },
    write(fd: number, bytes: Bytes, offset = 0, length?: number): number {
      check.fd(fd, "fd");
      const size = check.window(bytes, "bytes", offset, length);
      return raw.write(fd, bytes, offset, size);
    },
    shutdown(fd: number, how: number): number {
      check.fd(fd, "fd");
      check.integer(how, "how", -2147483648, 2147483647);
      return raw.shutdown(fd, how);
    },
    setsockopt(fd: number, level: number, option: number, value: Bytes): number {
      check.fd(fd, "fd");
      check.integer(level, "level", -2147483648, 2147483647);
      check.integer(option, "option", -2147483648, 2147483647);
      check.bytes(value, "value", 0);
      return raw.setsockopt(fd, level, option, value);
    },
    getsockopt(fd: number, level: number, option: number, value: Bytes): number {
      check.fd(fd, "fd");
      check.integer(level, "level", -2147483648, 2147483647);
      check.integer(option, "option", -2147483648, 2147483647);
      check.bytes(value, "value", 0);
      return raw.getsockopt(fd, level, option, value);
    },
    getsockname(fd: number, address: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(address, "address", 0);
      return raw.getsockname(fd, address);
    },
    getpeername(fd: number, address: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(address, "address", 0);
      return raw.getpeername(fd, address);
    },
    pipe(fds: Bytes): number {
      check.bytes(fds, "fds", 8);
      return raw.pipe(fds);
    },
    pipe2(fds: Bytes, flags: number): number {
      check.bytes(fds, "fds", 8);
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.pipe2 === undefined ? -ENOSYS[os]! : raw.pipe2(fds, flags);
    },
    socketpair(domain: number, type: number, protocol: number, fds: Bytes): number {
      check.integer(domain, "domain", -2147483648, 2147483647);
      check.integer(type, "type", -2147483648, 2147483647);
      check.integer(protocol, "protocol", -2147483648, 2147483647);
      check.bytes(fds, "fds", 8);
      return raw.socketpair(domain, type, protocol, fds);
    },
    eventfd(initial: number, flags: number): number {
      check.integer(initial, "initial", 0, 4294967295);
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.eventfd === undefined ? -ENOSYS[os]! : raw.eventfd(initial, flags);
    },
    dup(fd: number): number {
      check.fd(fd, "fd");
      return raw.dup(fd);
    },
    dup3(from: number, to: number, flags: number): number {
      check.fd(from, "from");
      check.fd(to, "to");
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.dup3 === undefined ? -ENOSYS[os]! : raw.dup3(from, to, flags);
    },
    fcntl(fd: number, command: number, argument = 0): number {
      check.fd(fd, "fd");
      check.oneOf(command, "command", FCNTL_COMMAND[os]!, "F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL or F_SETFL");
      check.integer(argument, "argument", -2147483648, 2147483647);
      return raw.fcntl(fd, command, argument);
    },
    close(fd: number): number {
      check.fd(fd, "fd");
      return raw.close(fd);
    },
    getrlimit(resource: number, limits: Bytes): number {
      check.integer(resource, "resource", -2147483648, 2147483647);
      check.bytes(limits, "limits", 16);
      return raw.getrlimit(resource, limits);
    },
    setrlimit(resource: number, limits: Bytes): number {
      check.integer(resource, "resource", -2147483648, 2147483647);
      check.bytes(limits, "limits", 16);
      return raw.setrlimit(resource, limits);
    },
    send(fd: number, bytes: Bytes, flags: number): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 0);
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.send(fd, bytes, flags);
    },
    recv(fd: number, bytes: Bytes, flags: number): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 0);
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.recv(fd, bytes, flags);
    },
    open(path: string, flags: number, mode = 438): number {
      check.integer(flags, "flags", -2147483648, 2147483647);
      check.integer(mode, "mode", 0, 4294967295);
      const given_path = memory.path(path, "path");
      return raw.open(given_path, flags, mode);
    },
    openat(dirfd: number, path: string, flags: number, mode = 438): number {
      check.integer(dirfd, "dirfd", -2147483648, 2147483647);
      check.integer(flags, "flags", -2147483648, 2147483647);
      check.integer(mode, "mode", 0, 4294967295);
      const given_path = memory.path(path, "path");
      return raw.openat(dirfd, given_path, flags, mode);
    },
    pread(fd: number, bytes: Bytes, position: number, offset = 0, length?: number): number {
      check.fd(fd, "fd");
      const size = check.window(bytes, "bytes", offset, length);
      check.integer(position, "position", 0, 9007199254740991);
      return raw.pread(fd, bytes, position, offset, size);
    },
    pwrite(fd: number, bytes: Bytes, position: number, offset = 0, length?: number): number {
      check.fd(fd, "fd");
      const size = check.window(bytes, "bytes", offset, length);
      check.integer(position, "position", 0, 9007199254740991);
      return raw.pwrite(fd, bytes, position, offset, size);
    },
    readv(fd: number, arrays: readonly Bytes[]): number {
      check.fd(fd, "fd");
      const given_arrays = memory.vectors(arrays, "arrays");
      const given_count = memory.vectorCount;
      const result = raw.readv(fd, given_arrays, given_count);
      memory.vectorsDone(arrays, result);
      return result;
    },
    writev(fd: number, arrays: readonly Bytes[]): number {
      check.fd(fd, "fd");
      const given_arrays = memory.vectors(arrays, "arrays");
      const given_count = memory.vectorCount;
      const result = raw.writev(fd, given_arrays, given_count);
      memory.vectorsDone(arrays, result);
      return result;
    },
    ioctl(fd: number, request: number, argument: number | Bytes = 0): number {
      check.fd(fd, "fd");
      check.integer(request, "request", 0, 4294967295);
      const given_argument = memory.request(argument, "argument");
      const result = raw.ioctl(fd, request, given_argument);
      memory.requestDone(argument, result);
      return result;
    },
    timerfd_create(clock: number, flags: number): number {
      check.integer(clock, "clock", -2147483648, 2147483647);
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.timerfd_create === undefined ? -ENOSYS[os]! : raw.timerfd_create(clock, flags);
    },
    timerfd_settime(fd: number, flags: number, value: Bytes, old?: Bytes): number {
      check.fd(fd, "fd");
      check.integer(flags, "flags", -2147483648, 2147483647);
      check.bytes(value, "value", 32);
      if (old !== undefined) check.bytes(old, "old", 32);
      return raw.timerfd_settime === undefined ? -ENOSYS[os]! : raw.timerfd_settime(fd, flags, value, old ?? TIMERFD_SETTIME_OLD);
    },
    timerfd_gettime(fd: number, value: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(value, "value", 32);
      return raw.timerfd_gettime === undefined ? -ENOSYS[os]! : raw.timerfd_gettime(fd, value);
    },
    inotify_init1(flags: number): number {
      check.integer(flags, "flags", -2147483648, 2147483647);
      return raw.inotify_init1 === undefined ? -ENOSYS[os]! : raw.inotify_init1(flags);
    },
    inotify_add_watch(fd: number, path: string, mask: number): number {
      check.fd(fd, "fd");
      check.integer(mask, "mask", 0, 4294967295);
      const given_path = memory.path(path, "path");
      return raw.inotify_add_watch === undefined ? -ENOSYS[os]! : raw.inotify_add_watch(fd, given_path, mask);
    },
    inotify_rm_watch(fd: number, wd: number): number {
      check.fd(fd, "fd");
      check.integer(wd, "wd", -2147483648, 2147483647);
      return raw.inotify_rm_watch === undefined ? -ENOSYS[os]! : raw.inotify_rm_watch(fd, wd);
    },
    pidfd_open(pid: number, flags = 0): number {
      check.integer(pid, "pid", -2147483648, 2147483647);
      check.integer(flags, "flags", 0, 4294967295);
      return raw.pidfd_open === undefined ? -ENOSYS[os]! : raw.pidfd_open(pid, flags);
    },
    sendto(fd: number, bytes: Bytes, flags: number, address: Bytes): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 0);
      check.integer(flags, "flags", -2147483648, 2147483647);
      check.bytes(address, "address", 0);
      return raw.sendto(fd, bytes, flags, address);
    },
    recvfrom(fd: number, bytes: Bytes, flags: number, address: Bytes, addressLength?: Int32Array): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 0);
      check.integer(flags, "flags", -2147483648, 2147483647);
      check.bytes(address, "address", 0);
      const given_addressLength = memory.length(addressLength, "addressLength", address);
      const result = raw.recvfrom(fd, bytes, flags, address, given_addressLength);
      memory.lengthDone(addressLength, result);
      return result;
    },
    sendFds(fd: number, bytes: Bytes, fds: Int32Array): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 1);
      const given_fds = memory.int32s(fds, "fds");
      return composed.sendFds(fd, bytes, given_fds);
    },
    recvFds(fd: number, bytes: Bytes, fds: Int32Array): number {
      check.fd(fd, "fd");
      check.bytes(bytes, "bytes", 1);
      const given_fds = memory.int32s(fds, "fds");
      return composed.recvFds(fd, bytes, given_fds);
    },
    readAll(fds: Int32Array, count: number, bytes: Bytes, stride: number, results: Int32Array): number {
      check.integer(count, "count", 0, 4294967295);
      check.bytes(bytes, "bytes", 0);
      check.integer(stride, "stride", 0, 4294967295);
      const given_fds = memory.int32s(fds, "fds");
      const given_results = memory.int32s(results, "results");
      return composed.readAll(given_fds, count, bytes, stride, given_results);
    },
    writeAll(fds: Int32Array, count: number, bytes: Bytes, offsets: Int32Array, lengths: Int32Array, results: Int32Array): number {
      check.integer(count, "count", 0, 4294967295);
      check.bytes(bytes, "bytes", 0);
      const given_fds = memory.int32s(fds, "fds");
      const given_offsets = memory.int32s(offsets, "offsets");
      const given_lengths = memory.int32s(lengths, "lengths");
      const given_results = memory.int32s(results, "results");
      return composed.writeAll(given_fds, count, bytes, given_offsets, given_lengths, given_results);
    },
  });
}
