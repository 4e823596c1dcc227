// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
#include <napi.h>

#include "../../packages/core/native/direct.h"
#include "support.h"

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

// Checks the spec against the headers of the system that this is compiled for.
static_assert((unsigned long)(EPOLLERR) == 0x8UL, "spec/linux.yaml: EPOLLERR");
static_assert((unsigned long)(EPOLLET) == 0x80000000UL, "spec/linux.yaml: EPOLLET");
static_assert((unsigned long)(EPOLLEXCLUSIVE) == 0x10000000UL, "spec/linux.yaml: EPOLLEXCLUSIVE");
static_assert((unsigned long)(EPOLLHUP) == 0x10UL, "spec/linux.yaml: EPOLLHUP");
static_assert((unsigned long)(EPOLLIN) == 0x1UL, "spec/linux.yaml: EPOLLIN");
static_assert((unsigned long)(EPOLLONESHOT) == 0x40000000UL, "spec/linux.yaml: EPOLLONESHOT");
static_assert((unsigned long)(EPOLLOUT) == 0x4UL, "spec/linux.yaml: EPOLLOUT");
static_assert((unsigned long)(EPOLLPRI) == 0x2UL, "spec/linux.yaml: EPOLLPRI");
static_assert((unsigned long)(EPOLLRDHUP) == 0x2000UL, "spec/linux.yaml: EPOLLRDHUP");
static_assert((unsigned long)(EPOLL_CLOEXEC) == 0x80000UL, "spec/linux.yaml: EPOLL_CLOEXEC");
static_assert((unsigned long)(EPOLL_CTL_ADD) == 1UL, "spec/linux.yaml: EPOLL_CTL_ADD");
static_assert((unsigned long)(EPOLL_CTL_DEL) == 2UL, "spec/linux.yaml: EPOLL_CTL_DEL");
static_assert((unsigned long)(EPOLL_CTL_MOD) == 3UL, "spec/linux.yaml: EPOLL_CTL_MOD");
static_assert((unsigned long)(EFD_CLOEXEC) == 0x80000UL, "spec/linux.yaml: EFD_CLOEXEC");
static_assert((unsigned long)(EFD_NONBLOCK) == 0x800UL, "spec/linux.yaml: EFD_NONBLOCK");
static_assert((unsigned long)(FD_CLOEXEC) == 1UL, "spec/linux.yaml: FD_CLOEXEC");
static_assert((unsigned long)(F_DUPFD) == 0UL, "spec/linux.yaml: F_DUPFD");
static_assert((unsigned long)(F_DUPFD_CLOEXEC) == 1030UL, "spec/linux.yaml: F_DUPFD_CLOEXEC");
static_assert((unsigned long)(F_GETFD) == 1UL, "spec/linux.yaml: F_GETFD");
static_assert((unsigned long)(F_GETFL) == 3UL, "spec/linux.yaml: F_GETFL");
static_assert((unsigned long)(F_GETPIPE_SZ) == 1032UL, "spec/linux.yaml: F_GETPIPE_SZ");
static_assert((unsigned long)(F_SETFD) == 2UL, "spec/linux.yaml: F_SETFD");
static_assert((unsigned long)(F_SETFL) == 4UL, "spec/linux.yaml: F_SETFL");
static_assert((unsigned long)(O_CLOEXEC) == 0x80000UL, "spec/linux.yaml: O_CLOEXEC");
static_assert((unsigned long)(O_NONBLOCK) == 0x800UL, "spec/linux.yaml: O_NONBLOCK");
static_assert((unsigned long)(AF_INET) == 2UL, "spec/linux.yaml: AF_INET");
static_assert((unsigned long)(AF_INET6) == 10UL, "spec/linux.yaml: AF_INET6");
static_assert((unsigned long)(AF_UNIX) == 1UL, "spec/linux.yaml: AF_UNIX");
static_assert((unsigned long)(MSG_DONTWAIT) == 0x40UL, "spec/linux.yaml: MSG_DONTWAIT");
static_assert((unsigned long)(MSG_NOSIGNAL) == 0x4000UL, "spec/linux.yaml: MSG_NOSIGNAL");
static_assert((unsigned long)(MSG_OOB) == 1UL, "spec/linux.yaml: MSG_OOB");
static_assert((unsigned long)(MSG_PEEK) == 2UL, "spec/linux.yaml: MSG_PEEK");
static_assert((unsigned long)(SHUT_RD) == 0UL, "spec/linux.yaml: SHUT_RD");
static_assert((unsigned long)(SHUT_RDWR) == 2UL, "spec/linux.yaml: SHUT_RDWR");
static_assert((unsigned long)(SHUT_WR) == 1UL, "spec/linux.yaml: SHUT_WR");
static_assert((unsigned long)(SOCK_CLOEXEC) == 0x80000UL, "spec/linux.yaml: SOCK_CLOEXEC");
static_assert((unsigned long)(SOCK_DGRAM) == 2UL, "spec/linux.yaml: SOCK_DGRAM");
static_assert((unsigned long)(SOCK_NONBLOCK) == 0x800UL, "spec/linux.yaml: SOCK_NONBLOCK");
static_assert((unsigned long)(SOCK_STREAM) == 1UL, "spec/linux.yaml: SOCK_STREAM");
static_assert((unsigned long)(SOL_SOCKET) == 1UL, "spec/linux.yaml: SOL_SOCKET");
static_assert((unsigned long)(SO_ERROR) == 4UL, "spec/linux.yaml: SO_ERROR");
static_assert((unsigned long)(SO_LINGER) == 13UL, "spec/linux.yaml: SO_LINGER");
static_assert((unsigned long)(SO_RCVBUF) == 8UL, "spec/linux.yaml: SO_RCVBUF");
static_assert((unsigned long)(SO_REUSEADDR) == 2UL, "spec/linux.yaml: SO_REUSEADDR");
static_assert((unsigned long)(SO_REUSEPORT) == 15UL, "spec/linux.yaml: SO_REUSEPORT");
static_assert((unsigned long)(SO_SNDBUF) == 7UL, "spec/linux.yaml: SO_SNDBUF");
static_assert((unsigned long)(IPPROTO_IPV6) == 41UL, "spec/linux.yaml: IPPROTO_IPV6");
static_assert((unsigned long)(IPPROTO_TCP) == 6UL, "spec/linux.yaml: IPPROTO_TCP");
static_assert((unsigned long)(IPV6_V6ONLY) == 26UL, "spec/linux.yaml: IPV6_V6ONLY");
static_assert((unsigned long)(TCP_NODELAY) == 1UL, "spec/linux.yaml: TCP_NODELAY");
static_assert((unsigned long)(RLIMIT_NOFILE) == 7UL, "spec/linux.yaml: RLIMIT_NOFILE");
static_assert((unsigned long)(EPERM) == 1UL, "spec/linux.yaml: EPERM");
static_assert((unsigned long)(ENOENT) == 2UL, "spec/linux.yaml: ENOENT");
static_assert((unsigned long)(EINTR) == 4UL, "spec/linux.yaml: EINTR");
static_assert((unsigned long)(EIO) == 5UL, "spec/linux.yaml: EIO");
static_assert((unsigned long)(ENXIO) == 6UL, "spec/linux.yaml: ENXIO");
static_assert((unsigned long)(E2BIG) == 7UL, "spec/linux.yaml: E2BIG");
static_assert((unsigned long)(EBADF) == 9UL, "spec/linux.yaml: EBADF");
static_assert((unsigned long)(EAGAIN) == 11UL, "spec/linux.yaml: EAGAIN");
static_assert((unsigned long)(ENOMEM) == 12UL, "spec/linux.yaml: ENOMEM");
static_assert((unsigned long)(EACCES) == 13UL, "spec/linux.yaml: EACCES");
static_assert((unsigned long)(EFAULT) == 14UL, "spec/linux.yaml: EFAULT");
static_assert((unsigned long)(EBUSY) == 16UL, "spec/linux.yaml: EBUSY");
static_assert((unsigned long)(EEXIST) == 17UL, "spec/linux.yaml: EEXIST");
static_assert((unsigned long)(ENODEV) == 19UL, "spec/linux.yaml: ENODEV");
static_assert((unsigned long)(ENOTDIR) == 20UL, "spec/linux.yaml: ENOTDIR");
static_assert((unsigned long)(EISDIR) == 21UL, "spec/linux.yaml: EISDIR");
static_assert((unsigned long)(EINVAL) == 22UL, "spec/linux.yaml: EINVAL");
static_assert((unsigned long)(ENFILE) == 23UL, "spec/linux.yaml: ENFILE");
static_assert((unsigned long)(EMFILE) == 24UL, "spec/linux.yaml: EMFILE");
static_assert((unsigned long)(ENOTTY) == 25UL, "spec/linux.yaml: ENOTTY");
static_assert((unsigned long)(EFBIG) == 27UL, "spec/linux.yaml: EFBIG");
static_assert((unsigned long)(ENOSPC) == 28UL, "spec/linux.yaml: ENOSPC");
static_assert((unsigned long)(ESPIPE) == 29UL, "spec/linux.yaml: ESPIPE");
static_assert((unsigned long)(EROFS) == 30UL, "spec/linux.yaml: EROFS");
static_assert((unsigned long)(EMLINK) == 31UL, "spec/linux.yaml: EMLINK");
static_assert((unsigned long)(EPIPE) == 32UL, "spec/linux.yaml: EPIPE");
static_assert((unsigned long)(EDOM) == 33UL, "spec/linux.yaml: EDOM");
static_assert((unsigned long)(ERANGE) == 34UL, "spec/linux.yaml: ERANGE");
static_assert((unsigned long)(EDEADLK) == 35UL, "spec/linux.yaml: EDEADLK");
static_assert((unsigned long)(ENAMETOOLONG) == 36UL, "spec/linux.yaml: ENAMETOOLONG");
static_assert((unsigned long)(ENOSYS) == 38UL, "spec/linux.yaml: ENOSYS");
static_assert((unsigned long)(ELOOP) == 40UL, "spec/linux.yaml: ELOOP");
static_assert((unsigned long)(EPROTO) == 71UL, "spec/linux.yaml: EPROTO");
static_assert((unsigned long)(EOVERFLOW) == 75UL, "spec/linux.yaml: EOVERFLOW");
static_assert((unsigned long)(ENOTSOCK) == 88UL, "spec/linux.yaml: ENOTSOCK");
static_assert((unsigned long)(EDESTADDRREQ) == 89UL, "spec/linux.yaml: EDESTADDRREQ");
static_assert((unsigned long)(EMSGSIZE) == 90UL, "spec/linux.yaml: EMSGSIZE");
static_assert((unsigned long)(EPROTOTYPE) == 91UL, "spec/linux.yaml: EPROTOTYPE");
static_assert((unsigned long)(ENOPROTOOPT) == 92UL, "spec/linux.yaml: ENOPROTOOPT");
static_assert((unsigned long)(EPROTONOSUPPORT) == 93UL, "spec/linux.yaml: EPROTONOSUPPORT");
static_assert((unsigned long)(EOPNOTSUPP) == 95UL, "spec/linux.yaml: EOPNOTSUPP");
static_assert((unsigned long)(EAFNOSUPPORT) == 97UL, "spec/linux.yaml: EAFNOSUPPORT");
static_assert((unsigned long)(EADDRINUSE) == 98UL, "spec/linux.yaml: EADDRINUSE");
static_assert((unsigned long)(EADDRNOTAVAIL) == 99UL, "spec/linux.yaml: EADDRNOTAVAIL");
static_assert((unsigned long)(ENETDOWN) == 100UL, "spec/linux.yaml: ENETDOWN");
static_assert((unsigned long)(ENETUNREACH) == 101UL, "spec/linux.yaml: ENETUNREACH");
static_assert((unsigned long)(ECONNABORTED) == 103UL, "spec/linux.yaml: ECONNABORTED");
static_assert((unsigned long)(ECONNRESET) == 104UL, "spec/linux.yaml: ECONNRESET");
static_assert((unsigned long)(ENOBUFS) == 105UL, "spec/linux.yaml: ENOBUFS");
static_assert((unsigned long)(EISCONN) == 106UL, "spec/linux.yaml: EISCONN");
static_assert((unsigned long)(ENOTCONN) == 107UL, "spec/linux.yaml: ENOTCONN");
static_assert((unsigned long)(ETIMEDOUT) == 110UL, "spec/linux.yaml: ETIMEDOUT");
static_assert((unsigned long)(ECONNREFUSED) == 111UL, "spec/linux.yaml: ECONNREFUSED");
static_assert((unsigned long)(EHOSTUNREACH) == 113UL, "spec/linux.yaml: EHOSTUNREACH");
static_assert((unsigned long)(EALREADY) == 114UL, "spec/linux.yaml: EALREADY");
static_assert((unsigned long)(EINPROGRESS) == 115UL, "spec/linux.yaml: EINPROGRESS");
static_assert((unsigned long)(ECANCELED) == 125UL, "spec/linux.yaml: ECANCELED");
#ifdef SYS_epoll_pwait2
static_assert(SYS_epoll_pwait2 == 441, "spec/linux.yaml: number of epoll_pwait2");
#endif
#if defined(__x86_64__)
static_assert(SYS_epoll_wait == 232, "spec/linux.yaml: direct number of epoll_wait on x64");
static_assert(sizeof(struct epoll_event) == 12, "spec/linux.yaml: size of epoll_event on x64");
static_assert(alignof(struct epoll_event) == 1, "spec/linux.yaml: alignment of epoll_event on x64");
static_assert(offsetof(struct epoll_event, events) == 0, "spec/linux.yaml: offset of epoll_event.events on x64");
static_assert(sizeof(((struct epoll_event *)0)->events) == 4, "spec/linux.yaml: size of epoll_event.events on x64");
static_assert(offsetof(struct epoll_event, data) == 4, "spec/linux.yaml: offset of epoll_event.data on x64");
static_assert(sizeof(((struct epoll_event *)0)->data) == 8, "spec/linux.yaml: size of epoll_event.data on x64");
static_assert(sizeof(struct timespec) == 16, "spec/linux.yaml: size of timespec on x64");
static_assert(alignof(struct timespec) == 8, "spec/linux.yaml: alignment of timespec on x64");
static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/linux.yaml: offset of timespec.tv_sec on x64");
static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/linux.yaml: size of timespec.tv_sec on x64");
static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/linux.yaml: offset of timespec.tv_nsec on x64");
static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/linux.yaml: size of timespec.tv_nsec on x64");
static_assert(sizeof(struct rlimit) == 16, "spec/linux.yaml: size of rlimit on x64");
static_assert(alignof(struct rlimit) == 8, "spec/linux.yaml: alignment of rlimit on x64");
static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/linux.yaml: offset of rlimit.rlim_cur on x64");
static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/linux.yaml: size of rlimit.rlim_cur on x64");
static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/linux.yaml: offset of rlimit.rlim_max on x64");
static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/linux.yaml: size of rlimit.rlim_max on x64");
static_assert(sizeof(struct iovec) == 16, "spec/linux.yaml: size of iovec on x64");
static_assert(alignof(struct iovec) == 8, "spec/linux.yaml: alignment of iovec on x64");
static_assert(offsetof(struct iovec, iov_base) == 0, "spec/linux.yaml: offset of iovec.iov_base on x64");
static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/linux.yaml: size of iovec.iov_base on x64");
static_assert(offsetof(struct iovec, iov_len) == 8, "spec/linux.yaml: offset of iovec.iov_len on x64");
static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/linux.yaml: size of iovec.iov_len on x64");
static_assert(sizeof(struct linger) == 8, "spec/linux.yaml: size of linger on x64");
static_assert(alignof(struct linger) == 4, "spec/linux.yaml: alignment of linger on x64");
static_assert(offsetof(struct linger, l_onoff) == 0, "spec/linux.yaml: offset of linger.l_onoff on x64");
static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/linux.yaml: size of linger.l_onoff on x64");
static_assert(offsetof(struct linger, l_linger) == 4, "spec/linux.yaml: offset of linger.l_linger on x64");
static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/linux.yaml: size of linger.l_linger on x64");
static_assert(sizeof(struct sockaddr_in) == 16, "spec/linux.yaml: size of sockaddr_in on x64");
static_assert(alignof(struct sockaddr_in) == 4, "spec/linux.yaml: alignment of sockaddr_in on x64");
static_assert(offsetof(struct sockaddr_in, sin_family) == 0, "spec/linux.yaml: offset of sockaddr_in.sin_family on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 2, "spec/linux.yaml: size of sockaddr_in.sin_family on x64");
static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/linux.yaml: offset of sockaddr_in.sin_port on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/linux.yaml: size of sockaddr_in.sin_port on x64");
static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/linux.yaml: offset of sockaddr_in.sin_addr on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/linux.yaml: size of sockaddr_in.sin_addr on x64");
static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/linux.yaml: offset of sockaddr_in.sin_zero on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/linux.yaml: size of sockaddr_in.sin_zero on x64");
static_assert(sizeof(struct sockaddr_in6) == 28, "spec/linux.yaml: size of sockaddr_in6 on x64");
static_assert(alignof(struct sockaddr_in6) == 4, "spec/linux.yaml: alignment of sockaddr_in6 on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_family) == 0, "spec/linux.yaml: offset of sockaddr_in6.sin6_family on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_family on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/linux.yaml: offset of sockaddr_in6.sin6_port on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_port on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/linux.yaml: offset of sockaddr_in6.sin6_flowinfo on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_flowinfo on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/linux.yaml: offset of sockaddr_in6.sin6_addr on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/linux.yaml: size of sockaddr_in6.sin6_addr on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/linux.yaml: offset of sockaddr_in6.sin6_scope_id on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_scope_id on x64");
static_assert(sizeof(struct sockaddr_un) == 110, "spec/linux.yaml: size of sockaddr_un on x64");
static_assert(alignof(struct sockaddr_un) == 2, "spec/linux.yaml: alignment of sockaddr_un on x64");
static_assert(offsetof(struct sockaddr_un, sun_family) == 0, "spec/linux.yaml: offset of sockaddr_un.sun_family on x64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 2, "spec/linux.yaml: size of sockaddr_un.sun_family on x64");
static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/linux.yaml: offset of sockaddr_un.sun_path on x64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 108, "spec/linux.yaml: size of sockaddr_un.sun_path on x64");
#elif defined(__aarch64__)
static_assert(sizeof(struct epoll_event) == 16, "spec/linux.yaml: size of epoll_event on arm64");
static_assert(alignof(struct epoll_event) == 8, "spec/linux.yaml: alignment of epoll_event on arm64");
static_assert(offsetof(struct epoll_event, events) == 0, "spec/linux.yaml: offset of epoll_event.events on arm64");
static_assert(sizeof(((struct epoll_event *)0)->events) == 4, "spec/linux.yaml: size of epoll_event.events on arm64");
static_assert(offsetof(struct epoll_event, data) == 8, "spec/linux.yaml: offset of epoll_event.data on arm64");
static_assert(sizeof(((struct epoll_event *)0)->data) == 8, "spec/linux.yaml: size of epoll_event.data on arm64");
static_assert(sizeof(struct timespec) == 16, "spec/linux.yaml: size of timespec on arm64");
static_assert(alignof(struct timespec) == 8, "spec/linux.yaml: alignment of timespec on arm64");
static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/linux.yaml: offset of timespec.tv_sec on arm64");
static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/linux.yaml: size of timespec.tv_sec on arm64");
static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/linux.yaml: offset of timespec.tv_nsec on arm64");
static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/linux.yaml: size of timespec.tv_nsec on arm64");
static_assert(sizeof(struct rlimit) == 16, "spec/linux.yaml: size of rlimit on arm64");
static_assert(alignof(struct rlimit) == 8, "spec/linux.yaml: alignment of rlimit on arm64");
static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/linux.yaml: offset of rlimit.rlim_cur on arm64");
static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/linux.yaml: size of rlimit.rlim_cur on arm64");
static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/linux.yaml: offset of rlimit.rlim_max on arm64");
static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/linux.yaml: size of rlimit.rlim_max on arm64");
static_assert(sizeof(struct iovec) == 16, "spec/linux.yaml: size of iovec on arm64");
static_assert(alignof(struct iovec) == 8, "spec/linux.yaml: alignment of iovec on arm64");
static_assert(offsetof(struct iovec, iov_base) == 0, "spec/linux.yaml: offset of iovec.iov_base on arm64");
static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/linux.yaml: size of iovec.iov_base on arm64");
static_assert(offsetof(struct iovec, iov_len) == 8, "spec/linux.yaml: offset of iovec.iov_len on arm64");
static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/linux.yaml: size of iovec.iov_len on arm64");
static_assert(sizeof(struct linger) == 8, "spec/linux.yaml: size of linger on arm64");
static_assert(alignof(struct linger) == 4, "spec/linux.yaml: alignment of linger on arm64");
static_assert(offsetof(struct linger, l_onoff) == 0, "spec/linux.yaml: offset of linger.l_onoff on arm64");
static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/linux.yaml: size of linger.l_onoff on arm64");
static_assert(offsetof(struct linger, l_linger) == 4, "spec/linux.yaml: offset of linger.l_linger on arm64");
static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/linux.yaml: size of linger.l_linger on arm64");
static_assert(sizeof(struct sockaddr_in) == 16, "spec/linux.yaml: size of sockaddr_in on arm64");
static_assert(alignof(struct sockaddr_in) == 4, "spec/linux.yaml: alignment of sockaddr_in on arm64");
static_assert(offsetof(struct sockaddr_in, sin_family) == 0, "spec/linux.yaml: offset of sockaddr_in.sin_family on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 2, "spec/linux.yaml: size of sockaddr_in.sin_family on arm64");
static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/linux.yaml: offset of sockaddr_in.sin_port on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/linux.yaml: size of sockaddr_in.sin_port on arm64");
static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/linux.yaml: offset of sockaddr_in.sin_addr on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/linux.yaml: size of sockaddr_in.sin_addr on arm64");
static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/linux.yaml: offset of sockaddr_in.sin_zero on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/linux.yaml: size of sockaddr_in.sin_zero on arm64");
static_assert(sizeof(struct sockaddr_in6) == 28, "spec/linux.yaml: size of sockaddr_in6 on arm64");
static_assert(alignof(struct sockaddr_in6) == 4, "spec/linux.yaml: alignment of sockaddr_in6 on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_family) == 0, "spec/linux.yaml: offset of sockaddr_in6.sin6_family on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_family on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/linux.yaml: offset of sockaddr_in6.sin6_port on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/linux.yaml: size of sockaddr_in6.sin6_port on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/linux.yaml: offset of sockaddr_in6.sin6_flowinfo on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_flowinfo on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/linux.yaml: offset of sockaddr_in6.sin6_addr on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/linux.yaml: size of sockaddr_in6.sin6_addr on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/linux.yaml: offset of sockaddr_in6.sin6_scope_id on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/linux.yaml: size of sockaddr_in6.sin6_scope_id on arm64");
static_assert(sizeof(struct sockaddr_un) == 110, "spec/linux.yaml: size of sockaddr_un on arm64");
static_assert(alignof(struct sockaddr_un) == 2, "spec/linux.yaml: alignment of sockaddr_un on arm64");
static_assert(offsetof(struct sockaddr_un, sun_family) == 0, "spec/linux.yaml: offset of sockaddr_un.sun_family on arm64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 2, "spec/linux.yaml: size of sockaddr_un.sun_family on arm64");
static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/linux.yaml: offset of sockaddr_un.sun_path on arm64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 108, "spec/linux.yaml: size of sockaddr_un.sun_path on arm64");
#else
#error "spec/linux.yaml describes no such architecture"
#endif

namespace {

using pollio::Arguments;
using pollio::Frame;
using pollio::result;

// (flags) => result
napi_value call_epoll_create1(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::epoll_create1(in.integer(0)));
}

struct EpollCtl {
  int epfd;
  struct epoll_event *event;
};

static_assert(3 <= pollio::Slots::kFrameWords, "spec/linux.yaml: the parameters of epoll_ctl need a larger frame");

// The frame: slot, op, fd.
napi_value call_epoll_ctl(napi_env env, napi_callback_info) {
  const Frame in(env);
  const auto *with = in.bound<EpollCtl>();
  if (with == nullptr) return in.outcome(-EINVAL);
  return in.result(::epoll_ctl(with->epfd, in.integer(1), in.integer(2), with->event));
}

// (epfd, event) => slot
napi_value bind_epoll_ctl(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return in.bind(EpollCtl{in.integer(0), reinterpret_cast<struct epoll_event *>(in.block(1))});
}

struct EpollWait {
  int epfd;
  struct epoll_event *events;
  int maxevents;
};

static_assert(2 <= pollio::Slots::kFrameWords, "spec/linux.yaml: the parameters of epoll_wait need a larger frame");

// The frame: slot, timeout.
napi_value call_epoll_wait(napi_env env, napi_callback_info) {
  const Frame in(env);
  const auto *with = in.bound<EpollWait>();
  if (with == nullptr) return in.outcome(-EINVAL);
#if defined(__x86_64__)
  return in.outcome(pollio_direct(232, (long)(with->epfd), (long)(with->events), (long)(with->maxevents), (long)(in.integer(1))));
#else
  return in.result(::epoll_wait(with->epfd, with->events, with->maxevents, in.integer(1)));
#endif
}

// (epfd, events, maxevents) => slot
napi_value bind_epoll_wait(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return in.bind(EpollWait{in.integer(0), reinterpret_cast<struct epoll_event *>(in.block(1)), in.integer(2)});
}

// (fd, flags) => result
napi_value call_accept4(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::accept4(in.integer(0), nullptr, nullptr, in.integer(1)));
}

// (domain, type, protocol) => result
napi_value call_socket(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::socket(in.integer(0), in.integer(1), in.integer(2)));
}

// (fd, address) => result
napi_value call_bind(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto address = in.at_least(1, 0);
  if (address.data == nullptr) return pollio::fault(env);
  return result(env, ::bind(in.integer(0), reinterpret_cast<const struct sockaddr *>(address.data), static_cast<socklen_t>(address.size)));
}

// (fd, backlog) => result
napi_value call_listen(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::listen(in.integer(0), in.integer(1)));
}

// (fd) => result
napi_value call_accept(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::accept(in.integer(0), nullptr, nullptr));
}

