// Made by pollio's generator from spec/poller.yaml and spec/linux.yaml and spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** A member of an interface and the errors that it may throw. */
export interface Member {
  /** Its name, as in [Symbol.dispose]. */
  readonly name: string;
  /** What it is. */
  readonly kind: "method" | "property";
  /** The codes of the errors that it may throw. */
  readonly errors: readonly string[];
}

/** The trait's members, which the suite must cover. */
export const trait: readonly Member[] = [
  { name: "fd", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "closed", kind: "property", errors: [] },
  { name: "waker", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "size", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "add", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "modify", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "set", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "delete", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "has", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "registrations", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "registerAll", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "deleteAll", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "wait", kind: "method", errors: ["EINTR", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "waitAsync", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "EAGAIN", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING", "ERR_WAIT_THREAD"] },
  { name: "[Symbol.asyncIterator]", kind: "method", errors: ["ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "events", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "ref", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "unref", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "notify", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "close", kind: "method", errors: [] },
  { name: "[Symbol.dispose]", kind: "method", errors: [] },
];

/** Each error's class, by code. */
export const errorClasses: Readonly<Record<string, "PollerError" | "TypeError" | "RangeError">> = {
  EEXIST: "PollerError",
  ENOENT: "PollerError",
  EBADF: "PollerError",
  EINVAL: "PollerError",
  ELOOP: "PollerError",
  EPERM: "PollerError",
  ENOSPC: "PollerError",
  ENOMEM: "PollerError",
  EINTR: "PollerError",
  ERR_INVALID_ARG_TYPE: "TypeError",
  ERR_OUT_OF_RANGE: "RangeError",
  ERR_POLLER_CLOSED: "PollerError",
  ERR_BATCH_REPLACED: "PollerError",
  ERR_WAIT_PENDING: "PollerError",
  ERR_DESCRIPTOR_RELEASED: "PollerError",
  ERR_INVALID_ARG_VALUE: "TypeError",
  EADDRINUSE: "PollerError",
  EADDRNOTAVAIL: "PollerError",
  EACCES: "PollerError",
  ECONNREFUSED: "PollerError",
  ENETUNREACH: "PollerError",
  EAGAIN: "PollerError",
  ENOTSOCK: "PollerError",
  ENOTCONN: "PollerError",
  EAFNOSUPPORT: "PollerError",
  EMFILE: "PollerError",
  ENFILE: "PollerError",
  ERR_NO_BACKEND: "PollerError",
  ERR_UNKNOWN_BACKEND: "PollerError",
  ERR_WAIT_THREAD: "PollerError",
  ERR_UNSUPPORTED_PLATFORM: "PollerError",
};

/** Memory of the caller's, as the syscalls take it. */
export type Bytes = Uint8Array | Int8Array | Uint8ClampedArray | Uint16Array | Int16Array | Uint32Array | Int32Array | BigUint64Array | BigInt64Array;

/** The public syscalls, which the suite must cover. */
export interface SysLike {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Bytes): number;
  listen(fd: number, backlog: number): number;
  accept(fd: number): number;
  connect(fd: number, address: Bytes): number;
  read(fd: number, bytes: Bytes, offset?: number, length?: number): number;
  write(fd: number, bytes: Bytes, offset?: number, length?: number): number;
  shutdown(fd: number, how: number): number;
  setsockopt(fd: number, level: number, option: number, value: Bytes): number;
  getsockopt(fd: number, level: number, option: number, value: Bytes): number;
  getsockname(fd: number, address: Bytes): number;
  getpeername(fd: number, address: Bytes): number;
  pipe(fds: Bytes): number;
  pipe2(fds: Bytes, flags: number): number;
  socketpair(domain: number, type: number, protocol: number, fds: Bytes): number;
  eventfd(initial: number, flags: number): number;
  dup(fd: number): number;
  dup3(from: number, to: number, flags: number): number;
  fcntl(fd: number, command: number, argument?: number): number;
  close(fd: number): number;
  getrlimit(resource: number, limits: Bytes): number;
  setrlimit(resource: number, limits: Bytes): number;
  send(fd: number, bytes: Bytes, flags: number): number;
  recv(fd: number, bytes: Bytes, flags: number): number;
  open(path: string, flags: number, mode?: number): number;
  openat(dirfd: number, path: string, flags: number, mode?: number): number;
  pread(fd: number, bytes: Bytes, position: number, offset?: number, length?: number): number;
  pwrite(fd: number, bytes: Bytes, position: number, offset?: number, length?: number): number;
  readv(fd: number, arrays: readonly Bytes[]): number;
  writev(fd: number, arrays: readonly Bytes[]): number;
  ioctl(fd: number, request: number, argument?: number | Bytes): number;
  timerfd_create(clock: number, flags: number): number;
  timerfd_settime(fd: number, flags: number, value: Bytes, old?: Bytes): number;
  timerfd_gettime(fd: number, value: Bytes): number;
  inotify_init1(flags: number): number;
  inotify_add_watch(fd: number, path: string, mask: number): number;
  inotify_rm_watch(fd: number, wd: number): number;
  pidfd_open(pid: number, flags?: number): number;
  sendto(fd: number, bytes: Bytes, flags: number, address: Bytes): number;
  recvfrom(fd: number, bytes: Bytes, flags: number, address: Bytes, addressLength?: Int32Array): number;
  sendFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  recvFds(fd: number, bytes: Bytes, fds: Int32Array): number;
  readAll(fds: Int32Array, count: number, bytes: Bytes, stride: number, results: Int32Array): number;
  writeAll(fds: Int32Array, count: number, bytes: Bytes, offsets: Int32Array, lengths: Int32Array, results: Int32Array): number;
}

/** A parameter of a public syscall. read and write also have an offset and a length. */
export interface SysParam {
  /** Its name, which error messages contain. */
  readonly name: string;
  /** What it must be: an integer of that type in C, a descriptor, or an array. */
  readonly type: "int" | "uint" | "size" | "fd" | "bytes" | "path" | "position" | "vectors" | "length-out" | "int32s" | "request";
  /** Whether it has a default. */
  readonly optional: boolean;
  /** The names of the constants that it must be one of; empty if any value is valid. */
  readonly oneOf: readonly string[];
}

/** Their parameters. */
export const signatures: Readonly<Record<keyof SysLike, readonly SysParam[]>> = {
  socket: [
    { name: "domain", type: "int", optional: false, oneOf: [] },
    { name: "type", type: "int", optional: false, oneOf: [] },
    { name: "protocol", type: "int", optional: false, oneOf: [] },
  ],
  bind: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
  ],
  listen: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "backlog", type: "int", optional: false, oneOf: [] },
  ],
  accept: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
  ],
  connect: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
  ],
  read: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
  ],
  write: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
  ],
  shutdown: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "how", type: "int", optional: false, oneOf: [] },
  ],
  setsockopt: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "level", type: "int", optional: false, oneOf: [] },
    { name: "option", type: "int", optional: false, oneOf: [] },
    { name: "value", type: "bytes", optional: false, oneOf: [] },
  ],
  getsockopt: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "level", type: "int", optional: false, oneOf: [] },
    { name: "option", type: "int", optional: false, oneOf: [] },
    { name: "value", type: "bytes", optional: false, oneOf: [] },
  ],
  getsockname: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
  ],
  getpeername: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
  ],
  pipe: [
    { name: "fds", type: "bytes", optional: false, oneOf: [] },
  ],
  pipe2: [
    { name: "fds", type: "bytes", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  socketpair: [
    { name: "domain", type: "int", optional: false, oneOf: [] },
    { name: "type", type: "int", optional: false, oneOf: [] },
    { name: "protocol", type: "int", optional: false, oneOf: [] },
    { name: "fds", type: "bytes", optional: false, oneOf: [] },
  ],
  eventfd: [
    { name: "initial", type: "uint", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  dup: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
  ],
  dup3: [
    { name: "from", type: "fd", optional: false, oneOf: [] },
    { name: "to", type: "fd", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  fcntl: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "command", type: "int", optional: false, oneOf: ["F_DUPFD", "F_DUPFD_CLOEXEC", "F_GETFD", "F_SETFD", "F_GETFL", "F_SETFL"] },
    { name: "argument", type: "int", optional: true, oneOf: [] },
  ],
  close: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
  ],
  getrlimit: [
    { name: "resource", type: "int", optional: false, oneOf: [] },
    { name: "limits", type: "bytes", optional: false, oneOf: [] },
  ],
  setrlimit: [
    { name: "resource", type: "int", optional: false, oneOf: [] },
    { name: "limits", type: "bytes", optional: false, oneOf: [] },
  ],
  send: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  recv: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  open: [
    { name: "path", type: "path", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
    { name: "mode", type: "uint", optional: true, oneOf: [] },
  ],
  openat: [
    { name: "dirfd", type: "int", optional: false, oneOf: [] },
    { name: "path", type: "path", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
    { name: "mode", type: "uint", optional: true, oneOf: [] },
  ],
  pread: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "position", type: "position", optional: false, oneOf: [] },
  ],
  pwrite: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "position", type: "position", optional: false, oneOf: [] },
  ],
  readv: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "arrays", type: "vectors", optional: false, oneOf: [] },
  ],
  writev: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "arrays", type: "vectors", optional: false, oneOf: [] },
  ],
  ioctl: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "request", type: "size", optional: false, oneOf: [] },
    { name: "argument", type: "request", optional: true, oneOf: [] },
  ],
  timerfd_create: [
    { name: "clock", type: "int", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  timerfd_settime: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
    { name: "value", type: "bytes", optional: false, oneOf: [] },
    { name: "old", type: "bytes", optional: true, oneOf: [] },
  ],
  timerfd_gettime: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "value", type: "bytes", optional: false, oneOf: [] },
  ],
  inotify_init1: [
    { name: "flags", type: "int", optional: false, oneOf: [] },
  ],
  inotify_add_watch: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "path", type: "path", optional: false, oneOf: [] },
    { name: "mask", type: "uint", optional: false, oneOf: [] },
  ],
  inotify_rm_watch: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "wd", type: "int", optional: false, oneOf: [] },
  ],
  pidfd_open: [
    { name: "pid", type: "int", optional: false, oneOf: [] },
    { name: "flags", type: "uint", optional: true, oneOf: [] },
  ],
  sendto: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
  ],
  recvfrom: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "flags", type: "int", optional: false, oneOf: [] },
    { name: "address", type: "bytes", optional: false, oneOf: [] },
    { name: "addressLength", type: "length-out", optional: true, oneOf: [] },
  ],
  sendFds: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "fds", type: "int32s", optional: false, oneOf: [] },
  ],
  recvFds: [
    { name: "fd", type: "fd", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "fds", type: "int32s", optional: false, oneOf: [] },
  ],
  readAll: [
    { name: "fds", type: "int32s", optional: false, oneOf: [] },
    { name: "count", type: "uint", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "stride", type: "uint", optional: false, oneOf: [] },
    { name: "results", type: "int32s", optional: false, oneOf: [] },
  ],
  writeAll: [
    { name: "fds", type: "int32s", optional: false, oneOf: [] },
    { name: "count", type: "uint", optional: false, oneOf: [] },
    { name: "bytes", type: "bytes", optional: false, oneOf: [] },
    { name: "offsets", type: "int32s", optional: false, oneOf: [] },
    { name: "lengths", type: "int32s", optional: false, oneOf: [] },
    { name: "results", type: "int32s", optional: false, oneOf: [] },
  ],
};

