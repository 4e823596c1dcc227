// Made by pollio's generator from spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { Block, Bound, Bytes, DarwinRawSys } from "../core/sys.ts";

/** The functions of the C library, as Deno.dlopen takes them. */
export const symbols = {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  accept: { parameters: ["i32", "pointer", "pointer"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  write: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "pointer"], result: "i32" },
  getsockname: { parameters: ["i32", "buffer", "pointer"], result: "i32" },
  getpeername: { parameters: ["i32", "buffer", "pointer"], result: "i32" },
  pipe: { parameters: ["buffer"], result: "i32" },
  socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  dup: { parameters: ["i32"], result: "i32" },
  fcntl: {
    parameters: process.arch === "arm64" ? ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] : ["i32", "i32", "i32"],
    result: "i32",
  },
  close: { parameters: ["i32"], result: "i32" },
  getrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  setrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  open: {
    parameters: process.arch === "arm64" ? ["buffer", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "u32"] : ["buffer", "i32", "u32"],
    result: "i32",
  },
  openat: {
    parameters: process.arch === "arm64" ? ["i32", "buffer", "i32", "i32", "i32", "i32", "i32", "i32", "u32"] : ["i32", "buffer", "i32", "u32"],
    result: "i32",
  },
  pread: { parameters: ["i32", "usize", "usize", "i64"], result: "i32" },
  pwrite: { parameters: ["i32", "usize", "usize", "i64"], result: "i32" },
  readv: { parameters: ["i32", "pointer", "i32"], result: "i32" },
  writev: { parameters: ["i32", "pointer", "i32"], result: "i32" },
  ioctl: {
    parameters: process.arch === "arm64" ? ["i32", "usize", "i32", "i32", "i32", "i32", "i32", "i32", "usize"] : ["i32", "usize", "usize"],
    result: "i32",
  },
  kqueue: { parameters: [], result: "i32" },
  kevent: { parameters: ["i32", "pointer", "i32", "pointer", "i32", "pointer"], result: "i32" },
} as const;

/** What the table needs from the Deno backend. */
export interface DenoHost {
  /** The opened functions, by name. */
  readonly symbols: Readonly<Record<keyof typeof symbols, (...args: never) => number>>;
  /** This thread's errno, at index 0. */
  readonly errno: Int32Array;
  /** Four bytes for a socklen_t. */
  readonly cell: Block;
  /** The length of an array, as the engine knows it: the property may lie. */
  byteLength(bytes: Bytes): number;
  /** The address of a byte of the array, for the duration of one call. */
  address(bytes: Bytes, offset: number): number;
  /** An iovec that points at a part of the array. */
  vector(bytes: Bytes, offset: number, length: number): Block;
}

type Call = (...args: unknown[]) => number;

/** The bound arguments of kevent. */
interface Kevent extends Bound {
  readonly kq: number;
  readonly changesPointer: unknown;
  readonly eventsPointer: unknown;
  readonly timeoutPointer: unknown;
}

