// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** Linux, as the spec describes it. */
export const linux = Object.freeze({
  /** Its name in process.platform. */
  os: "linux",
  /** The C library that holds the syscalls. */
  library: "libc.so.6",
  /** The C library's function that returns the address of this thread's errno. */
  errnoLocation: "__errno_location",
  /** Constants, from the headers that the spec names. */
  constants: Object.freeze({
    EPOLLERR: 0x8,
    EPOLLET: 0x80000000,
    EPOLLEXCLUSIVE: 0x10000000,
    EPOLLHUP: 0x10,
    EPOLLIN: 0x1,
    EPOLLONESHOT: 0x40000000,
    EPOLLOUT: 0x4,
    EPOLLPRI: 0x2,
    EPOLLRDHUP: 0x2000,
    EPOLL_CLOEXEC: 0x80000,
    EPOLL_CTL_ADD: 1,
    EPOLL_CTL_DEL: 2,
    EPOLL_CTL_MOD: 3,
    EFD_CLOEXEC: 0x80000,
    EFD_NONBLOCK: 0x800,
    FD_CLOEXEC: 1,
    F_DUPFD: 0,
    F_DUPFD_CLOEXEC: 1030,
    F_GETFD: 1,
    F_GETFL: 3,
    F_GETPIPE_SZ: 1032,
    F_SETFD: 2,
    F_SETFL: 4,
    O_CLOEXEC: 0x80000,
    O_NONBLOCK: 0x800,
    AF_INET: 2,
    AF_INET6: 10,
    AF_UNIX: 1,
    MSG_DONTWAIT: 0x40,
    MSG_NOSIGNAL: 0x4000,
    MSG_OOB: 1,
    MSG_PEEK: 2,
    SHUT_RD: 0,
    SHUT_RDWR: 2,
    SHUT_WR: 1,
    SOCK_CLOEXEC: 0x80000,
    SOCK_DGRAM: 2,
    SOCK_NONBLOCK: 0x800,
    SOCK_STREAM: 1,
    SOL_SOCKET: 1,
    SO_ERROR: 4,
    SO_LINGER: 13,
    SO_RCVBUF: 8,
    SO_REUSEADDR: 2,
    SO_REUSEPORT: 15,
    SO_SNDBUF: 7,
    IPPROTO_IPV6: 41,
    IPPROTO_TCP: 6,
    IPV6_V6ONLY: 26,
    TCP_NODELAY: 1,
    RLIMIT_NOFILE: 7,
  }),
  /** Positive error numbers by name. */
  errno: Object.freeze({
    EPERM: 1,
    ENOENT: 2,
    EINTR: 4,
    EIO: 5,
    ENXIO: 6,
    E2BIG: 7,
    EBADF: 9,
    EAGAIN: 11,
    ENOMEM: 12,
    EACCES: 13,
    EFAULT: 14,
    EBUSY: 16,
    EEXIST: 17,
    ENODEV: 19,
    ENOTDIR: 20,
    EISDIR: 21,
    EINVAL: 22,
    ENFILE: 23,
    EMFILE: 24,
    ENOTTY: 25,
    EFBIG: 27,
    ENOSPC: 28,
    ESPIPE: 29,
    EROFS: 30,
    EMLINK: 31,
    EPIPE: 32,
    EDOM: 33,
    ERANGE: 34,
    EDEADLK: 35,
    ENAMETOOLONG: 36,
    ENOSYS: 38,
    ELOOP: 40,
    EPROTO: 71,
    EOVERFLOW: 75,
    ENOTSOCK: 88,
    EDESTADDRREQ: 89,
    EMSGSIZE: 90,
    EPROTOTYPE: 91,
    ENOPROTOOPT: 92,
    EPROTONOSUPPORT: 93,
    EOPNOTSUPP: 95,
    EAFNOSUPPORT: 97,
    EADDRINUSE: 98,
    EADDRNOTAVAIL: 99,
    ENETDOWN: 100,
    ENETUNREACH: 101,
    ECONNABORTED: 103,
    ECONNRESET: 104,
    ENOBUFS: 105,
    EISCONN: 106,
    ENOTCONN: 107,
    ETIMEDOUT: 110,
    ECONNREFUSED: 111,
    EHOSTUNREACH: 113,
    EALREADY: 114,
    EINPROGRESS: 115,
    ECANCELED: 125,
  }),
  /** Layouts by architecture, as in process.arch, and struct. */
  architectures: Object.freeze({
    x64: Object.freeze({
      /** epoll_ctl(2); packed only on x86-64, to match 32-bit programs */
      epoll_event: Object.freeze({
        size: 12,
        align: 1,
        fields: Object.freeze({
          events: Object.freeze({ offset: 0, size: 4, type: "u32" }),
          data: Object.freeze({ offset: 4, size: 8, type: "u64" }),
        }),
      }),
      /** timespec(3) */
      timespec: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          tv_sec: Object.freeze({ offset: 0, size: 8, type: "i64" }),
          tv_nsec: Object.freeze({ offset: 8, size: 8, type: "i64" }),
        }),
      }),
      /** getrlimit(2) */
      rlimit: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          rlim_cur: Object.freeze({ offset: 0, size: 8, type: "u64" }),
          rlim_max: Object.freeze({ offset: 8, size: 8, type: "u64" }),
        }),
      }),
      /** readv(2) */
      iovec: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          iov_base: Object.freeze({ offset: 0, size: 8, type: "pointer" }),
          iov_len: Object.freeze({ offset: 8, size: 8, type: "u64" }),
        }),
      }),
      /** socket(7) */
      linger: Object.freeze({
        size: 8,
        align: 4,
        fields: Object.freeze({
          l_onoff: Object.freeze({ offset: 0, size: 4, type: "i32" }),
          l_linger: Object.freeze({ offset: 4, size: 4, type: "i32" }),
        }),
      }),
      /** ip(7) */
      sockaddr_in: Object.freeze({
        size: 16,
        align: 4,
        fields: Object.freeze({
          sin_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sin_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin_addr: Object.freeze({ offset: 4, size: 4, type: "u8[4]" }),
          sin_zero: Object.freeze({ offset: 8, size: 8, type: "u8[8]" }),
        }),
      }),
      /** ipv6(7) */
      sockaddr_in6: Object.freeze({
        size: 28,
        align: 4,
        fields: Object.freeze({
          sin6_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sin6_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin6_flowinfo: Object.freeze({ offset: 4, size: 4, type: "u32" }),
          sin6_addr: Object.freeze({ offset: 8, size: 16, type: "u8[16]" }),
          sin6_scope_id: Object.freeze({ offset: 24, size: 4, type: "u32" }),
        }),
      }),
      /** unix(7) */
      sockaddr_un: Object.freeze({
        size: 110,
        align: 2,
        fields: Object.freeze({
          sun_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sun_path: Object.freeze({ offset: 2, size: 108, type: "u8[108]" }),
        }),
      }),
    }),
    arm64: Object.freeze({
      /** epoll_ctl(2) */
      epoll_event: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          events: Object.freeze({ offset: 0, size: 4, type: "u32" }),
          data: Object.freeze({ offset: 8, size: 8, type: "u64" }),
        }),
      }),
      /** timespec(3) */
      timespec: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          tv_sec: Object.freeze({ offset: 0, size: 8, type: "i64" }),
          tv_nsec: Object.freeze({ offset: 8, size: 8, type: "i64" }),
        }),
      }),
      /** getrlimit(2) */
      rlimit: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          rlim_cur: Object.freeze({ offset: 0, size: 8, type: "u64" }),
          rlim_max: Object.freeze({ offset: 8, size: 8, type: "u64" }),
        }),
      }),
      /** readv(2) */
      iovec: Object.freeze({
        size: 16,
        align: 8,
        fields: Object.freeze({
          iov_base: Object.freeze({ offset: 0, size: 8, type: "pointer" }),
          iov_len: Object.freeze({ offset: 8, size: 8, type: "u64" }),
        }),
      }),
      /** socket(7) */
      linger: Object.freeze({
        size: 8,
        align: 4,
        fields: Object.freeze({
          l_onoff: Object.freeze({ offset: 0, size: 4, type: "i32" }),
          l_linger: Object.freeze({ offset: 4, size: 4, type: "i32" }),
        }),
      }),
      /** ip(7) */
      sockaddr_in: Object.freeze({
        size: 16,
        align: 4,
        fields: Object.freeze({
          sin_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sin_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin_addr: Object.freeze({ offset: 4, size: 4, type: "u8[4]" }),
          sin_zero: Object.freeze({ offset: 8, size: 8, type: "u8[8]" }),
        }),
      }),
      /** ipv6(7) */
      sockaddr_in6: Object.freeze({
        size: 28,
        align: 4,
        fields: Object.freeze({
          sin6_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sin6_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin6_flowinfo: Object.freeze({ offset: 4, size: 4, type: "u32" }),
          sin6_addr: Object.freeze({ offset: 8, size: 16, type: "u8[16]" }),
          sin6_scope_id: Object.freeze({ offset: 24, size: 4, type: "u32" }),
        }),
      }),
      /** unix(7) */
      sockaddr_un: Object.freeze({
        size: 110,
        align: 2,
        fields: Object.freeze({
          sun_family: Object.freeze({ offset: 0, size: 2, type: "u16" }),
          sun_path: Object.freeze({ offset: 2, size: 108, type: "u8[108]" }),
        }),
      }),
    }),
  }),
});
