// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
// Checks the spec against the headers of the system that this is compiled for, without Node:
//   cc -std=c11 -D_GNU_SOURCE -fsyntax-only generated/check/linux.c
#include <stddef.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

_Static_assert((unsigned long)(EPOLLERR) == 0x8UL, "spec/linux.yaml: EPOLLERR");
_Static_assert((unsigned long)(EPOLLET) == 0x80000000UL, "spec/linux.yaml: EPOLLET");
_Static_assert((unsigned long)(EPOLLEXCLUSIVE) == 0x10000000UL, "spec/linux.yaml: EPOLLEXCLUSIVE");
_Static_assert((unsigned long)(EPOLLHUP) == 0x10UL, "spec/linux.yaml: EPOLLHUP");
_Static_assert((unsigned long)(EPOLLIN) == 0x1UL, "spec/linux.yaml: EPOLLIN");
_Static_assert((unsigned long)(EPOLLONESHOT) == 0x40000000UL, "spec/linux.yaml: EPOLLONESHOT");
_Static_assert((unsigned long)(EPOLLOUT) == 0x4UL, "spec/linux.yaml: EPOLLOUT");
_Static_assert((unsigned long)(EPOLLPRI) == 0x2UL, "spec/linux.yaml: EPOLLPRI");
_Static_assert((unsigned long)(EPOLLRDHUP) == 0x2000UL, "spec/linux.yaml: EPOLLRDHUP");
_Static_assert((unsigned long)(EPOLL_CLOEXEC) == 0x80000UL, "spec/linux.yaml: EPOLL_CLOEXEC");
_Static_assert((unsigned long)(EPOLL_CTL_ADD) == 1UL, "spec/linux.yaml: EPOLL_CTL_ADD");
_Static_assert((unsigned long)(EPOLL_CTL_DEL) == 2UL, "spec/linux.yaml: EPOLL_CTL_DEL");
_Static_assert((unsigned long)(EPOLL_CTL_MOD) == 3UL, "spec/linux.yaml: EPOLL_CTL_MOD");
_Static_assert((unsigned long)(EFD_CLOEXEC) == 0x80000UL, "spec/linux.yaml: EFD_CLOEXEC");
_Static_assert((unsigned long)(EFD_NONBLOCK) == 0x800UL, "spec/linux.yaml: EFD_NONBLOCK");
_Static_assert((unsigned long)(FD_CLOEXEC) == 1UL, "spec/linux.yaml: FD_CLOEXEC");
_Static_assert((unsigned long)(F_DUPFD) == 0UL, "spec/linux.yaml: F_DUPFD");
_Static_assert((unsigned long)(F_DUPFD_CLOEXEC) == 1030UL, "spec/linux.yaml: F_DUPFD_CLOEXEC");
_Static_assert((unsigned long)(F_GETFD) == 1UL, "spec/linux.yaml: F_GETFD");
_Static_assert((unsigned long)(F_GETFL) == 3UL, "spec/linux.yaml: F_GETFL");
_Static_assert((unsigned long)(F_GETPIPE_SZ) == 1032UL, "spec/linux.yaml: F_GETPIPE_SZ");
_Static_assert((unsigned long)(F_SETFD) == 2UL, "spec/linux.yaml: F_SETFD");
_Static_assert((unsigned long)(F_SETFL) == 4UL, "spec/linux.yaml: F_SETFL");
_Static_assert((unsigned long)(O_CLOEXEC) == 0x80000UL, "spec/linux.yaml: O_CLOEXEC");
_Static_assert((unsigned long)(O_NONBLOCK) == 0x800UL, "spec/linux.yaml: O_NONBLOCK");
_Static_assert((unsigned long)(AF_INET) == 2UL, "spec/linux.yaml: AF_INET");
_Static_assert((unsigned long)(AF_INET6) == 10UL, "spec/linux.yaml: AF_INET6");
_Static_assert((unsigned long)(AF_UNIX) == 1UL, "spec/linux.yaml: AF_UNIX");
_Static_assert((unsigned long)(MSG_DONTWAIT) == 0x40UL, "spec/linux.yaml: MSG_DONTWAIT");
_Static_assert((unsigned long)(MSG_NOSIGNAL) == 0x4000UL, "spec/linux.yaml: MSG_NOSIGNAL");
_Static_assert((unsigned long)(MSG_OOB) == 1UL, "spec/linux.yaml: MSG_OOB");
_Static_assert((unsigned long)(MSG_PEEK) == 2UL, "spec/linux.yaml: MSG_PEEK");
_Static_assert((unsigned long)(SHUT_RD) == 0UL, "spec/linux.yaml: SHUT_RD");
_Static_assert((unsigned long)(SHUT_RDWR) == 2UL, "spec/linux.yaml: SHUT_RDWR");
_Static_assert((unsigned long)(SHUT_WR) == 1UL, "spec/linux.yaml: SHUT_WR");
_Static_assert((unsigned long)(SOCK_CLOEXEC) == 0x80000UL, "spec/linux.yaml: SOCK_CLOEXEC");
_Static_assert((unsigned long)(SOCK_DGRAM) == 2UL, "spec/linux.yaml: SOCK_DGRAM");
_Static_assert((unsigned long)(SOCK_NONBLOCK) == 0x800UL, "spec/linux.yaml: SOCK_NONBLOCK");
_Static_assert((unsigned long)(SOCK_STREAM) == 1UL, "spec/linux.yaml: SOCK_STREAM");
_Static_assert((unsigned long)(SOL_SOCKET) == 1UL, "spec/linux.yaml: SOL_SOCKET");
_Static_assert((unsigned long)(SO_ERROR) == 4UL, "spec/linux.yaml: SO_ERROR");
_Static_assert((unsigned long)(SO_LINGER) == 13UL, "spec/linux.yaml: SO_LINGER");
_Static_assert((unsigned long)(SO_RCVBUF) == 8UL, "spec/linux.yaml: SO_RCVBUF");
_Static_assert((unsigned long)(SO_REUSEADDR) == 2UL, "spec/linux.yaml: SO_REUSEADDR");
_Static_assert((unsigned long)(SO_REUSEPORT) == 15UL, "spec/linux.yaml: SO_REUSEPORT");
_Static_assert((unsigned long)(SO_SNDBUF) == 7UL, "spec/linux.yaml: SO_SNDBUF");
_Static_assert((unsigned long)(IPPROTO_IPV6) == 41UL, "spec/linux.yaml: IPPROTO_IPV6");
_Static_assert((unsigned long)(IPPROTO_TCP) == 6UL, "spec/linux.yaml: IPPROTO_TCP");
_Static_assert((unsigned long)(IPV6_V6ONLY) == 26UL, "spec/linux.yaml: IPV6_V6ONLY");
_Static_assert((unsigned long)(TCP_NODELAY) == 1UL, "spec/linux.yaml: TCP_NODELAY");
_Static_assert((unsigned long)(RLIMIT_NOFILE) == 7UL, "spec/linux.yaml: RLIMIT_NOFILE");