/** The syscalls of Darwin through Deno's FFI. */
export function bindDarwin(host: DenoHost): DarwinRawSys {
  const { errno, cell } = host;
  const c_socket = host.symbols.socket as Call;
  const c_bind = host.symbols.bind as Call;
  const c_listen = host.symbols.listen as Call;
  const c_accept = host.symbols.accept as Call;
  const c_connect = host.symbols.connect as Call;
  const c_read = host.symbols.read as Call;
  const c_write = host.symbols.write as Call;
  const c_shutdown = host.symbols.shutdown as Call;
  const c_setsockopt = host.symbols.setsockopt as Call;
  const c_getsockopt = host.symbols.getsockopt as Call;
  const c_getsockname = host.symbols.getsockname as Call;
  const c_getpeername = host.symbols.getpeername as Call;
  const c_pipe = host.symbols.pipe as Call;
  const c_socketpair = host.symbols.socketpair as Call;
  const c_dup = host.symbols.dup as Call;
  const c_fcntl = host.symbols.fcntl as Call;
  const c_close = host.symbols.close as Call;
  const c_getrlimit = host.symbols.getrlimit as Call;
  const c_setrlimit = host.symbols.setrlimit as Call;
  const c_send = host.symbols.send as Call;
  const c_recv = host.symbols.recv as Call;
  const c_open = host.symbols.open as Call;
  const c_openat = host.symbols.openat as Call;
  const c_pread = host.symbols.pread as Call;
  const c_pwrite = host.symbols.pwrite as Call;
  const c_readv = host.symbols.readv as Call;
  const c_writev = host.symbols.writev as Call;
  const c_ioctl = host.symbols.ioctl as Call;
  const c_kqueue = host.symbols.kqueue as Call;
  const c_kevent = host.symbols.kevent as Call;
  return {
    socket(domain, type, protocol) {
      const result = c_socket(domain | 0, type | 0, protocol | 0);
      return result < 0 ? -errno[0]! : result;
    },
    bind(fd, address) {
      const result = c_bind(fd | 0, address, host.byteLength(address));
      return result < 0 ? -errno[0]! : result;
    },
    listen(fd, backlog) {
      const result = c_listen(fd | 0, backlog | 0);
      return result < 0 ? -errno[0]! : result;
    },
    accept(fd) {
      const result = c_accept(fd | 0, null, null);
      return result < 0 ? -errno[0]! : result;
    },
    connect(fd, address) {
      const result = c_connect(fd | 0, address, host.byteLength(address));
      return result < 0 ? -errno[0]! : result;
    },
    read(fd, bytes, offset, length) {
      // A vectored call of no bytes does nothing, but the call itself may: an empty datagram is a datagram (udp(7)).
      const result = length === 0 ? c_read(fd | 0, bytes, length) : c_readv(fd | 0, host.vector(bytes, offset, length).pointer, 1);
      return result < 0 ? -errno[0]! : result;
    },
    write(fd, bytes, offset, length) {
      // A vectored call of no bytes does nothing, but the call itself may: an empty datagram is a datagram (udp(7)).
      const result = length === 0 ? c_write(fd | 0, bytes, length) : c_writev(fd | 0, host.vector(bytes, offset, length).pointer, 1);
      return result < 0 ? -errno[0]! : result;
    },
    shutdown(fd, how) {
      const result = c_shutdown(fd | 0, how | 0);
      return result < 0 ? -errno[0]! : result;
    },
    setsockopt(fd, level, option, value) {
      const result = c_setsockopt(fd | 0, level | 0, option | 0, value, host.byteLength(value));
      return result < 0 ? -errno[0]! : result;
    },
    getsockopt(fd, level, option, value) {
      cell.words[0] = host.byteLength(value);
      const result = c_getsockopt(fd | 0, level | 0, option | 0, value, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getsockname(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getsockname(fd | 0, address, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getpeername(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getpeername(fd | 0, address, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    pipe(fds) {
      const result = c_pipe(fds);
      return result < 0 ? -errno[0]! : result;
    },
    socketpair(domain, type, protocol, fds) {
      const result = c_socketpair(domain | 0, type | 0, protocol | 0, fds);
      return result < 0 ? -errno[0]! : result;
    },
    dup(fd) {
      const result = c_dup(fd | 0);
      return result < 0 ? -errno[0]! : result;
    },
    fcntl(fd, command, argument) {
      const result =
        process.arch === "arm64"
          ? c_fcntl(fd | 0, command | 0, 0, 0, 0, 0, 0, 0, argument | 0)
          : c_fcntl(fd | 0, command | 0, argument | 0);
      return result < 0 ? -errno[0]! : result;
    },
    close(fd) {
      const result = c_close(fd | 0);
      return result < 0 ? -errno[0]! : result;
    },
    getrlimit(resource, limits) {
      const result = c_getrlimit(resource | 0, limits);
      return result < 0 ? -errno[0]! : result;
    },
    setrlimit(resource, limits) {
      const result = c_setrlimit(resource | 0, limits);
      return result < 0 ? -errno[0]! : result;
    },
    send(fd, bytes, flags) {
      const result = c_send(fd | 0, bytes, host.byteLength(bytes), flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    recv(fd, bytes, flags) {
      const result = c_recv(fd | 0, bytes, host.byteLength(bytes), flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    open(path, flags, mode) {
      const result =
        process.arch === "arm64"
          ? c_open(path, flags | 0, 0, 0, 0, 0, 0, 0, mode >>> 0)
          : c_open(path, flags | 0, mode >>> 0);
      return result < 0 ? -errno[0]! : result;
    },
    openat(dirfd, path, flags, mode) {
      const result =
        process.arch === "arm64"
          ? c_openat(dirfd | 0, path, flags | 0, 0, 0, 0, 0, 0, mode >>> 0)
          : c_openat(dirfd | 0, path, flags | 0, mode >>> 0);
      return result < 0 ? -errno[0]! : result;
    },
    pread(fd, bytes, position, offset, length) {
      const result = c_pread(fd | 0, length === 0 ? 0 : host.address(bytes, offset), length, position);
      return result < 0 ? -errno[0]! : result;
    },
    pwrite(fd, bytes, position, offset, length) {
      const result = c_pwrite(fd | 0, length === 0 ? 0 : host.address(bytes, offset), length, position);
      return result < 0 ? -errno[0]! : result;
    },
    readv(fd, arrays, count) {
      const result = c_readv(fd | 0, arrays.pointer, count | 0);
      return result < 0 ? -errno[0]! : result;
    },
    writev(fd, arrays, count) {
      const result = c_writev(fd | 0, arrays.pointer, count | 0);
      return result < 0 ? -errno[0]! : result;
    },
    ioctl(fd, request, argument) {
      const result =
        process.arch === "arm64"
          ? c_ioctl(fd | 0, request, 0, 0, 0, 0, 0, 0, argument)
          : c_ioctl(fd | 0, request, argument);
      return result < 0 ? -errno[0]! : result;
    },
    kqueue() {
      const result = c_kqueue();
      return result < 0 ? -errno[0]! : result;
    },
    bind_kevent(kq, changes, events, timeout) {
      return {
        memory: [changes, events, timeout],
        kq,
        changesPointer: changes.pointer,
        eventsPointer: events.pointer,
        timeoutPointer: timeout.pointer,
      };
    },
    kevent(bound, nchanges, nevents) {
      const given = bound as Kevent;
      const result = c_kevent(given.kq | 0, given.changesPointer, nchanges | 0, given.eventsPointer, nevents | 0, given.timeoutPointer);
      return result < 0 ? -errno[0]! : result;
    },
  };
}
