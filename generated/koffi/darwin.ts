// Made by pollio's generator from spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { Block, Bound, Bytes, DarwinRawSys } from "../core/sys.ts";

/** What the table needs from the koffi backend. */
export interface KoffiHost {
  /** A function of the C library, by its prototype. */
  func(prototype: string): (...args: unknown[]) => number;
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

/** The bound arguments of kevent. */
interface Kevent extends Bound {
  readonly kq: number;
  readonly changesPointer: unknown;
  readonly eventsPointer: unknown;
  readonly timeoutPointer: unknown;
}

/** The syscalls of Darwin through koffi. */
export function bindDarwin(host: KoffiHost): DarwinRawSys {
  const { errno, cell } = host;
  const c_socket = host.func("int socket(int domain, int type, int protocol)");
  const c_bind = host.func("int bind(int fd, void *address, uint length)");
  const c_listen = host.func("int listen(int fd, int backlog)");
  const c_accept = host.func("int accept(int fd, void *address, void *length)");
  const c_connect = host.func("int connect(int fd, void *address, uint length)");
  const c_read = host.func("int read(int fd, void *bytes, size_t count)");
  const c_write = host.func("int write(int fd, void *bytes, size_t count)");
  const c_shutdown = host.func("int shutdown(int fd, int how)");
  const c_setsockopt = host.func("int setsockopt(int fd, int level, int option, void *value, uint length)");
  const c_getsockopt = host.func("int getsockopt(int fd, int level, int option, void *value, void *length)");
  const c_getsockname = host.func("int getsockname(int fd, void *address, void *length)");
  const c_getpeername = host.func("int getpeername(int fd, void *address, void *length)");
  const c_pipe = host.func("int pipe(void *fds)");
  const c_socketpair = host.func("int socketpair(int domain, int type, int protocol, void *fds)");
  const c_dup = host.func("int dup(int fd)");
  const c_fcntl = host.func("int fcntl(int fd, int command, ...)");
  const c_close = host.func("int close(int fd)");
  const c_getrlimit = host.func("int getrlimit(int resource, void *limits)");
  const c_setrlimit = host.func("int setrlimit(int resource, void *limits)");
  const c_send = host.func("int send(int fd, void *bytes, size_t length, int flags)");
  const c_recv = host.func("int recv(int fd, void *bytes, size_t length, int flags)");
  const c_open = host.func("int open(void *path, int flags, ...)");
  const c_openat = host.func("int openat(int dirfd, void *path, int flags, ...)");
  const c_pread = host.func("int pread(int fd, uintptr_t bytes, size_t count, int64_t position)");
  const c_pwrite = host.func("int pwrite(int fd, uintptr_t bytes, size_t count, int64_t position)");
  const c_readv = host.func("int readv(int fd, void *arrays, int count)");
  const c_writev = host.func("int writev(int fd, void *arrays, int count)");
  const c_ioctl = host.func("int ioctl(int fd, size_t request, ...)");
  const c_kqueue = host.func("int kqueue(void)");
  const c_kevent = host.func("int kevent(int kq, void *changes, int nchanges, void *events, int nevents, void *timeout)");
  return {
    socket(domain, type, protocol) {
      const result = c_socket(domain, type, protocol);
      return result < 0 ? -errno[0]! : result;
    },
    bind(fd, address) {
      const result = c_bind(fd, address, host.byteLength(address));
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
      const result = c_connect(fd, address, host.byteLength(address));
      return result < 0 ? -errno[0]! : result;
    },
    read(fd, bytes, offset, length) {
      // A typed array can be passed from its start only. A vectored call of nothing does nothing, and an empty datagram is one.
      const result =
        offset === 0 || length === 0 ? c_read(fd, bytes, length) : c_readv(fd, host.vector(bytes, offset, length).pointer, 1);
      return result < 0 ? -errno[0]! : result;
    },
    write(fd, bytes, offset, length) {
      // A typed array can be passed from its start only. A vectored call of nothing does nothing, and an empty datagram is one.
      const result =
        offset === 0 || length === 0 ? c_write(fd, bytes, length) : c_writev(fd, host.vector(bytes, offset, length).pointer, 1);
      return result < 0 ? -errno[0]! : result;
    },
    shutdown(fd, how) {
      const result = c_shutdown(fd, how);
      return result < 0 ? -errno[0]! : result;
    },
    setsockopt(fd, level, option, value) {
      const result = c_setsockopt(fd, level, option, value, host.byteLength(value));
      return result < 0 ? -errno[0]! : result;
    },
    getsockopt(fd, level, option, value) {
      cell.words[0] = host.byteLength(value);
      const result = c_getsockopt(fd, level, option, value, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getsockname(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getsockname(fd, address, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    getpeername(fd, address) {
      cell.words[0] = host.byteLength(address);
      const result = c_getpeername(fd, address, cell.pointer);
      return result < 0 ? -errno[0]! : cell.words[0]!;
    },
    pipe(fds) {
      const result = c_pipe(fds);
      return result < 0 ? -errno[0]! : result;
    },
    socketpair(domain, type, protocol, fds) {
      const result = c_socketpair(domain, type, protocol, fds);
      return result < 0 ? -errno[0]! : result;
    },
    dup(fd) {
      const result = c_dup(fd);
      return result < 0 ? -errno[0]! : result;
    },
    fcntl(fd, command, argument) {
      const result = c_fcntl(fd, command, "int", argument);
      return result < 0 ? -errno[0]! : result;
    },
    close(fd) {
      const result = c_close(fd);
      return result < 0 ? -errno[0]! : result;
    },
    getrlimit(resource, limits) {
      const result = c_getrlimit(resource, limits);
      return result < 0 ? -errno[0]! : result;
    },
    setrlimit(resource, limits) {
      const result = c_setrlimit(resource, limits);
      return result < 0 ? -errno[0]! : result;
    },
    send(fd, bytes, flags) {
      const result = c_send(fd, bytes, host.byteLength(bytes), flags);
      return result < 0 ? -errno[0]! : result;
    },
    recv(fd, bytes, flags) {
      const result = c_recv(fd, bytes, host.byteLength(bytes), flags);
      return result < 0 ? -errno[0]! : result;
    },
    open(path, flags, mode) {
      const result = c_open(path, flags, "uint", mode);
      return result < 0 ? -errno[0]! : result;
    },
    openat(dirfd, path, flags, mode) {
      const result = c_openat(dirfd, path, flags, "uint", mode);
      return result < 0 ? -errno[0]! : result;
    },
    pread(fd, bytes, position, offset, length) {
      const result = c_pread(fd, length === 0 ? 0 : host.address(bytes, offset), length, position);
      return result < 0 ? -errno[0]! : result;
    },
    pwrite(fd, bytes, position, offset, length) {
      const result = c_pwrite(fd, length === 0 ? 0 : host.address(bytes, offset), length, position);
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
      const result = c_ioctl(fd, request, "size_t", argument);
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
      const result = c_kevent(given.kq, given.changesPointer, nchanges, given.eventsPointer, nevents, given.timeoutPointer);
      return result < 0 ? -errno[0]! : result;
    },
  };
}