// (fd, address) => result
napi_value call_connect(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto address = in.at_least(1, 0);
  if (address.data == nullptr) return pollio::fault(env);
  return result(env, ::connect(in.integer(0), reinterpret_cast<const struct sockaddr *>(address.data), static_cast<socklen_t>(address.size)));
}

// (fd, bytes, offset, length) => result
napi_value call_read(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto bytes = in.part(1, 2, 3);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::read(in.integer(0), reinterpret_cast<void *>(bytes.data), bytes.size));
}

// (fd, bytes, offset, length) => result
napi_value call_write(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto bytes = in.part(1, 2, 3);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::write(in.integer(0), reinterpret_cast<const void *>(bytes.data), bytes.size));
}

// (fd, how) => result
napi_value call_shutdown(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::shutdown(in.integer(0), in.integer(1)));
}

// (fd, level, option, value) => result
napi_value call_setsockopt(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto value = in.at_least(3, 0);
  if (value.data == nullptr) return pollio::fault(env);
  return result(env, ::setsockopt(in.integer(0), in.integer(1), in.integer(2), reinterpret_cast<const void *>(value.data), static_cast<socklen_t>(value.size)));
}

// (fd, level, option, value) => result
napi_value call_getsockopt(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto value = in.at_least(3, 0);
  if (value.data == nullptr) return pollio::fault(env);
  auto length = static_cast<socklen_t>(value.size);
  const long status = ::getsockopt(in.integer(0), in.integer(1), in.integer(2), reinterpret_cast<void *>(value.data), &length);
  return result(env, status < 0 ? status : static_cast<long>(length));
}

