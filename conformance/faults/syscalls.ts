// What can be made to fail: the system calls that pollio makes, and the errors that their manual pages list. A page also lists errors that a
// call cannot have as pollio makes it; they are tried all the same, because a sandbox or another kernel may say so.

/** What sandboxes such as seccomp(2) filters and gVisor say of any call. */
const SANDBOX = ["ENOSYS", "EPERM"] as const;

export interface Syscall {
  /** The manual page of section 2 that lists the errors. */
  readonly page: string;
  readonly errors: readonly string[];
  /** What errors call it, where that is not the kernel's name. */
  readonly as?: string;
}

function page(name: string, errors: string, as?: string): Syscall {
  return { page: name, errors: [...new Set([...errors.split(" "), ...SANDBOX])], ...(as !== undefined && { as }) };
}

const OPEN =
  "EACCES EBADF EBUSY EDQUOT EEXIST EFAULT EFBIG EINTR EINVAL EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV ENOENT ENOMEM ENOSPC " +
  "ENOTDIR ENXIO EOPNOTSUPP EOVERFLOW EROFS ETXTBSY EAGAIN";
const READ = "EAGAIN EBADF EFAULT EINTR EINVAL EIO EISDIR";
const WRITE = "EAGAIN EBADF EDESTADDRREQ EDQUOT EFAULT EFBIG EINTR EINVAL EIO ENOSPC EPIPE";
const SEND =
  "EACCES EAGAIN EALREADY EBADF ECONNRESET EDESTADDRREQ EFAULT EINTR EINVAL EISCONN EMSGSIZE ENOBUFS ENOMEM ENOTCONN ENOTSOCK " +
  "EOPNOTSUPP EPIPE";
const RECEIVE = "EAGAIN EBADF ECONNREFUSED EFAULT EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK";

