// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { Block, Bound, Bytes, LinuxRawSys } from "../../core/sys.ts";

/** The functions of the helper object, as node:ffi's dlopen takes them. */
export const symbols = {
  pollio_epoll_create1: { arguments: ["float64", "float64"], return: "int32" },
  pollio_epoll_ctl: { arguments: ["float64", "float64", "float64"], return: "int32" },
  pollio_epoll_wait: { arguments: ["float64", "float64"], return: "int32" },
  pollio_accept4: { arguments: ["float64", "float64"], return: "int32" },
  pollio_socket: { arguments: ["float64", "float64"], return: "int32" },
  pollio_bind: { arguments: ["float64", "float64"], return: "int32" },
  pollio_listen: { arguments: ["float64", "float64"], return: "int32" },
  pollio_accept: { arguments: ["float64", "float64"], return: "int32" },
  pollio_connect: { arguments: ["float64", "float64"], return: "int32" },
  pollio_read: { arguments: ["float64", "float64"], return: "int32" },
  pollio_write: { arguments: ["float64", "float64"], return: "int32" },
  pollio_shutdown: { arguments: ["float64", "float64"], return: "int32" },
  pollio_setsockopt: { arguments: ["float64", "float64"], return: "int32" },
  pollio_getsockopt: { arguments: ["float64", "float64"], return: "int32" },
  pollio_getsockname: { arguments: ["float64", "float64"], return: "int32" },
  pollio_getpeername: { arguments: ["float64", "float64"], return: "int32" },
  pollio_pipe: { arguments: ["float64", "float64"], return: "int32" },
  pollio_pipe2: { arguments: ["float64", "float64"], return: "int32" },
  pollio_socketpair: { arguments: ["float64", "float64"], return: "int32" },
  pollio_eventfd: { arguments: ["float64", "float64"], return: "int32" },
  pollio_dup: { arguments: ["float64", "float64"], return: "int32" },
  pollio_dup3: { arguments: ["float64", "float64"], return: "int32" },
  pollio_fcntl: { arguments: ["float64", "float64"], return: "int32" },
  pollio_close: { arguments: ["float64", "float64"], return: "int32" },
  pollio_getrlimit: { arguments: ["float64", "float64"], return: "int32" },
  pollio_setrlimit: { arguments: ["float64", "float64"], return: "int32" },
  pollio_epoll_pwait2: { arguments: ["float64", "float64"], return: "int32" },
  pollio_send: { arguments: ["float64", "float64"], return: "int32" },
  pollio_recv: { arguments: ["float64", "float64"], return: "int32" },
  pollio_open: { arguments: ["float64", "float64"], return: "int32" },
  pollio_openat: { arguments: ["float64", "float64"], return: "int32" },
  pollio_pread: { arguments: ["float64", "float64"], return: "int32" },
  pollio_pwrite: { arguments: ["float64", "float64"], return: "int32" },
  pollio_readv: { arguments: ["float64", "float64"], return: "int32" },
  pollio_writev: { arguments: ["float64", "float64"], return: "int32" },
  pollio_ioctl: { arguments: ["float64", "float64"], return: "int32" },
} as const;

/** The arguments of a call, in memory that the helper reads. */
export interface Frame {
  readonly cells: Float64Array;
  readonly address: number;
}

/** What the table needs from the node-ffi backend. */
export interface HelperHost {
  /** The opened functions, by name. */
  readonly symbols: Readonly<Record<keyof typeof symbols, (...args: never) => number>>;
  /** Four bytes for a socklen_t. */
  readonly cell: Block;
  /** The length of an array, as the engine knows it: the property may lie. */
  byteLength(bytes: Bytes): number;
  /** A frame with these arguments. */
  frame(cells: readonly number[]): Frame;
  /** The address of a byte of the array, for the duration of one call. */
  address(bytes: Bytes, offset: number): number;
}

type Call = (...args: number[]) => number;

/** Bound arguments, in a frame of their own. */
interface Framed extends Bound, Frame {}

/** The most arguments of any call. */
const MOST = 8;

