// Made by pollio's generator from spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** Darwin, as the spec describes it. */
export const darwin = Object.freeze({
  /** Its name in process.platform. */
  os: "darwin",
  /** The C library that holds the syscalls. */
  library: "/usr/lib/libSystem.B.dylib",
  /** The C library's function that returns the address of this thread's errno. */
  errnoLocation: "__error",
  /** Constants, from the headers that the spec names. */
  constants: Object.freeze({
    EVFILT_EXCEPT: -15,
    EVFILT_READ: -1,
    EVFILT_USER: -10,
    EVFILT_VNODE: -4,
    EVFILT_WRITE: -2,
    EV_ADD: 0x1,
    EV_CLEAR: 0x20,
    EV_DELETE: 0x2,
    EV_DISABLE: 0x8,
    EV_DISPATCH: 0x80,
    EV_ENABLE: 0x4,
    EV_EOF: 0x8000,
    EV_ERROR: 0x4000,
    EV_ONESHOT: 0x10,
    EV_RECEIPT: 0x40,
    NOTE_LOWAT: 0x1,
    NOTE_OOB: 0x2,
    NOTE_TRIGGER: 0x1000000,
    FD_CLOEXEC: 1,
    F_DUPFD: 0,
    F_DUPFD_CLOEXEC: 67,
    F_GETFD: 1,
    F_GETFL: 3,
    F_SETFD: 2,
    F_SETFL: 4,
    O_CLOEXEC: 0x1000000,
    O_NONBLOCK: 0x4,
    AF_INET: 2,
    AF_INET6: 30,
    AF_UNIX: 1,
    MSG_DONTWAIT: 0x80,
    MSG_NOSIGNAL: 0x80000,
    MSG_OOB: 1,
    MSG_PEEK: 2,
    SHUT_RD: 0,
    SHUT_RDWR: 2,
    SHUT_WR: 1,
    SOCK_DGRAM: 2,
    SOCK_STREAM: 1,
    SOL_SOCKET: 0xffff,
    SO_ACCEPTCONN: 0x2,
    SO_ERROR: 0x1007,
    SO_LINGER: 0x80,
    SO_RCVBUF: 0x1002,
    SO_REUSEADDR: 0x4,
    SO_REUSEPORT: 0x200,
    SO_SNDBUF: 0x1001,
    IPPROTO_IPV6: 41,
    IPPROTO_TCP: 6,
    IPV6_V6ONLY: 27,
    TCP_NODELAY: 1,
    RLIMIT_NOFILE: 8,
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
    EDEADLK: 11,
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
    EAGAIN: 35,
    EINPROGRESS: 36,
    EALREADY: 37,
    ENOTSOCK: 38,
    EDESTADDRREQ: 39,
    EMSGSIZE: 40,
    EPROTOTYPE: 41,
    ENOPROTOOPT: 42,
    EPROTONOSUPPORT: 43,
    ENOTSUP: 45,
    EAFNOSUPPORT: 47,
    EADDRINUSE: 48,
    EADDRNOTAVAIL: 49,
    ENETDOWN: 50,
    ENETUNREACH: 51,
    ECONNABORTED: 53,
    ECONNRESET: 54,
    ENOBUFS: 55,
    EISCONN: 56,
    ENOTCONN: 57,
    ETIMEDOUT: 60,
    ECONNREFUSED: 61,
    ELOOP: 62,
    ENAMETOOLONG: 63,
    EHOSTUNREACH: 65,
    ENOSYS: 78,
    EOVERFLOW: 84,
    ECANCELED: 89,
    EPROTO: 100,
    EOPNOTSUPP: 102,
  }),
  /** Layouts by architecture, as in process.arch, and struct. */
  architectures: Object.freeze({
    x64: Object.freeze({
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
      /** kqueue(2); the header packs it to 4 bytes */
      kevent: Object.freeze({
        size: 32,
        align: 4,
        fields: Object.freeze({
          ident: Object.freeze({ offset: 0, size: 8, type: "u64" }),
          filter: Object.freeze({ offset: 8, size: 2, type: "i16" }),
          flags: Object.freeze({ offset: 10, size: 2, type: "u16" }),
          fflags: Object.freeze({ offset: 12, size: 4, type: "u32" }),
          data: Object.freeze({ offset: 16, size: 8, type: "i64" }),
          udata: Object.freeze({ offset: 24, size: 8, type: "u64" }),
        }),
      }),
      /** ip(4) */
      sockaddr_in: Object.freeze({
        size: 16,
        align: 4,
        fields: Object.freeze({
          sin_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sin_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sin_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin_addr: Object.freeze({ offset: 4, size: 4, type: "u8[4]" }),
          sin_zero: Object.freeze({ offset: 8, size: 8, type: "u8[8]" }),
        }),
      }),
      /** ip6(4) */
      sockaddr_in6: Object.freeze({
        size: 28,
        align: 4,
        fields: Object.freeze({
          sin6_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sin6_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sin6_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin6_flowinfo: Object.freeze({ offset: 4, size: 4, type: "u32" }),
          sin6_addr: Object.freeze({ offset: 8, size: 16, type: "u8[16]" }),
          sin6_scope_id: Object.freeze({ offset: 24, size: 4, type: "u32" }),
        }),
      }),
      /** unix(4) */
      sockaddr_un: Object.freeze({
        size: 106,
        align: 1,
        fields: Object.freeze({
          sun_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sun_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sun_path: Object.freeze({ offset: 2, size: 104, type: "u8[104]" }),
        }),
      }),
    }),
    arm64: Object.freeze({
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
      /** kqueue(2); the header packs it to 4 bytes */
      kevent: Object.freeze({
        size: 32,
        align: 4,
        fields: Object.freeze({
          ident: Object.freeze({ offset: 0, size: 8, type: "u64" }),
          filter: Object.freeze({ offset: 8, size: 2, type: "i16" }),
          flags: Object.freeze({ offset: 10, size: 2, type: "u16" }),
          fflags: Object.freeze({ offset: 12, size: 4, type: "u32" }),
          data: Object.freeze({ offset: 16, size: 8, type: "i64" }),
          udata: Object.freeze({ offset: 24, size: 8, type: "u64" }),
        }),
      }),
      /** ip(4) */
      sockaddr_in: Object.freeze({
        size: 16,
        align: 4,
        fields: Object.freeze({
          sin_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sin_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sin_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin_addr: Object.freeze({ offset: 4, size: 4, type: "u8[4]" }),
          sin_zero: Object.freeze({ offset: 8, size: 8, type: "u8[8]" }),
        }),
      }),
      /** ip6(4) */
      sockaddr_in6: Object.freeze({
        size: 28,
        align: 4,
        fields: Object.freeze({
          sin6_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sin6_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sin6_port: Object.freeze({ offset: 2, size: 2, type: "u16" }),
          sin6_flowinfo: Object.freeze({ offset: 4, size: 4, type: "u32" }),
          sin6_addr: Object.freeze({ offset: 8, size: 16, type: "u8[16]" }),
          sin6_scope_id: Object.freeze({ offset: 24, size: 4, type: "u32" }),
        }),
      }),
      /** unix(4) */
      sockaddr_un: Object.freeze({
        size: 106,
        align: 1,
        fields: Object.freeze({
          sun_len: Object.freeze({ offset: 0, size: 1, type: "u8" }),
          sun_family: Object.freeze({ offset: 1, size: 1, type: "u8" }),
          sun_path: Object.freeze({ offset: 2, size: 104, type: "u8[104]" }),
        }),
      }),
    }),
  }),
});