_Static_assert((unsigned long)(EPERM) == 1UL, "spec/linux.yaml: EPERM");
_Static_assert((unsigned long)(ENOENT) == 2UL, "spec/linux.yaml: ENOENT");
_Static_assert((unsigned long)(EINTR) == 4UL, "spec/linux.yaml: EINTR");
_Static_assert((unsigned long)(EIO) == 5UL, "spec/linux.yaml: EIO");
_Static_assert((unsigned long)(ENXIO) == 6UL, "spec/linux.yaml: ENXIO");
_Static_assert((unsigned long)(E2BIG) == 7UL, "spec/linux.yaml: E2BIG");
_Static_assert((unsigned long)(EBADF) == 9UL, "spec/linux.yaml: EBADF");
_Static_assert((unsigned long)(EAGAIN) == 11UL, "spec/linux.yaml: EAGAIN");
_Static_assert((unsigned long)(ENOMEM) == 12UL, "spec/linux.yaml: ENOMEM");
_Static_assert((unsigned long)(EACCES) == 13UL, "spec/linux.yaml: EACCES");
_Static_assert((unsigned long)(EFAULT) == 14UL, "spec/linux.yaml: EFAULT");
_Static_assert((unsigned long)(EBUSY) == 16UL, "spec/linux.yaml: EBUSY");
_Static_assert((unsigned long)(EEXIST) == 17UL, "spec/linux.yaml: EEXIST");
_Static_assert((unsigned long)(ENODEV) == 19UL, "spec/linux.yaml: ENODEV");
_Static_assert((unsigned long)(ENOTDIR) == 20UL, "spec/linux.yaml: ENOTDIR");
_Static_assert((unsigned long)(EISDIR) == 21UL, "spec/linux.yaml: EISDIR");
_Static_assert((unsigned long)(EINVAL) == 22UL, "spec/linux.yaml: EINVAL");
_Static_assert((unsigned long)(ENFILE) == 23UL, "spec/linux.yaml: ENFILE");
_Static_assert((unsigned long)(EMFILE) == 24UL, "spec/linux.yaml: EMFILE");
_Static_assert((unsigned long)(ENOTTY) == 25UL, "spec/linux.yaml: ENOTTY");
_Static_assert((unsigned long)(EFBIG) == 27UL, "spec/linux.yaml: EFBIG");
_Static_assert((unsigned long)(ENOSPC) == 28UL, "spec/linux.yaml: ENOSPC");
_Static_assert((unsigned long)(ESPIPE) == 29UL, "spec/linux.yaml: ESPIPE");
_Static_assert((unsigned long)(EROFS) == 30UL, "spec/linux.yaml: EROFS");
_Static_assert((unsigned long)(EMLINK) == 31UL, "spec/linux.yaml: EMLINK");
_Static_assert((unsigned long)(EPIPE) == 32UL, "spec/linux.yaml: EPIPE");
_Static_assert((unsigned long)(EDOM) == 33UL, "spec/linux.yaml: EDOM");
_Static_assert((unsigned long)(ERANGE) == 34UL, "spec/linux.yaml: ERANGE");
_Static_assert((unsigned long)(EDEADLK) == 35UL, "spec/linux.yaml: EDEADLK");
_Static_assert((unsigned long)(ENAMETOOLONG) == 36UL, "spec/linux.yaml: ENAMETOOLONG");
_Static_assert((unsigned long)(ENOSYS) == 38UL, "spec/linux.yaml: ENOSYS");
_Static_assert((unsigned long)(ELOOP) == 40UL, "spec/linux.yaml: ELOOP");
_Static_assert((unsigned long)(EPROTO) == 71UL, "spec/linux.yaml: EPROTO");
_Static_assert((unsigned long)(EOVERFLOW) == 75UL, "spec/linux.yaml: EOVERFLOW");
_Static_assert((unsigned long)(ENOTSOCK) == 88UL, "spec/linux.yaml: ENOTSOCK");
_Static_assert((unsigned long)(EDESTADDRREQ) == 89UL, "spec/linux.yaml: EDESTADDRREQ");
_Static_assert((unsigned long)(EMSGSIZE) == 90UL, "spec/linux.yaml: EMSGSIZE");
_Static_assert((unsigned long)(EPROTOTYPE) == 91UL, "spec/linux.yaml: EPROTOTYPE");
_Static_assert((unsigned long)(ENOPROTOOPT) == 92UL, "spec/linux.yaml: ENOPROTOOPT");
_Static_assert((unsigned long)(EPROTONOSUPPORT) == 93UL, "spec/linux.yaml: EPROTONOSUPPORT");
_Static_assert((unsigned long)(EOPNOTSUPP) == 95UL, "spec/linux.yaml: EOPNOTSUPP");
_Static_assert((unsigned long)(EAFNOSUPPORT) == 97UL, "spec/linux.yaml: EAFNOSUPPORT");
_Static_assert((unsigned long)(EADDRINUSE) == 98UL, "spec/linux.yaml: EADDRINUSE");
_Static_assert((unsigned long)(EADDRNOTAVAIL) == 99UL, "spec/linux.yaml: EADDRNOTAVAIL");
_Static_assert((unsigned long)(ENETDOWN) == 100UL, "spec/linux.yaml: ENETDOWN");
_Static_assert((unsigned long)(ENETUNREACH) == 101UL, "spec/linux.yaml: ENETUNREACH");
_Static_assert((unsigned long)(ECONNABORTED) == 103UL, "spec/linux.yaml: ECONNABORTED");
_Static_assert((unsigned long)(ECONNRESET) == 104UL, "spec/linux.yaml: ECONNRESET");
_Static_assert((unsigned long)(ENOBUFS) == 105UL, "spec/linux.yaml: ENOBUFS");
_Static_assert((unsigned long)(EISCONN) == 106UL, "spec/linux.yaml: EISCONN");
_Static_assert((unsigned long)(ENOTCONN) == 107UL, "spec/linux.yaml: ENOTCONN");
_Static_assert((unsigned long)(ETIMEDOUT) == 110UL, "spec/linux.yaml: ETIMEDOUT");
_Static_assert((unsigned long)(ECONNREFUSED) == 111UL, "spec/linux.yaml: ECONNREFUSED");
_Static_assert((unsigned long)(EHOSTUNREACH) == 113UL, "spec/linux.yaml: EHOSTUNREACH");
_Static_assert((unsigned long)(EALREADY) == 114UL, "spec/linux.yaml: EALREADY");
_Static_assert((unsigned long)(EINPROGRESS) == 115UL, "spec/linux.yaml: EINPROGRESS");
_Static_assert((unsigned long)(ECANCELED) == 125UL, "spec/linux.yaml: ECANCELED");