/** Their names. */
export const syscalls: readonly (keyof SysLike)[] = ["socket", "bind", "listen", "accept", "connect", "read", "write", "shutdown", "setsockopt", "getsockopt", "getsockname", "getpeername", "pipe", "pipe2", "socketpair", "eventfd", "dup", "dup3", "fcntl", "close", "getrlimit", "setrlimit", "send", "recv", "open", "openat", "pread", "pwrite", "readv", "writev", "ioctl", "timerfd_create", "timerfd_settime", "timerfd_gettime", "inotify_init1", "inotify_add_watch", "inotify_rm_watch", "pidfd_open", "sendto", "recvfrom", "sendFds", "recvFds", "readAll", "writeAll"];

/** The other exports of a backend that the suite must cover. */
export const functions: readonly Pick<Member, "name" | "errors">[] = [
  { name: "listenTcp", errors: ["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "ENOENT", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "connectTcp", errors: ["ECONNREFUSED", "ENETUNREACH", "EACCES", "ENOENT", "EAGAIN", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "accept", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "bindUdp", errors: ["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "localAddress", errors: ["EBADF", "ENOTSOCK", "EAFNOSUPPORT", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "remoteAddress", errors: ["EBADF", "ENOTSOCK", "ENOTCONN", "EAFNOSUPPORT", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "encodeAddress", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "decodeAddress", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "socketError", errors: ["EBADF", "ENOTSOCK", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "errnoName", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "readinessNames", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "pipe", errors: ["EMFILE"] },
  { name: "socketPair", errors: ["EMFILE"] },
  { name: "wake", errors: ["ERR_INVALID_ARG_TYPE"] },
  { name: "eventLoopTurn", errors: [] },
  { name: "ready", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "readable", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "writable", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "watch", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "release", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "OsPoller", errors: ["EMFILE", "ENFILE", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_NO_BACKEND", "ERR_UNSUPPORTED_PLATFORM"] },
  { name: "EventObject", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "EventObject.decode", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "withKinds", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
];

/** The members of each interface, by the interface's name. */
export const interfaces: Readonly<Record<string, readonly Member[]>> = {
  EventLike: [
  { name: "fd", kind: "property", errors: [] },
  { name: "kind", kind: "property", errors: [] },
],
  Registration: [
  { name: "interest", kind: "property", errors: [] },
  { name: "trigger", kind: "property", errors: [] },
  { name: "exclusive", kind: "property", errors: [] },
],
  Registered: [
  { name: "interest", kind: "property", errors: [] },
  { name: "trigger", kind: "property", errors: [] },
  { name: "exclusive", kind: "property", errors: [] },
],
  EventObject: [
  { name: "fd", kind: "property", errors: [] },
  { name: "kind", kind: "property", errors: [] },
  { name: "readiness", kind: "property", errors: [] },
  { name: "encode", kind: "method", errors: [] },
],
  ReadyEvents: [
  { name: "length", kind: "property", errors: [] },
  { name: "interrupted", kind: "property", errors: [] },
  { name: "woken", kind: "property", errors: [] },
  { name: "at", kind: "method", errors: [] },
  { name: "fd", kind: "method", errors: [] },
  { name: "kind", kind: "method", errors: [] },
  { name: "readiness", kind: "method", errors: [] },
  { name: "mask", kind: "method", errors: [] },
  { name: "stale", kind: "method", errors: [] },
  { name: "[Symbol.iterator]", kind: "method", errors: ["ERR_BATCH_REPLACED"] },
],
  Waker: [
  { name: "fd", kind: "property", errors: [] },
  { name: "state", kind: "property", errors: [] },
],
  WaitOptions: [
  { name: "signal", kind: "property", errors: [] },
],
  EventsOptions: [
  { name: "timeoutMs", kind: "property", errors: [] },
],
  Poller: [
  { name: "fd", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "closed", kind: "property", errors: [] },
  { name: "waker", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "size", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "add", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "modify", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "set", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "delete", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "has", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "registrations", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "registerAll", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ENOSPC", "ENOMEM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE", "ERR_POLLER_CLOSED"] },
  { name: "deleteAll", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "wait", kind: "method", errors: ["EINTR", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "waitAsync", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "EAGAIN", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING", "ERR_WAIT_THREAD"] },
  { name: "[Symbol.asyncIterator]", kind: "method", errors: ["ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "events", kind: "method", errors: ["EBADF", "EINVAL", "ELOOP", "EPERM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "ref", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "unref", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "notify", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
  { name: "close", kind: "method", errors: [] },
  { name: "[Symbol.dispose]", kind: "method", errors: [] },
],
  PollerOptions: [
  { name: "maxEvents", kind: "property", errors: [] },
  { name: "interrupts", kind: "property", errors: [] },
  { name: "spin", kind: "property", errors: [] },
],
  ListenOptions: [
  { name: "host", kind: "property", errors: [] },
  { name: "port", kind: "property", errors: [] },
  { name: "path", kind: "property", errors: [] },
  { name: "backlog", kind: "property", errors: [] },
  { name: "reusePort", kind: "property", errors: [] },
],
  BindOptions: [
  { name: "host", kind: "property", errors: [] },
  { name: "port", kind: "property", errors: [] },
  { name: "reusePort", kind: "property", errors: [] },
],
  ConnectOptions: [
  { name: "host", kind: "property", errors: [] },
  { name: "port", kind: "property", errors: [] },
  { name: "path", kind: "property", errors: [] },
],
  SocketAddress: [
  { name: "address", kind: "property", errors: [] },
  { name: "port", kind: "property", errors: [] },
  { name: "family", kind: "property", errors: [] },
],
  WaitUntilOptions: [
  { name: "signal", kind: "property", errors: [] },
  { name: "timeoutMs", kind: "property", errors: [] },
],
  ReadyOptions: [
  { name: "interest", kind: "property", errors: [] },
],
  WatchOptions: [
  { name: "interest", kind: "property", errors: [] },
  { name: "trigger", kind: "property", errors: [] },
  { name: "signal", kind: "property", errors: [] },
],
  Watch: [
  { name: "fd", kind: "property", errors: [] },
  { name: "interest", kind: "property", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "ref", kind: "method", errors: [] },
  { name: "unref", kind: "method", errors: [] },
  { name: "close", kind: "method", errors: [] },
  { name: "[Symbol.dispose]", kind: "method", errors: [] },
],
  Functions: [
  { name: "listenTcp", kind: "method", errors: ["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "ENOENT", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "connectTcp", kind: "method", errors: ["ECONNREFUSED", "ENETUNREACH", "EACCES", "ENOENT", "EAGAIN", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "accept", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "bindUdp", kind: "method", errors: ["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "localAddress", kind: "method", errors: ["EBADF", "ENOTSOCK", "EAFNOSUPPORT", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "remoteAddress", kind: "method", errors: ["EBADF", "ENOTSOCK", "ENOTCONN", "EAFNOSUPPORT", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "encodeAddress", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "decodeAddress", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "socketError", kind: "method", errors: ["EBADF", "ENOTSOCK", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "errnoName", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "readinessNames", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
  { name: "pipe", kind: "method", errors: ["EMFILE"] },
  { name: "socketPair", kind: "method", errors: ["EMFILE"] },
  { name: "wake", kind: "method", errors: ["ERR_INVALID_ARG_TYPE"] },
  { name: "eventLoopTurn", kind: "method", errors: [] },
  { name: "ready", kind: "method", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "readable", kind: "method", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "writable", kind: "method", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_DESCRIPTOR_RELEASED"] },
  { name: "watch", kind: "method", errors: ["EBADF", "EPERM", "EINVAL", "ELOOP", "ENOSPC", "ENOMEM", "EMFILE", "ENFILE", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_VALUE"] },
  { name: "release", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE"] },
],
};