/** The syscalls of Linux through the helper object. */
export function bindLinuxHelper(host: HelperHost): LinuxRawSys {
  const { cell } = host;
  const { cells, address: frame } = host.frame(new Array<number>(MOST).fill(0));
  const c_epoll_create1 = host.symbols.pollio_epoll_create1 as Call;
  const c_epoll_ctl = host.symbols.pollio_epoll_ctl as Call;
  const c_epoll_wait = host.symbols.pollio_epoll_wait as Call;
  const c_accept4 = host.symbols.pollio_accept4 as Call;
  const c_socket = host.symbols.pollio_socket as Call;
  const c_bind = host.symbols.pollio_bind as Call;
  const c_listen = host.symbols.pollio_listen as Call;
  const c_accept = host.symbols.pollio_accept as Call;
  const c_connect = host.symbols.pollio_connect as Call;
  const c_read = host.symbols.pollio_read as Call;
  const c_write = host.symbols.pollio_write as Call;
  const c_shutdown = host.symbols.pollio_shutdown as Call;
  const c_setsockopt = host.symbols.pollio_setsockopt as Call;
  const c_getsockopt = host.symbols.pollio_getsockopt as Call;
  const c_getsockname = host.symbols.pollio_getsockname as Call;
  const c_getpeername = host.symbols.pollio_getpeername as Call;
  const c_pipe = host.symbols.pollio_pipe as Call;
  const c_pipe2 = host.symbols.pollio_pipe2 as Call;
  const c_socketpair = host.symbols.pollio_socketpair as Call;
  const c_eventfd = host.symbols.pollio_eventfd as Call;
  const c_dup = host.symbols.pollio_dup as Call;
  const c_dup3 = host.symbols.pollio_dup3 as Call;
  const c_fcntl = host.symbols.pollio_fcntl as Call;
  const c_close = host.symbols.pollio_close as Call;
  const c_getrlimit = host.symbols.pollio_getrlimit as Call;
  const c_setrlimit = host.symbols.pollio_setrlimit as Call;
  const c_epoll_pwait2 = host.symbols.pollio_epoll_pwait2 as Call;
  const c_send = host.symbols.pollio_send as Call;
  const c_recv = host.symbols.pollio_recv as Call;
  const c_open = host.symbols.pollio_open as Call;
  const c_openat = host.symbols.pollio_openat as Call;
  const c_pread = host.symbols.pollio_pread as Call;
  const c_pwrite = host.symbols.pollio_pwrite as Call;
  const c_readv = host.symbols.pollio_readv as Call;
  const c_writev = host.symbols.pollio_writev as Call;
  const c_ioctl = host.symbols.pollio_ioctl as Call;
  return {
    epoll_create1(flags) {
      cells[0] = flags;
      return c_epoll_create1(frame, 0);
    },
    bind_epoll_ctl(epfd, event) {
      const own = host.frame([epfd, 0, 0, event.pointer as number]);
      return { memory: [event], cells: own.cells, address: own.address };
    },
    epoll_ctl(bound, op, fd) {
      return c_epoll_ctl((bound as Framed).address, op, fd);
    },
    bind_epoll_wait(epfd, events, maxevents) {
      const own = host.frame([epfd, events.pointer as number, maxevents, 0]);
      return { memory: [events], cells: own.cells, address: own.address };
    },
    epoll_wait(bound, timeout) {
      return c_epoll_wait((bound as Framed).address, timeout);
    },
    accept4(fd, flags) {
      cells[0] = fd;
      cells[1] = 0;
      cells[2] = 0;
      cells[3] = flags;
      return c_accept4(frame, 0);
    },
    socket(domain, type, protocol) {
      cells[0] = domain;
      cells[1] = type;
      cells[2] = protocol;
      return c_socket(frame, 0);
    },
    bind(fd, address) {
      cells[0] = fd;
      cells[1] = host.address(address, 0);
      cells[2] = host.byteLength(address);
      return c_bind(frame, 0);
    },
    listen(fd, backlog) {
      cells[0] = fd;
      cells[1] = backlog;
      return c_listen(frame, 0);
    },
    accept(fd) {
      cells[0] = fd;
      cells[1] = 0;
      cells[2] = 0;
      return c_accept(frame, 0);
    },
    connect(fd, address) {
      cells[0] = fd;
      cells[1] = host.address(address, 0);
      cells[2] = host.byteLength(address);
      return c_connect(frame, 0);
    },
    read(fd, bytes, offset, length) {
      cells[0] = fd;
      cells[1] = host.address(bytes, offset);
      cells[2] = length;
      return c_read(frame, 0);
    },
    write(fd, bytes, offset, length) {
      cells[0] = fd;
      cells[1] = host.address(bytes, offset);
      cells[2] = length;
      return c_write(frame, 0);
    },
    shutdown(fd, how) {
      cells[0] = fd;
      cells[1] = how;
      return c_shutdown(frame, 0);
    },
    setsockopt(fd, level, option, value) {
      cells[0] = fd;
      cells[1] = level;
      cells[2] = option;
      cells[3] = host.address(value, 0);
      cells[4] = host.byteLength(value);
      return c_setsockopt(frame, 0);
    },
    getsockopt(fd, level, option, value) {
      cells[0] = fd;
      cells[1] = level;
      cells[2] = option;
      cells[3] = host.address(value, 0);
      cells[4] = cell.pointer as number;
      cell.words[0] = host.byteLength(value);
      const result = c_getsockopt(frame, 0);
      return result < 0 ? result : cell.words[0]!;
    },
    getsockname(fd, address) {
      cells[0] = fd;
      cells[1] = host.address(address, 0);
      cells[2] = cell.pointer as number;
      cell.words[0] = host.byteLength(address);
      const result = c_getsockname(frame, 0);
      return result < 0 ? result : cell.words[0]!;
    },
    getpeername(fd, address) {
      cells[0] = fd;
      cells[1] = host.address(address, 0);
      cells[2] = cell.pointer as number;
      cell.words[0] = host.byteLength(address);
      const result = c_getpeername(frame, 0);
      return result < 0 ? result : cell.words[0]!;
    },
    pipe(fds) {
      cells[0] = host.address(fds, 0);
      return c_pipe(frame, 0);
    },
    pipe2(fds, flags) {
      cells[0] = host.address(fds, 0);
      cells[1] = flags;
      return c_pipe2(frame, 0);
    },
    socketpair(domain, type, protocol, fds) {
      cells[0] = domain;
      cells[1] = type;
      cells[2] = protocol;
      cells[3] = host.address(fds, 0);
      return c_socketpair(frame, 0);
    },
    eventfd(initial, flags) {
      cells[0] = initial;
      cells[1] = flags;
      return c_eventfd(frame, 0);
    },
    dup(fd) {
      cells[0] = fd;
      return c_dup(frame, 0);
    },
    dup3(from, to, flags) {
      cells[0] = from;
      cells[1] = to;
      cells[2] = flags;
      return c_dup3(frame, 0);
    },
    fcntl(fd, command, argument) {
      cells[0] = fd;
      cells[1] = command;
      cells[2] = argument;
      return c_fcntl(frame, 0);
    },
    close(fd) {
      cells[0] = fd;
      return c_close(frame, 0);
    },
    getrlimit(resource, limits) {
      cells[0] = resource;
      cells[1] = host.address(limits, 0);
      return c_getrlimit(frame, 0);
    },
    setrlimit(resource, limits) {
      cells[0] = resource;
      cells[1] = host.address(limits, 0);
      return c_setrlimit(frame, 0);
    },
    epoll_pwait2(epfd, events, maxevents, timeout) {
      cells[0] = epfd;
      cells[1] = events.pointer as number;
      cells[2] = maxevents;
      cells[3] = timeout.pointer as number;
      cells[4] = 0;
      cells[5] = 0;
      return c_epoll_pwait2(frame, 0);
    },
    send(fd, bytes, flags) {
      cells[0] = fd;
      cells[1] = host.address(bytes, 0);
      cells[2] = host.byteLength(bytes);
      cells[3] = flags;
      return c_send(frame, 0);
    },
    recv(fd, bytes, flags) {
      cells[0] = fd;
      cells[1] = host.address(bytes, 0);
      cells[2] = host.byteLength(bytes);
      cells[3] = flags;
      return c_recv(frame, 0);
    },
    open(path, flags, mode) {
      cells[0] = host.address(path, 0);
      cells[1] = flags;
      cells[2] = mode;
      return c_open(frame, 0);
    },
    openat(dirfd, path, flags, mode) {
      cells[0] = dirfd;
      cells[1] = host.address(path, 0);
      cells[2] = flags;
      cells[3] = mode;
      return c_openat(frame, 0);
    },
    pread(fd, bytes, position, offset, length) {
      cells[0] = fd;
      cells[1] = host.address(bytes, offset);
      cells[2] = length;
      cells[3] = position;
      return c_pread(frame, 0);
    },
    pwrite(fd, bytes, position, offset, length) {
      cells[0] = fd;
      cells[1] = host.address(bytes, offset);
      cells[2] = length;
      cells[3] = position;
      return c_pwrite(frame, 0);
    },
    readv(fd, arrays, count) {
      cells[0] = fd;
      cells[1] = arrays.pointer as number;
      cells[2] = count;
      return c_readv(frame, 0);
    },
    writev(fd, arrays, count) {
      cells[0] = fd;
      cells[1] = arrays.pointer as number;
      cells[2] = count;
      return c_writev(frame, 0);
    },
    ioctl(fd, request, argument) {
      cells[0] = fd;
      cells[1] = request;
      cells[2] = argument;
      return c_ioctl(frame, 0);
    },
  };
}