#ifdef SYS_epoll_pwait2
_Static_assert(SYS_epoll_pwait2 == 441, "spec/linux.yaml: number of epoll_pwait2");
#endif

#if defined(__x86_64__)
_Static_assert(SYS_epoll_wait == 232, "spec/linux.yaml: direct number of epoll_wait on x64");
_Static_assert(sizeof(struct epoll_event) == 12, "spec/linux.yaml: size of epoll_event on x64");
_Static_assert(_Alignof(struct epoll_event) == 1, "spec/linux.yaml: alignment of epoll_event on x64");
_Static_assert(offsetof(struct epoll_event, events) == 0, "spec/linux.yaml: offset of epoll_event.events on x64");
_Static_assert(sizeof(((struct epoll_event *)0)->events) == 4, "spec/linux.yaml: size of epoll_event.events on x64");
_Static_assert(offsetof(struct epoll_event, data) == 4, "spec/linux.yaml: offset of epoll_event.data on x64");
_Static_assert(sizeof(((struct epoll_event *)0)->data) == 8, "spec/linux.yaml: size of epoll_event.data on x64");
_Static_assert(sizeof(struct timespec) == 16, "spec/linux.yaml: size of timespec on x64");
_Static_assert(_Alignof(struct timespec) == 8, "spec/linux.yaml: alignment of timespec on x64");
_Static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/linux.yaml: offset of timespec.tv_sec on x64");
_Static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/linux.yaml: size of timespec.tv_sec on x64");
_Static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/linux.yaml: offset of timespec.tv_nsec on x64");
_Static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/linux.yaml: size of timespec.tv_nsec on x64");
_Static_assert(sizeof(struct rlimit) == 16, "spec/linux.yaml: size of rlimit on x64");
_Static_assert(_Alignof(struct rlimit) == 8, "spec/linux.yaml: alignment of rlimit on x64");
_Static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/linux.yaml: offset of rlimit.rlim_cur on x64");
_Static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/linux.yaml: size of rlimit.rlim_cur on x64");
_Static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/linux.yaml: offset of rlimit.rlim_max on x64");
_Static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/linux.yaml: size of rlimit.rlim_max on x64");
_Static_assert(sizeof(struct iovec) == 16, "spec/linux.yaml: size of iovec on x64");
_Static_assert(_Alignof(struct iovec) == 8, "spec/linux.yaml: alignment of iovec on x64");
_Static_assert(offsetof(struct iovec, iov_base) == 0, "spec/linux.yaml: offset of iovec.iov_base on x64");
_Static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/linux.yaml: size of iovec.iov_base on x64");
_Static_assert(offsetof(struct iovec, iov_len) == 8, "spec/linux.yaml: offset of iovec.iov_len on x64");
_Static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/linux.yaml: size of iovec.iov_len on x64");
_Static_assert(sizeof(struct linger) == 8, "spec/linux.yaml: size of linger on x64");
_Static_assert(_Alignof(struct linger) == 4, "spec/linux.yaml: alignment of linger on x64");
_Static_assert(offsetof(struct linger, l_onoff) == 0, "spec/linux.yaml: offset of linger.l_onoff on x64");
_Static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/linux.yaml: size of linger.l_onoff on x64");
_Static_assert(offsetof(struct linger, l_linger) == 4, "spec/linux.yaml: offset of linger.l_linger on x64");
_Static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/linux.yaml: size of linger.l_linger on x64");
_Static_assert(sizeof(struct sockaddr_in) == 16, "spec/linux.yaml: size of sockaddr_in on x64");
_Static_assert(_Alignof(struct sockaddr_in) == 4, "spec/linux.yaml: alignment of sockaddr_in on x64");
_Static_assert(offsetof(struct sockaddr_in, sin_family) == 0, "spec/linux.yaml: offset of sockaddr_in.sin_family on x64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 2, "spec/linux.yaml: size of sockaddr_in.sin_family on x64");
_Static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/linux.yaml: offset of sockaddr_in.sin_port on x64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/linux.yaml: size of sockaddr_in.sin_port on x64");
_Static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/linux.yaml: offset of sockaddr_in.sin_addr on x64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/linux.yaml: size of sockaddr_in.sin_addr on x64");
_Static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/linux.yaml: offset of sockaddr_in.sin_zero on x64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/linux.yaml: size of sockaddr_in.sin_zero on x64");
_Static_assert(sizeof(struct sockaddr_in6) == 28, "spec/linux.yaml: size of sockaddr_in6 on x64");
_Static_assert(_Alignof(struct sockaddr_in6) == 4, "spec/linux.yaml: alignment of sockaddr_in6 on x64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_family) == 0, "spec/linux.yaml: offset of sockaddr_in6.sin6_family on x64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_family on x64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/linux.yaml: offset of sockaddr_in6.sin6_port on x64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_port on x64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/linux.yaml: offset of sockaddr_in6.sin6_flowinfo on x64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_flowinfo on x64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/linux.yaml: offset of sockaddr_in6.sin6_addr on x64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/linux.yaml: size of sockaddr_in6.sin6_addr on x64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/linux.yaml: offset of sockaddr_in6.sin6_scope_id on x64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_scope_id on x64");
_Static_assert(sizeof(struct sockaddr_un) == 110, "spec/linux.yaml: size of sockaddr_un on x64");
_Static_assert(_Alignof(struct sockaddr_un) == 2, "spec/linux.yaml: alignment of sockaddr_un on x64");
_Static_assert(offsetof(struct sockaddr_un, sun_family) == 0, "spec/linux.yaml: offset of sockaddr_un.sun_family on x64");
_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 2, "spec/linux.yaml: size of sockaddr_un.sun_family on x64");
_Static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/linux.yaml: offset of sockaddr_un.sun_path on x64");
_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 108, "spec/linux.yaml: size of sockaddr_un.sun_path on x64");
#elif defined(__aarch64__)
_Static_assert(sizeof(struct epoll_event) == 16, "spec/linux.yaml: size of epoll_event on arm64");
_Static_assert(_Alignof(struct epoll_event) == 8, "spec/linux.yaml: alignment of epoll_event on arm64");
_Static_assert(offsetof(struct epoll_event, events) == 0, "spec/linux.yaml: offset of epoll_event.events on arm64");
_Static_assert(sizeof(((struct epoll_event *)0)->events) == 4, "spec/linux.yaml: size of epoll_event.events on arm64");
_Static_assert(offsetof(struct epoll_event, data) == 8, "spec/linux.yaml: offset of epoll_event.data on arm64");
_Static_assert(sizeof(((struct epoll_event *)0)->data) == 8, "spec/linux.yaml: size of epoll_event.data on arm64");
_Static_assert(sizeof(struct timespec) == 16, "spec/linux.yaml: size of timespec on arm64");
_Static_assert(_Alignof(struct timespec) == 8, "spec/linux.yaml: alignment of timespec on arm64");
_Static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/linux.yaml: offset of timespec.tv_sec on arm64");
_Static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/linux.yaml: size of timespec.tv_sec on arm64");
_Static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/linux.yaml: offset of timespec.tv_nsec on arm64");
_Static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/linux.yaml: size of timespec.tv_nsec on arm64");
_Static_assert(sizeof(struct rlimit) == 16, "spec/linux.yaml: size of rlimit on arm64");
_Static_assert(_Alignof(struct rlimit) == 8, "spec/linux.yaml: alignment of rlimit on arm64");
_Static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/linux.yaml: offset of rlimit.rlim_cur on arm64");
_Static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/linux.yaml: size of rlimit.rlim_cur on arm64");
_Static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/linux.yaml: offset of rlimit.rlim_max on arm64");
_Static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/linux.yaml: size of rlimit.rlim_max on arm64");
_Static_assert(sizeof(struct iovec) == 16, "spec/linux.yaml: size of iovec on arm64");
_Static_assert(_Alignof(struct iovec) == 8, "spec/linux.yaml: alignment of iovec on arm64");
_Static_assert(offsetof(struct iovec, iov_base) == 0, "spec/linux.yaml: offset of iovec.iov_base on arm64");
_Static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/linux.yaml: size of iovec.iov_base on arm64");
_Static_assert(offsetof(struct iovec, iov_len) == 8, "spec/linux.yaml: offset of iovec.iov_len on arm64");
_Static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/linux.yaml: size of iovec.iov_len on arm64");
_Static_assert(sizeof(struct linger) == 8, "spec/linux.yaml: size of linger on arm64");
_Static_assert(_Alignof(struct linger) == 4, "spec/linux.yaml: alignment of linger on arm64");
_Static_assert(offsetof(struct linger, l_onoff) == 0, "spec/linux.yaml: offset of linger.l_onoff on arm64");
_Static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/linux.yaml: size of linger.l_onoff on arm64");
_Static_assert(offsetof(struct linger, l_linger) == 4, "spec/linux.yaml: offset of linger.l_linger on arm64");
_Static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/linux.yaml: size of linger.l_linger on arm64");
_Static_assert(sizeof(struct sockaddr_in) == 16, "spec/linux.yaml: size of sockaddr_in on arm64");
_Static_assert(_Alignof(struct sockaddr_in) == 4, "spec/linux.yaml: alignment of sockaddr_in on arm64");
_Static_assert(offsetof(struct sockaddr_in, sin_family) == 0, "spec/linux.yaml: offset of sockaddr_in.sin_family on arm64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 2, "spec/linux.yaml: size of sockaddr_in.sin_family on arm64");
_Static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/linux.yaml: offset of sockaddr_in.sin_port on arm64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/linux.yaml: size of sockaddr_in.sin_port on arm64");
_Static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/linux.yaml: offset of sockaddr_in.sin_addr on arm64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/linux.yaml: size of sockaddr_in.sin_addr on arm64");
_Static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/linux.yaml: offset of sockaddr_in.sin_zero on arm64");
_Static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/linux.yaml: size of sockaddr_in.sin_zero on arm64");
_Static_assert(sizeof(struct sockaddr_in6) == 28, "spec/linux.yaml: size of sockaddr_in6 on arm64");
_Static_assert(_Alignof(struct sockaddr_in6) == 4, "spec/linux.yaml: alignment of sockaddr_in6 on arm64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_family) == 0, "spec/linux.yaml: offset of sockaddr_in6.sin6_family on arm64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_family on arm64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/linux.yaml: offset of sockaddr_in6.sin6_port on arm64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_port on arm64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/linux.yaml: offset of sockaddr_in6.sin6_flowinfo on arm64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_flowinfo on arm64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/linux.yaml: offset of sockaddr_in6.sin6_addr on arm64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/linux.yaml: size of sockaddr_in6.sin6_addr on arm64");
_Static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/linux.yaml: offset of sockaddr_in6.sin6_scope_id on arm64");
_Static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_scope_id on arm64");
_Static_assert(sizeof(struct sockaddr_un) == 110, "spec/linux.yaml: size of sockaddr_un on arm64");
_Static_assert(_Alignof(struct sockaddr_un) == 2, "spec/linux.yaml: alignment of sockaddr_un on arm64");
_Static_assert(offsetof(struct sockaddr_un, sun_family) == 0, "spec/linux.yaml: offset of sockaddr_un.sun_family on arm64");
_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 2, "spec/linux.yaml: size of sockaddr_un.sun_family on arm64");
_Static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/linux.yaml: offset of sockaddr_un.sun_path on arm64");
_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 108, "spec/linux.yaml: size of sockaddr_un.sun_path on arm64");
#else
#error "spec/linux.yaml describes no such architecture"
#endif
