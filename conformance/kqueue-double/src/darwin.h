/* Darwin's names and values for the C code in this folder, which is compiled against Linux's headers. They come from Apple's
 * headers (sys/event.h, sys/socket.h, sys/fcntl.h, sys/resource.h); the tests repeat them by hand, and include/ provides them to
 * code that is compiled as if on Darwin. */
#pragma once

#include <stdint.h>

/* Gives a function Darwin's name and a second one with a prefix. The first is for symbols looked up in this library (dlsym), the
 * second for code linked to it: ELF finds `socket` in the C library first. */
#define DARWIN(result, name, ...)                                                                                              \
  __attribute__((visibility("default"))) result darwin_##name(__VA_ARGS__);                                                    \
  __attribute__((visibility("default"), alias("darwin_" #name))) result alias_##name(__VA_ARGS__) __asm__(#name);              \
  result darwin_##name(__VA_ARGS__)

/* sys/event.h */
enum {
  D_EVFILT_READ = -1,
  D_EVFILT_WRITE = -2,
  D_EVFILT_VNODE = -4,
  D_EVFILT_USER = -10,
  D_EVFILT_EXCEPT = -15,
  D_EVFILT_SYSCOUNT = 18,

  D_EV_ADD = 0x0001,
  D_EV_DELETE = 0x0002,
  D_EV_ENABLE = 0x0004,
  D_EV_DISABLE = 0x0008,
  D_EV_ONESHOT = 0x0010,
  D_EV_CLEAR = 0x0020,
  D_EV_RECEIPT = 0x0040,
  D_EV_DISPATCH = 0x0080,
  D_EV_UDATA_SPECIFIC = 0x0100,
  D_EV_VANISHED = 0x0200,
  D_EV_SYSFLAGS = 0xf000,
  D_EV_ERROR = 0x4000,
  D_EV_EOF = 0x8000,

  D_NOTE_LOWAT = 0x1,
  D_NOTE_OOB = 0x2,
  D_NOTE_TRIGGER = 0x01000000,
  D_NOTE_FFLAGSMASK = 0x00ffffff,
};
#define D_NOTE_FFAND 0x40000000u
#define D_NOTE_FFOR 0x80000000u
#define D_NOTE_FFCOPY 0xc0000000u
#define D_NOTE_FFCTRLMASK 0xc0000000u

#pragma pack(4)
struct d_kevent {
  uint64_t ident;
  int16_t filter;
  uint16_t flags;
  uint32_t fflags;
  int64_t data;
  uint64_t udata;
};
#pragma pack()
_Static_assert(sizeof(struct d_kevent) == 32, "Apple's kevent has 32 bytes");

/* sys/socket.h, netinet/in.h, netinet/tcp.h. Every address begins with its own length, and its family has one byte. */
enum {
  D_AF_UNIX = 1,
  D_AF_INET = 2,
  D_AF_INET6 = 30,

  D_SOCK_STREAM = 1,
  D_SOCK_DGRAM = 2,

  D_SOL_SOCKET = 0xffff,
  D_SO_ACCEPTCONN = 0x0002,
  D_SO_REUSEADDR = 0x0004,
  D_SO_KEEPALIVE = 0x0008,
  D_SO_BROADCAST = 0x0020,
  D_SO_LINGER = 0x0080,
  D_SO_OOBINLINE = 0x0100,
  D_SO_REUSEPORT = 0x0200,
  D_SO_SNDBUF = 0x1001,
  D_SO_RCVBUF = 0x1002,
  D_SO_ERROR = 0x1007,
  D_SO_TYPE = 0x1008,
  D_SO_NREAD = 0x1020,
  D_SO_LINGER_SEC = 0x1080,

  D_IPPROTO_TCP = 6,
  D_IPPROTO_IPV6 = 41,
  D_IPV6_V6ONLY = 27,
  D_TCP_NODELAY = 1,

  D_MSG_OOB = 0x1,
  D_MSG_PEEK = 0x2,
  D_MSG_DONTROUTE = 0x4,
  D_MSG_WAITALL = 0x40,
  D_MSG_DONTWAIT = 0x80,
  D_MSG_NOSIGNAL = 0x80000,
};

struct d_sockaddr {
  uint8_t sa_len;
  uint8_t sa_family;
};

struct d_sockaddr_in {
  uint8_t sin_len;
  uint8_t sin_family;
  uint16_t sin_port;
  uint8_t sin_addr[4];
  uint8_t sin_zero[8];
};

struct d_sockaddr_in6 {
  uint8_t sin6_len;
  uint8_t sin6_family;
  uint16_t sin6_port;
  uint32_t sin6_flowinfo;
  uint8_t sin6_addr[16];
  uint32_t sin6_scope_id;
};

enum { D_SUN_PATH = 104, D_SUN_HEAD = 2, D_SOCK_MAXADDRLEN = 255 };

struct d_sockaddr_un {
  uint8_t sun_len;
  uint8_t sun_family;
  char sun_path[D_SOCK_MAXADDRLEN - D_SUN_HEAD]; /* the header says 104; the kernel accepts up to SOCK_MAXADDRLEN */
};

/* sys/fcntl.h */
enum {
  D_O_ACCMODE = 0x3,
  D_O_NONBLOCK = 0x4,
  D_O_APPEND = 0x8,
  D_O_ASYNC = 0x40,
  D_O_SYNC = 0x80,
  D_O_NOFOLLOW = 0x100,
  D_O_CREAT = 0x200,
  D_O_TRUNC = 0x400,
  D_O_EXCL = 0x800,
  D_O_NOCTTY = 0x20000,
  D_O_DIRECTORY = 0x100000,
  D_O_DSYNC = 0x400000,
  D_O_CLOEXEC = 0x1000000,
  D_AT_FDCWD = -2,

  D_F_DUPFD = 0,
  D_F_GETFD = 1,
  D_F_SETFD = 2,
  D_F_GETFL = 3,
  D_F_SETFL = 4,
  D_F_DUPFD_CLOEXEC = 67,
};

/* sys/filio.h, sys/ttycom.h */
enum {
  D_FIONREAD = 0x4004667f,
  D_TIOCGWINSZ = 0x40087468,
};
#define D_FIONBIO 0x8004667eu
#define D_TIOCSWINSZ 0x80087467u

/* sys/resource.h */
#define D_RLIM_INFINITY (((uint64_t)1 << 63) - 1)