// (fd, address) => result
napi_value call_getsockname(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto address = in.at_least(1, 0);
  if (address.data == nullptr) return pollio::fault(env);
  auto length = static_cast<socklen_t>(address.size);
  const long status = ::getsockname(in.integer(0), reinterpret_cast<struct sockaddr *>(address.data), &length);
  return result(env, status < 0 ? status : static_cast<long>(length));
}

// (fds) => result
napi_value call_pipe(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  const auto fds = in.at_least(0, 8);
  if (fds.data == nullptr) return pollio::fault(env);
  return result(env, ::pipe(reinterpret_cast<int *>(fds.data)));
}

// (fds, flags) => result
napi_value call_pipe2(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto fds = in.at_least(0, 8);
  if (fds.data == nullptr) return pollio::fault(env);
  return result(env, ::pipe2(reinterpret_cast<int *>(fds.data), in.integer(1)));
}

// (domain, type, protocol, fds) => result
napi_value call_socketpair(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto fds = in.at_least(3, 8);
  if (fds.data == nullptr) return pollio::fault(env);
  return result(env, ::socketpair(in.integer(0), in.integer(1), in.integer(2), reinterpret_cast<int *>(fds.data)));
}

// (initial, flags) => result
napi_value call_eventfd(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::eventfd(in.unsigned_integer(0), in.integer(1)));
}

