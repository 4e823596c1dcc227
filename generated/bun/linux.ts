// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { Block, Bound, Bytes, LinuxRawSys } from "../core/sys.ts";

/** The functions of the C library, as bun:ffi's dlopen takes them. */
export const symbols = {
  epoll_create1: { args: ["i32"], returns: "i32" },
  epoll_ctl: { args: ["i32", "i32", "i32", "ptr"], returns: "i32" },
  epoll_wait: { args: ["i32", "ptr", "i32", "i32"], returns: "i32" },
  accept4: { args: ["i32", "ptr", "ptr", "i32"], returns: "i32" },
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  listen: { args: ["i32", "i32"], returns: "i32" },
  accept: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i32" },
  write: { args: ["i32", "ptr", "u64"], returns: "i32" },
  shutdown: { args: ["i32", "i32"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getpeername: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  pipe: { args: ["ptr"], returns: "i32" },
  pipe2: { args: ["ptr", "i32"], returns: "i32" },
  socketpair: { args: ["i32", "i32", "i32", "ptr"], returns: "i32" },
  eventfd: { args: ["u32", "i32"], returns: "i32" },
  dup: { args: ["i32"], returns: "i32" },
  dup3: { args: ["i32", "i32", "i32"], returns: "i32" },
  fcntl: { args: ["i32", "i32", "i32"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
  getrlimit: { args: ["i32", "ptr"], returns: "i32" },
  setrlimit: { args: ["i32", "ptr"], returns: "i32" },
  syscall: { args: ["i64", "i32", "ptr", "i32", "ptr", "ptr", "ptr"], returns: "i32" },
  send: { args: ["i32", "ptr", "u64", "i32"], returns: "i32" },
  recv: { args: ["i32", "ptr", "u64", "i32"], returns: "i32" },
  open: { args: ["ptr", "i32", "u32"], returns: "i32" },
  openat: { args: ["i32", "ptr", "i32", "u32"], returns: "i32" },
  pread: { args: ["i32", "ptr", "u64", "i64"], returns: "i32" },
  pwrite: { args: ["i32", "ptr", "u64", "i64"], returns: "i32" },
  readv: { args: ["i32", "ptr", "i32"], returns: "i32" },
  writev: { args: ["i32", "ptr", "i32"], returns: "i32" },
  ioctl: { args: ["i32", "u64", "u64"], returns: "i32" },
} as const;

/** What the table needs from the bun backend. */
export interface BunHost {
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
  /** The address of a byte of the array, which is not empty, for the duration of one call. */
  address(bytes: Bytes, offset: number): unknown;
}

type Call = (...args: unknown[]) => number;
type Numbers = Readonly<Record<string, number>>;

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

/** The syscalls of Linux through bun:ffi. */
export function bindLinux(host: BunHost): LinuxRawSys {
  const { errno, cell } = host;
  const c_epoll_create1 = host.symbols.epoll_create1 as Call;
  const c_epoll_ctl = host.symbols.epoll_ctl as Call;
  const number_epoll_wait = ({ x64: 232 } as Numbers)[process.arch];
  const syscall_epoll_wait = host.syscall(["i32", "ptr", "i32", "i32"]);
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
      const result = c_epoll_create1(flags);
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
      const result = c_epoll_ctl(given.epfd, op, fd, given.eventPointer);
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
            const result = c_epoll_wait(given.epfd, given.eventsPointer, given.maxevents, timeout);
            return result < 0 ? -errno[0]! : result;
          }
        : (bound, timeout) => {
            const given = bound as EpollWait;
            const result = syscall_epoll_wait(number_epoll_wait, given.epfd, given.eventsPointer, given.maxevents, timeout);
            return result < 0 ? -errno[0]! : result;
          },
    accept4(fd, flags) {
      const result = c_accept4(fd, null, null, flags);
      return result < 0 ? -errno[0]! : result;
    },
    socket(domain, type, protocol) {
      const result = c_socket(domain, type, protocol);
      return result < 0 ? -errno[0]! : result;
    },
    bind(fd, address) {
      const result = c_bind(fd, host.byteLength(address) === 0 ? null : host.address(address, 0), host.byteLength(address));
      return result < 0 ? -errno[0]! : result;
    },
    listen(fd, backlog) {
      const result = c_listen(fd, backlog);
      return result < 0 ? -errno[0]! : result;
    },
    accept(fd) {
      const result = c_accept(fd, null, null);
      return result < 0 ? -errno[0]! : result;
    },
    connect(fd, address) {
      const result = c_connect(fd, host.byteLength(address) === 0 ? null : host.address(address, 0), host.byteLength(address));
      return result < 0 ? -errno[0]! : result;
    },
    read(fd, bytes, offset, length) {
      const result = c_read(fd, length === 0 ? null : host.address(bytes, offset), length);
      return result < 0 ? -errno[0]! : result;
    },
    write(fd, bytes, offset, length) {
      const result = c_write(fd, length === 0 ? null : host.address(bytes, offset), length);
      return result < 0 ? -errno[0]! : result;
    },
    shutdown(fd, how) {
      const result = c_shutdown(fd, how);
      return result < 0 ? -errno[0]! : result;
    },
    setsockopt(fd, level, option, value) {
      const result = c_setsockopt(fd, level, option, host.byteLength(value) === 0 ? null : host.address(value, 0), host.byteLength(value));
      return result < 0 ? -errno[0]! : result;
    },
    getsockopt(fd, level, option, value) {
      cell.words[0] = host.byteLength(value);
      const result = c_getsockopt(fd, level, option, host.byteLength(value) === 0 ? null : host.address(value, 0), cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getsockname(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getsockname(fd, host.byteLength(address) === 0 ? null : host.address(address, 0), cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getpeername(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getpeername(fd, host.byteLength(address) === 0 ? null : host.address(address, 0), cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    pipe(fds) {
      const result = c_pipe(host.byteLength(fds) === 0 ? null : host.address(fds, 0));
      return result < 0 ? -errno[0]! : result;
    },
    pipe2(fds, flags) {
      const result = c_pipe2(host.byteLength(fds) === 0 ? null : host.address(fds, 0), flags);
      return result < 0 ? -errno[0]! : result;
    },
    socketpair(domain, type, protocol, fds) {
      const result = c_socketpair(domain, type, protocol, host.byteLength(fds) === 0 ? null : host.address(fds, 0));
      return result < 0 ? -errno[0]! : result;
    },
    eventfd(initial, flags) {
      const result = c_eventfd(initial, flags);
      return result < 0 ? -errno[0]! : result;
    },
    dup(fd) {
      const result = c_dup(fd);
      return result < 0 ? -errno[0]! : result;
    },
    dup3(from, to, flags) {
      const result = c_dup3(from, to, flags);
      return result < 0 ? -errno[0]! : result;
    },
    fcntl(fd, command, argument) {
      const result = c_fcntl(fd, command, argument);
      return result < 0 ? -errno[0]! : result;
    },
    close(fd) {
      const result = c_close(fd);
      return result < 0 ? -errno[0]! : result;
    },
    getrlimit(resource, limits) {
      const result = c_getrlimit(resource, host.byteLength(limits) === 0 ? null : host.address(limits, 0));
      return result < 0 ? -errno[0]! : result;
    },
    setrlimit(resource, limits) {
      const result = c_setrlimit(resource, host.byteLength(limits) === 0 ? null : host.address(limits, 0));
      return result < 0 ? -errno[0]! : result;
    },
    epoll_pwait2(epfd, events, maxevents, timeout) {
      const result = c_epoll_pwait2(441, epfd, events.pointer, maxevents, timeout.pointer, null, null);
      return result < 0 ? -errno[0]! : result;
    },
    send(fd, bytes, flags) {
      const result = c_send(fd, host.byteLength(bytes) === 0 ? null : host.address(bytes, 0), host.byteLength(bytes), flags);
      return result < 0 ? -errno[0]! : result;
    },
    recv(fd, bytes, flags) {
      const result = c_recv(fd, host.byteLength(bytes) === 0 ? null : host.address(bytes, 0), host.byteLength(bytes), flags);
      return result < 0 ? -errno[0]! : result;
    },
    open(path, flags, mode) {
      const result = c_open(host.byteLength(path) === 0 ? null : host.address(path, 0), flags, mode);
      return result < 0 ? -errno[0]! : result;
    },
    openat(dirfd, path, flags, mode) {
      const result = c_openat(dirfd, host.byteLength(path) === 0 ? null : host.address(path, 0), flags, mode);
      return result < 0 ? -errno[0]! : result;
    },
    pread(fd, bytes, position, offset, length) {
      const result = c_pread(fd, length === 0 ? null : host.address(bytes, offset), length, position);
      return result < 0 ? -errno[0]! : result;
    },
    pwrite(fd, bytes, position, offset, length) {
      const result = c_pwrite(fd, length === 0 ? null : host.address(bytes, offset), length, position);
      return result < 0 ? -errno[0]! : result;
    },
    readv(fd, arrays, count) {
      const result = c_readv(fd, arrays.pointer, count);
      return result < 0 ? -errno[0]! : result;
    },
    writev(fd, arrays, count) {
      const result = c_writev(fd, arrays.pointer, count);
      return result < 0 ? -errno[0]! : result;
    },
    ioctl(fd, request, argument) {
      const result = c_ioctl(fd, request, argument);
      return result < 0 ? -errno[0]! : result;
    },
  };
}
