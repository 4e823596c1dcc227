// Made by pollio's generator from spec/poller.yaml and spec/linux.yaml and spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** A member of the trait and the errors it may raise. */
export interface Member {
  /** Its name, as in [Symbol.dispose]. */
  readonly name: string;
  /** What it is. */
  readonly kind: "method" | "property";
  /** The codes of the errors that it may raise. */
  readonly errors: readonly string[];
}

/** The trait's members, which the suite must cover. */
export const trait: readonly Member[] = [
  { name: "fd", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "closed", kind: "property", errors: [] },
  { name: "waker", kind: "property", errors: ["ERR_POLLER_CLOSED"] },
  { name: "add", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "modify", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "delete", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "registerAll", kind: "method", errors: ["EEXIST", "EBADF", "EINVAL", "ELOOP", "EPERM", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "deleteAll", kind: "method", errors: ["ENOENT", "EBADF", "EINVAL", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED"] },
  { name: "wait", kind: "method", errors: ["EINTR", "ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "waitAsync", kind: "method", errors: ["ERR_INVALID_ARG_TYPE", "ERR_OUT_OF_RANGE", "ERR_POLLER_CLOSED", "ERR_WAIT_PENDING"] },
  { name: "[Symbol.asyncIterator]", kind: "method", errors: ["ERR_POLLER_CLOSED"] },
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
  EINTR: "PollerError",
  ERR_INVALID_ARG_TYPE: "TypeError",
  ERR_OUT_OF_RANGE: "RangeError",
  ERR_POLLER_CLOSED: "PollerError",
  ERR_WAIT_PENDING: "PollerError",
  ERR_INVALID_ARG_VALUE: "TypeError",
  EADDRINUSE: "PollerError",
};

/** Memory of the caller's, as the syscalls take it. */
export type Bytes = Uint8Array | Int32Array;

/** The public syscalls, which the suite must cover. */
export interface SysLike {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Bytes): number;
  listen(fd: number, backlog: number): number;
  accept(fd: number): number;
  connect(fd: number, address: Bytes): number;
  read(fd: number, bytes: Uint8Array, offset?: number, length?: number): number;
  write(fd: number, bytes: Uint8Array, offset?: number, length?: number): number;
  shutdown(fd: number, how: number): number;
  setsockopt(fd: number, level: number, option: number, value: Bytes): number;
  getsockopt(fd: number, level: number, option: number, value: Bytes): number;
  getsockname(fd: number, address: Bytes): number;
  pipe(fds: Bytes): number;
  socketpair(domain: number, type: number, protocol: number, fds: Bytes): number;
  eventfd(initial: number, flags: number): number;
  dup(fd: number): number;
  fcntl(fd: number, command: number, argument?: number): number;
  close(fd: number): number;
  getrlimit(resource: number, limits: Bytes): number;
  setrlimit(resource: number, limits: Bytes): number;
  send(fd: number, bytes: Bytes, flags: number): number;
  recv(fd: number, bytes: Bytes, flags: number): number;
}

/** Their names. */
export const syscalls: readonly (keyof SysLike)[] = ["socket", "bind", "listen", "accept", "connect", "read", "write", "shutdown", "setsockopt", "getsockopt", "getsockname", "pipe", "socketpair", "eventfd", "dup", "fcntl", "close", "getrlimit", "setrlimit", "send", "recv"];
/** What a backend exports besides, which the suite must cover too. */
export const functions: readonly string[] = ["listenTcp", "connectTcp", "accept", "localAddress", "wake", "withKinds", "EventObject", "EventObject.decode", "OsPoller"];

/** The members of each interface, by the interface's name. */
export const interfaces: Readonly<Record<string, readonly string[]>> = {
  EventLike: ["fd", "kind"],
  Registration: ["interest", "trigger"],
  EventObject: ["fd", "kind", "readiness", "encode"],
  ReadyEvents: ["length", "interrupted", "at", "fd", "kind", "readiness", "stale"],
  Waker: ["fd", "state"],
  WaitOptions: ["signal"],
  Poller: ["fd", "closed", "waker", "add", "modify", "delete", "registerAll", "deleteAll", "wait", "waitAsync", "[Symbol.asyncIterator]", "ref", "unref", "notify", "close", "[Symbol.dispose]"],
  PollerOptions: ["maxEvents", "interrupts"],
  ListenOptions: ["host", "port", "path", "backlog", "reusePort"],
  ConnectOptions: ["host", "port", "path"],
  SocketAddress: ["address", "port", "family"],
  Functions: ["listenTcp", "connectTcp", "accept", "localAddress", "wake"],
};