// (fd) => result
napi_value call_dup(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::dup(in.integer(0)));
}

// (from, to, flags) => result
napi_value call_dup3(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::dup3(in.integer(0), in.integer(1), in.integer(2)));
}

// (fd, command, argument) => result
napi_value call_fcntl(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::fcntl(in.integer(0), in.integer(1), in.integer(2)));
}

// (fd) => result
napi_value call_close(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::close(in.integer(0)));
}

// (resource, limits) => result
napi_value call_getrlimit(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto limits = in.at_least(1, 16);
  if (limits.data == nullptr) return pollio::fault(env);
  return result(env, ::getrlimit(in.integer(0), reinterpret_cast<struct rlimit *>(limits.data)));
}

// (resource, limits) => result
napi_value call_setrlimit(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto limits = in.at_least(1, 16);
  if (limits.data == nullptr) return pollio::fault(env);
  return result(env, ::setrlimit(in.integer(0), reinterpret_cast<const struct rlimit *>(limits.data)));
}

// (epfd, events, maxevents, timeout) => result
napi_value call_epoll_pwait2(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  return result(env, ::syscall(441, in.integer(0), reinterpret_cast<struct epoll_event *>(in.block(1)), in.integer(2), reinterpret_cast<const struct timespec *>(in.block(3)), nullptr, nullptr));
}

