// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { Block, Bound, Bytes, LinuxRawSys } from "../core/sys.ts";

/** The functions of the C library, as Deno.dlopen takes them. */
export const symbols = {
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "pointer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "pointer", "i32", "i32"], result: "i32" },
  accept4: { parameters: ["i32", "pointer", "pointer", "i32"], result: "i32" },
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
  pipe2: { parameters: ["buffer", "i32"], result: "i32" },
  socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  dup: { parameters: ["i32"], result: "i32" },
  dup3: { parameters: ["i32", "i32", "i32"], result: "i32" },
  fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  getrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  setrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  syscall: { parameters: ["i64", "i32", "pointer", "i32", "pointer", "pointer", "pointer"], result: "i32" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  open: { parameters: ["buffer", "i32", "u32"], result: "i32" },
  openat: { parameters: ["i32", "buffer", "i32", "u32"], result: "i32" },
  pread: { parameters: ["i32", "usize", "usize", "i64"], result: "i32" },
  pwrite: { parameters: ["i32", "usize", "usize", "i64"], result: "i32" },
  readv: { parameters: ["i32", "pointer", "i32"], result: "i32" },
  writev: { parameters: ["i32", "pointer", "i32"], result: "i32" },
  ioctl: { parameters: ["i32", "usize", "usize"], result: "i32" },
} as const;

/** What the table needs from the Deno backend. */
export interface DenoHost {
  /** The opened functions, by name. */
  readonly symbols: Readonly<Record<keyof typeof symbols, (...args: never) => number>>;
  /** syscall(2), whose arguments but for the number are of these types. */
  syscall(types: readonly string[]): Call;
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
type Numbers = Readonly<Record<string, bigint>>;

/** The bound arguments of epoll_ctl. */
interface EpollCtl extends Bound {
  readonly epfd: number;
  readonly eventPointer: unknown;
}

/** The bound arguments of epoll_wait. */
interface EpollWait extends Bound {
  readonly epfd: number;
  readonly eventsPointer: unknown;
  readonly maxevents: number;
}

/** The syscalls of Linux through Deno's FFI. */
export function bindLinux(host: DenoHost): LinuxRawSys {
  const { errno, cell } = host;
  const c_epoll_create1 = host.symbols.epoll_create1 as Call;
  const c_epoll_ctl = host.symbols.epoll_ctl as Call;
  const number_epoll_wait = ({ x64: 232n } as Numbers)[process.arch];
  const syscall_epoll_wait = host.syscall(["i32", "pointer", "i32", "i32"]);
  const c_epoll_wait = host.symbols.epoll_wait as Call;
  const c_accept4 = host.symbols.accept4 as Call;
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
  const c_pipe2 = host.symbols.pipe2 as Call;
  const c_socketpair = host.symbols.socketpair as Call;
  const c_eventfd = host.symbols.eventfd as Call;
  const c_dup = host.symbols.dup as Call;
  const c_dup3 = host.symbols.dup3 as Call;
  const c_fcntl = host.symbols.fcntl as Call;
  const c_close = host.symbols.close as Call;
  const c_getrlimit = host.symbols.getrlimit as Call;
  const c_setrlimit = host.symbols.setrlimit as Call;
  const c_epoll_pwait2 = host.symbols.syscall as Call;
  const c_send = host.symbols.send as Call;
  const c_recv = host.symbols.recv as Call;
  const c_open = host.symbols.open as Call;
  const c_openat = host.symbols.openat as Call;
  const c_pread = host.symbols.pread as Call;
  const c_pwrite = host.symbols.pwrite as Call;
  const c_readv = host.symbols.readv as Call;
  const c_writev = host.symbols.writev as Call;
  const c_ioctl = host.symbols.ioctl as Call;
  return {
    epoll_create1(flags) {
      const result = c_epoll_create1(flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    bind_epoll_ctl(epfd, event) {
      return {
        memory: [event],
        epfd,
        eventPointer: event.pointer,
      };
    },
    epoll_ctl(bound, op, fd) {
      const given = bound as EpollCtl;
      const result = c_epoll_ctl(given.epfd | 0, op | 0, fd | 0, given.eventPointer);
      return result < 0 ? -errno[0]! : result;
    },
    bind_epoll_wait(epfd, events, maxevents) {
      return {
        memory: [events],
        epfd,
        eventsPointer: events.pointer,
        maxevents,
      };
    },
    epoll_wait:
      number_epoll_wait === undefined
        ? (bound, timeout) => {
            const given = bound as EpollWait;
            const result = c_epoll_wait(given.epfd | 0, given.eventsPointer, given.maxevents | 0, timeout | 0);
            return result < 0 ? -errno[0]! : result;
          }
        : (bound, timeout) => {
            const given = bound as EpollWait;
            const result = syscall_epoll_wait(number_epoll_wait, given.epfd | 0, given.eventsPointer, given.maxevents | 0, timeout | 0);
            return result < 0 ? -errno[0]! : result;
          },
    accept4(fd, flags) {
      const result = c_accept4(fd | 0, null, null, flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
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
    pipe2(fds, flags) {
      const result = c_pipe2(fds, flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    socketpair(domain, type, protocol, fds) {
      const result = c_socketpair(domain | 0, type | 0, protocol | 0, fds);
      return result < 0 ? -errno[0]! : result;
    },
    eventfd(initial, flags) {
      const result = c_eventfd(initial >>> 0, flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    dup(fd) {
      const result = c_dup(fd | 0);
      return result < 0 ? -errno[0]! : result;
    },
    dup3(from, to, flags) {
      const result = c_dup3(from | 0, to | 0, flags | 0);
      return result < 0 ? -errno[0]! : result;
    },
    fcntl(fd, command, argument) {
      const result = c_fcntl(fd | 0, command | 0, argument | 0);
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
    epoll_pwait2(epfd, events, maxevents, timeout) {
      const result = c_epoll_pwait2(441n, epfd | 0, events.pointer, maxevents | 0, timeout.pointer, null, null);
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
      const result = c_open(path, flags | 0, mode >>> 0);
      return result < 0 ? -errno[0]! : result;
    },
    openat(dirfd, path, flags, mode) {
      const result = c_openat(dirfd | 0, path, flags | 0, mode >>> 0);
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
      const result = c_ioctl(fd | 0, request, argument);
      return result < 0 ? -errno[0]! : result;
    },
  };
}
