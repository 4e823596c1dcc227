// Apple's numbers, written down by hand from its headers: neither the spec nor the double's own C is asked.

export const EVFILT = { READ: -1, WRITE: -2, TIMER: -7, USER: -10, EXCEPT: -15 } as const;
export const EV = {
  ADD: 0x1,
  DELETE: 0x2,
  ENABLE: 0x4,
  DISABLE: 0x8,
  ONESHOT: 0x10,
  CLEAR: 0x20,
  RECEIPT: 0x40,
  DISPATCH: 0x80,
  ERROR: 0x4000,
  EOF: 0x8000,
} as const;
export const NOTE = { LOWAT: 0x1, OOB: 0x2, TRIGGER: 0x1000000, FFOR: 0x80000000, FFCOPY: 0xc0000000 } as const;
export const E = {
  PERM: 1,
  NOENT: 2,
  INTR: 4,
  BADF: 9,
  INVAL: 22,
  MFILE: 24,
  PIPE: 32,
  AGAIN: 35,
  INPROGRESS: 36,
  NOTSOCK: 38,
  NOPROTOOPT: 42,
  PROTONOSUPPORT: 43,
  NOTSUP: 45,
  AFNOSUPPORT: 47,
  ADDRINUSE: 48,
  CONNRESET: 54,
  NOTCONN: 57,
  CONNREFUSED: 61,
  OPNOTSUPP: 102,
} as const;
export const SOCKET = {
  UNIX: 1,
  INET: 2,
  INET6: 30,
  STREAM: 1,
  DGRAM: 2,
  SOL: 0xffff,
  REUSEADDR: 0x4,
  LINGER: 0x80,
  LINGER_SEC: 0x1080,
  SNDBUF: 0x1001,
  RCVBUF: 0x1002,
  ERROR: 0x1007,
  OOB: 1,
  PEEK: 2,
  DONTWAIT: 0x80,
} as const;
export const F = {
  DUPFD: 0,
  GETFD: 1,
  SETFD: 2,
  GETFL: 3,
  SETFL: 4,
  DUPFD_CLOEXEC: 67,
  NONBLOCK: 4,
  CLOEXEC: 1,
} as const;