// (fd, bytes, flags) => result
napi_value call_send(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  const auto bytes = in.at_least(1, 0);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::send(in.integer(0), reinterpret_cast<const void *>(bytes.data), static_cast<size_t>(bytes.size), in.integer(2)));
}

// (fd, bytes, flags) => result
napi_value call_recv(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  const auto bytes = in.at_least(1, 0);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::recv(in.integer(0), reinterpret_cast<void *>(bytes.data), static_cast<size_t>(bytes.size), in.integer(2)));
}

// Not Object::Set, whose errors are of the C++ library; see Allocated in support.h.
void add(napi_env env, napi_value exports, pollio::Slots *slots, const char *name, napi_callback call) {
  napi_value function = nullptr;
  if (napi_create_function(env, name, NAPI_AUTO_LENGTH, call, slots, &function) == napi_ok) {
    napi_set_named_property(env, exports, name, function);
  }
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  auto *slots = new pollio::Slots();
  env.SetInstanceData(slots);
  add(env, exports, slots, "epoll_create1", call_epoll_create1);
  add(env, exports, slots, "bind_epoll_ctl", bind_epoll_ctl);
  add(env, exports, slots, "epoll_ctl", call_epoll_ctl);
  add(env, exports, slots, "bind_epoll_wait", bind_epoll_wait);
  add(env, exports, slots, "epoll_wait", call_epoll_wait);
  add(env, exports, slots, "accept4", call_accept4);
  add(env, exports, slots, "socket", call_socket);
  add(env, exports, slots, "bind", call_bind);
  add(env, exports, slots, "listen", call_listen);
  add(env, exports, slots, "accept", call_accept);
  add(env, exports, slots, "connect", call_connect);
  add(env, exports, slots, "read", call_read);
  add(env, exports, slots, "write", call_write);
  add(env, exports, slots, "shutdown", call_shutdown);
  add(env, exports, slots, "setsockopt", call_setsockopt);
  add(env, exports, slots, "getsockopt", call_getsockopt);
  add(env, exports, slots, "getsockname", call_getsockname);
  add(env, exports, slots, "pipe", call_pipe);
  add(env, exports, slots, "pipe2", call_pipe2);
  add(env, exports, slots, "socketpair", call_socketpair);
  add(env, exports, slots, "eventfd", call_eventfd);
  add(env, exports, slots, "dup", call_dup);
  add(env, exports, slots, "dup3", call_dup3);
  add(env, exports, slots, "fcntl", call_fcntl);
  add(env, exports, slots, "close", call_close);
  add(env, exports, slots, "getrlimit", call_getrlimit);
  add(env, exports, slots, "setrlimit", call_setrlimit);
  add(env, exports, slots, "epoll_pwait2", call_epoll_pwait2);
  add(env, exports, slots, "send", call_send);
  add(env, exports, slots, "recv", call_recv);
  pollio::add_frame(env, exports, slots);
  add(env, exports, slots, "release", pollio::release);
  add(env, exports, slots, "address", pollio::address);
  pollio::add_written(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(pollio, init)