/** By the kernel's name. */
export const SYSCALLS: Readonly<Record<string, Syscall>> = {
  epoll_create1: page("epoll_create1", "EINVAL EMFILE ENFILE ENOMEM"),
  epoll_ctl: page("epoll_ctl", "EBADF EEXIST EINVAL ELOOP ENOENT ENOMEM ENOSPC"),
  epoll_wait: page("epoll_wait", "EBADF EFAULT EINTR EINVAL"),
  // What glibc makes of epoll_wait where the kernel has no such call (arm64).
  epoll_pwait: page("epoll_pwait", "EBADF EFAULT EINTR EINVAL", "epoll_wait"),
  epoll_pwait2: page("epoll_pwait2", "EBADF EFAULT EINTR EINVAL"),
  eventfd2: page("eventfd", "EINVAL EMFILE ENFILE ENODEV ENOMEM", "eventfd"),
  read: page("read", READ),
  write: page("write", WRITE),
  pread64: page("pread", `${READ} ENXIO EOVERFLOW ESPIPE`, "pread"),
  pwrite64: page("pwrite", `${WRITE} ENXIO EOVERFLOW ESPIPE`, "pwrite"),
  readv: page("readv", `${READ} EOPNOTSUPP`),
  writev: page("writev", `${WRITE} EOPNOTSUPP`),
  close: page("close", "EBADF EINTR EIO ENOSPC EDQUOT"),
  pipe2: page("pipe", "EFAULT EINVAL EMFILE ENFILE ENOPKG"),
  // glibc's pipe(2), where the kernel has it.
  pipe: page("pipe", "EFAULT EMFILE ENFILE"),
  dup: page("dup", "EBADF EMFILE ENOMEM"),
  dup2: page("dup2", "EBADF EBUSY EINTR EMFILE ENOMEM"),
  dup3: page("dup3", "EBADF EBUSY EINTR EINVAL EMFILE ENOMEM"),
  fcntl: page("fcntl", "EACCES EAGAIN EBADF EBUSY EDEADLK EFAULT EINTR EINVAL EMFILE ENOLCK ENOTDIR"),
  ioctl: page("ioctl", "EBADF EFAULT EINVAL ENOTTY"),
  openat: page("open", OPEN),
  open: page("open", OPEN),
  socket: page("socket", "EACCES EAFNOSUPPORT EINVAL EMFILE ENFILE ENOBUFS ENOMEM EPROTONOSUPPORT"),
  socketpair: page("socketpair", "EAFNOSUPPORT EFAULT EMFILE ENFILE EOPNOTSUPP EPROTONOSUPPORT"),
  bind: page(
    "bind",
    "EACCES EADDRINUSE EBADF EINVAL ENOTSOCK EADDRNOTAVAIL EFAULT ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EROFS",
  ),
  listen: page("listen", "EADDRINUSE EBADF ENOTSOCK EOPNOTSUPP"),
  accept: page("accept", "EAGAIN EBADF ECONNABORTED EFAULT EINTR EINVAL EMFILE ENFILE ENOBUFS ENOMEM ENOTSOCK EPROTO"),
  accept4: page(
    "accept4",
    "EAGAIN EBADF ECONNABORTED EFAULT EINTR EINVAL EMFILE ENFILE ENOBUFS ENOMEM ENOTSOCK EOPNOTSUPP EPROTO ENETDOWN ENOPROTOOPT " +
      "EHOSTDOWN ENONET EHOSTUNREACH ENETUNREACH ENOSR ESOCKTNOSUPPORT EPROTONOSUPPORT ETIMEDOUT",
  ),
  connect: page(
    "connect",
    "EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF ECONNREFUSED EFAULT EINPROGRESS EINTR EISCONN ENETUNREACH " +
      "ENOTSOCK EPROTOTYPE ETIMEDOUT",
  ),
  shutdown: page("shutdown", "EBADF EINVAL ENOTCONN ENOTSOCK"),
  getsockopt: page("getsockopt", "EBADF EFAULT EINVAL ENOPROTOOPT ENOTSOCK"),
  setsockopt: page("setsockopt", "EBADF EFAULT EINVAL ENOPROTOOPT ENOTSOCK"),
  getsockname: page("getsockname", "EBADF EFAULT EINVAL ENOBUFS ENOTSOCK"),
  getpeername: page("getpeername", "EBADF EFAULT EINVAL ENOBUFS ENOTCONN ENOTSOCK"),
  sendto: page("sendto", SEND),
  recvfrom: page("recvfrom", RECEIVE),
  sendmsg: page("sendmsg", SEND),
  recvmsg: page("recvmsg", RECEIVE),
  timerfd_create: page("timerfd_create", "EINVAL EMFILE ENFILE ENODEV ENOMEM"),
  timerfd_settime: page("timerfd_settime", "EBADF EFAULT EINVAL ECANCELED"),
  timerfd_gettime: page("timerfd_gettime", "EBADF EFAULT EINVAL"),
  inotify_init1: page("inotify_init1", "EINVAL EMFILE ENFILE ENOMEM"),
  inotify_add_watch: page(
    "inotify_add_watch",
    "EACCES EBADF EEXIST EFAULT EINVAL ENAMETOOLONG ENOENT ENOMEM ENOSPC ENOTDIR",
  ),
  inotify_rm_watch: page("inotify_rm_watch", "EBADF EINVAL"),
  pidfd_open: page("pidfd_open", "EINVAL EMFILE ENFILE ENODEV ENOMEM ESRCH"),
  prlimit64: page("getrlimit", "EFAULT EINVAL ESRCH"),
  // pthread_create(3): what it passes on, and what the kernel refuses a thread with.
  clone3: page("clone3", "EACCES EAGAIN EBUSY EEXIST EINVAL ENOMEM ENOSPC EOPNOTSUPP EUSERS", "pthread_create"),
  clone: page("clone", "EAGAIN EINVAL ENOMEM ENOSPC EUSERS", "pthread_create"),
  // Deno's own loop waits by them. The last is not made again once it was refused.
  io_submit: page("io_submit", "EAGAIN EBADF EFAULT EINVAL"),
  io_cancel: page("io_cancel", "EAGAIN EFAULT EINVAL"),
  io_setup: page("io_setup", "EAGAIN EFAULT EINVAL ENOMEM"),
};

/**
 * Calls that runtimes make on the thread of their JavaScript, and pollio does not: for memory, locks and files. What pthread_create(3) does to
 * signals cannot fail, and nobody learns whether what ends a context of AIO does.
 */
const RUNTIMES =
  "mmap munmap mremap mprotect madvise brk futex rt_sigprocmask getpid gettid getuid sched_yield lseek fstat newfstatat readlink getcwd " +
  "getdents64 mkdir unlinkat ftruncate statfs getrandom sysinfo sched_getaffinity clock_gettime " +
  "io_getevents io_destroy";

/** What the injector knows: the calls that can be armed, then the runtimes'. */
export const NAMES: readonly string[] = [...Object.keys(SYSCALLS), ...RUNTIMES.split(" ")];
export const ARMABLE = Object.keys(SYSCALLS).length;

/** Text of the C header that the injector includes: the numbers of the calls, in the order of NAMES. */
export function header(): string {
  return NAMES.map((name) => `#ifdef SYS_${name}\nSYS_${name},\n#else\n-1,\n#endif\n`).join("");
}
