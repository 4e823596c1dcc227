// Made by pollio's generator from spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.
#include <napi.h>

#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/event.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// Checks the spec against the headers of the system that this is compiled for.
static_assert((unsigned long)(EVFILT_EXCEPT) == -15UL, "spec/darwin.yaml: EVFILT_EXCEPT");
static_assert((unsigned long)(EVFILT_READ) == -1UL, "spec/darwin.yaml: EVFILT_READ");
static_assert((unsigned long)(EVFILT_USER) == -10UL, "spec/darwin.yaml: EVFILT_USER");
static_assert((unsigned long)(EVFILT_VNODE) == -4UL, "spec/darwin.yaml: EVFILT_VNODE");
static_assert((unsigned long)(EVFILT_WRITE) == -2UL, "spec/darwin.yaml: EVFILT_WRITE");
static_assert((unsigned long)(EV_ADD) == 0x1UL, "spec/darwin.yaml: EV_ADD");
static_assert((unsigned long)(EV_CLEAR) == 0x20UL, "spec/darwin.yaml: EV_CLEAR");
static_assert((unsigned long)(EV_DELETE) == 0x2UL, "spec/darwin.yaml: EV_DELETE");
static_assert((unsigned long)(EV_DISABLE) == 0x8UL, "spec/darwin.yaml: EV_DISABLE");
static_assert((unsigned long)(EV_DISPATCH) == 0x80UL, "spec/darwin.yaml: EV_DISPATCH");
static_assert((unsigned long)(EV_ENABLE) == 0x4UL, "spec/darwin.yaml: EV_ENABLE");
static_assert((unsigned long)(EV_EOF) == 0x8000UL, "spec/darwin.yaml: EV_EOF");
static_assert((unsigned long)(EV_ERROR) == 0x4000UL, "spec/darwin.yaml: EV_ERROR");
static_assert((unsigned long)(EV_ONESHOT) == 0x10UL, "spec/darwin.yaml: EV_ONESHOT");
static_assert((unsigned long)(EV_RECEIPT) == 0x40UL, "spec/darwin.yaml: EV_RECEIPT");
static_assert((unsigned long)(NOTE_LOWAT) == 0x1UL, "spec/darwin.yaml: NOTE_LOWAT");
static_assert((unsigned long)(NOTE_OOB) == 0x2UL, "spec/darwin.yaml: NOTE_OOB");
static_assert((unsigned long)(NOTE_TRIGGER) == 0x1000000UL, "spec/darwin.yaml: NOTE_TRIGGER");
static_assert((unsigned long)(FD_CLOEXEC) == 1UL, "spec/darwin.yaml: FD_CLOEXEC");
static_assert((unsigned long)(F_DUPFD) == 0UL, "spec/darwin.yaml: F_DUPFD");
static_assert((unsigned long)(F_DUPFD_CLOEXEC) == 67UL, "spec/darwin.yaml: F_DUPFD_CLOEXEC");
static_assert((unsigned long)(F_GETFD) == 1UL, "spec/darwin.yaml: F_GETFD");
static_assert((unsigned long)(F_GETFL) == 3UL, "spec/darwin.yaml: F_GETFL");
static_assert((unsigned long)(F_SETFD) == 2UL, "spec/darwin.yaml: F_SETFD");
static_assert((unsigned long)(F_SETFL) == 4UL, "spec/darwin.yaml: F_SETFL");
static_assert((unsigned long)(AT_FDCWD) == -2UL, "spec/darwin.yaml: AT_FDCWD");
static_assert((unsigned long)(O_APPEND) == 0x8UL, "spec/darwin.yaml: O_APPEND");
static_assert((unsigned long)(O_ASYNC) == 0x40UL, "spec/darwin.yaml: O_ASYNC");
static_assert((unsigned long)(O_CLOEXEC) == 0x1000000UL, "spec/darwin.yaml: O_CLOEXEC");
static_assert((unsigned long)(O_CREAT) == 0x200UL, "spec/darwin.yaml: O_CREAT");
static_assert((unsigned long)(O_DIRECTORY) == 0x100000UL, "spec/darwin.yaml: O_DIRECTORY");
static_assert((unsigned long)(O_DSYNC) == 0x400000UL, "spec/darwin.yaml: O_DSYNC");
static_assert((unsigned long)(O_EXCL) == 0x800UL, "spec/darwin.yaml: O_EXCL");
static_assert((unsigned long)(O_NOCTTY) == 0x20000UL, "spec/darwin.yaml: O_NOCTTY");
static_assert((unsigned long)(O_NOFOLLOW) == 0x100UL, "spec/darwin.yaml: O_NOFOLLOW");
static_assert((unsigned long)(O_NONBLOCK) == 0x4UL, "spec/darwin.yaml: O_NONBLOCK");
static_assert((unsigned long)(O_RDONLY) == 0UL, "spec/darwin.yaml: O_RDONLY");
static_assert((unsigned long)(O_RDWR) == 2UL, "spec/darwin.yaml: O_RDWR");
static_assert((unsigned long)(O_SYNC) == 0x80UL, "spec/darwin.yaml: O_SYNC");
static_assert((unsigned long)(O_TRUNC) == 0x400UL, "spec/darwin.yaml: O_TRUNC");
static_assert((unsigned long)(O_WRONLY) == 1UL, "spec/darwin.yaml: O_WRONLY");
static_assert((unsigned long)(FIOCLEX) == 0x20006601UL, "spec/darwin.yaml: FIOCLEX");
static_assert((unsigned long)(FIONBIO) == 0x8004667eUL, "spec/darwin.yaml: FIONBIO");
static_assert((unsigned long)(FIONCLEX) == 0x20006602UL, "spec/darwin.yaml: FIONCLEX");
static_assert((unsigned long)(FIONREAD) == 0x4004667fUL, "spec/darwin.yaml: FIONREAD");
static_assert((unsigned long)(TIOCCBRK) == 0x2000747aUL, "spec/darwin.yaml: TIOCCBRK");
static_assert((unsigned long)(TIOCEXCL) == 0x2000740dUL, "spec/darwin.yaml: TIOCEXCL");
static_assert((unsigned long)(TIOCGPGRP) == 0x40047477UL, "spec/darwin.yaml: TIOCGPGRP");
static_assert((unsigned long)(TIOCGWINSZ) == 0x40087468UL, "spec/darwin.yaml: TIOCGWINSZ");
static_assert((unsigned long)(TIOCMBIC) == 0x8004746bUL, "spec/darwin.yaml: TIOCMBIC");
static_assert((unsigned long)(TIOCMBIS) == 0x8004746cUL, "spec/darwin.yaml: TIOCMBIS");
static_assert((unsigned long)(TIOCMGET) == 0x4004746aUL, "spec/darwin.yaml: TIOCMGET");
static_assert((unsigned long)(TIOCMSET) == 0x8004746dUL, "spec/darwin.yaml: TIOCMSET");
static_assert((unsigned long)(TIOCM_CAR) == 0x40UL, "spec/darwin.yaml: TIOCM_CAR");
static_assert((unsigned long)(TIOCM_CTS) == 0x20UL, "spec/darwin.yaml: TIOCM_CTS");
static_assert((unsigned long)(TIOCM_DSR) == 0x100UL, "spec/darwin.yaml: TIOCM_DSR");
static_assert((unsigned long)(TIOCM_DTR) == 0x2UL, "spec/darwin.yaml: TIOCM_DTR");
static_assert((unsigned long)(TIOCM_LE) == 0x1UL, "spec/darwin.yaml: TIOCM_LE");
static_assert((unsigned long)(TIOCM_RNG) == 0x80UL, "spec/darwin.yaml: TIOCM_RNG");
static_assert((unsigned long)(TIOCM_RTS) == 0x4UL, "spec/darwin.yaml: TIOCM_RTS");
static_assert((unsigned long)(TIOCM_SR) == 0x10UL, "spec/darwin.yaml: TIOCM_SR");
static_assert((unsigned long)(TIOCM_ST) == 0x8UL, "spec/darwin.yaml: TIOCM_ST");
static_assert((unsigned long)(TIOCNOTTY) == 0x20007471UL, "spec/darwin.yaml: TIOCNOTTY");
static_assert((unsigned long)(TIOCNXCL) == 0x2000740eUL, "spec/darwin.yaml: TIOCNXCL");
static_assert((unsigned long)(TIOCOUTQ) == 0x40047473UL, "spec/darwin.yaml: TIOCOUTQ");
static_assert((unsigned long)(TIOCPKT) == 0x80047470UL, "spec/darwin.yaml: TIOCPKT");
static_assert((unsigned long)(TIOCPTYGNAME) == 0x40807453UL, "spec/darwin.yaml: TIOCPTYGNAME");
static_assert((unsigned long)(TIOCPTYGRANT) == 0x20007454UL, "spec/darwin.yaml: TIOCPTYGRANT");
static_assert((unsigned long)(TIOCPTYUNLK) == 0x20007452UL, "spec/darwin.yaml: TIOCPTYUNLK");
static_assert((unsigned long)(TIOCSBRK) == 0x2000747bUL, "spec/darwin.yaml: TIOCSBRK");
static_assert((unsigned long)(TIOCSCTTY) == 0x20007461UL, "spec/darwin.yaml: TIOCSCTTY");
static_assert((unsigned long)(TIOCSPGRP) == 0x80047476UL, "spec/darwin.yaml: TIOCSPGRP");
static_assert((unsigned long)(TIOCSWINSZ) == 0x80087467UL, "spec/darwin.yaml: TIOCSWINSZ");
static_assert((unsigned long)(AF_INET) == 2UL, "spec/darwin.yaml: AF_INET");
static_assert((unsigned long)(AF_INET6) == 30UL, "spec/darwin.yaml: AF_INET6");
static_assert((unsigned long)(AF_UNIX) == 1UL, "spec/darwin.yaml: AF_UNIX");
static_assert((unsigned long)(MSG_DONTWAIT) == 0x80UL, "spec/darwin.yaml: MSG_DONTWAIT");
static_assert((unsigned long)(MSG_NOSIGNAL) == 0x80000UL, "spec/darwin.yaml: MSG_NOSIGNAL");
static_assert((unsigned long)(MSG_OOB) == 1UL, "spec/darwin.yaml: MSG_OOB");
static_assert((unsigned long)(MSG_PEEK) == 2UL, "spec/darwin.yaml: MSG_PEEK");
static_assert((unsigned long)(SHUT_RD) == 0UL, "spec/darwin.yaml: SHUT_RD");
static_assert((unsigned long)(SHUT_RDWR) == 2UL, "spec/darwin.yaml: SHUT_RDWR");
static_assert((unsigned long)(SHUT_WR) == 1UL, "spec/darwin.yaml: SHUT_WR");
static_assert((unsigned long)(SOCK_DGRAM) == 2UL, "spec/darwin.yaml: SOCK_DGRAM");
static_assert((unsigned long)(SOCK_STREAM) == 1UL, "spec/darwin.yaml: SOCK_STREAM");
static_assert((unsigned long)(SOL_SOCKET) == 0xffffUL, "spec/darwin.yaml: SOL_SOCKET");
static_assert((unsigned long)(SO_ACCEPTCONN) == 0x2UL, "spec/darwin.yaml: SO_ACCEPTCONN");
static_assert((unsigned long)(SO_ERROR) == 0x1007UL, "spec/darwin.yaml: SO_ERROR");
static_assert((unsigned long)(SO_LINGER) == 0x80UL, "spec/darwin.yaml: SO_LINGER");
static_assert((unsigned long)(SO_RCVBUF) == 0x1002UL, "spec/darwin.yaml: SO_RCVBUF");
static_assert((unsigned long)(SO_REUSEADDR) == 0x4UL, "spec/darwin.yaml: SO_REUSEADDR");
static_assert((unsigned long)(SO_REUSEPORT) == 0x200UL, "spec/darwin.yaml: SO_REUSEPORT");
static_assert((unsigned long)(SO_SNDBUF) == 0x1001UL, "spec/darwin.yaml: SO_SNDBUF");
static_assert((unsigned long)(IPPROTO_IPV6) == 41UL, "spec/darwin.yaml: IPPROTO_IPV6");
static_assert((unsigned long)(IPPROTO_TCP) == 6UL, "spec/darwin.yaml: IPPROTO_TCP");
static_assert((unsigned long)(IPV6_V6ONLY) == 27UL, "spec/darwin.yaml: IPV6_V6ONLY");
static_assert((unsigned long)(TCP_NODELAY) == 1UL, "spec/darwin.yaml: TCP_NODELAY");
static_assert((unsigned long)(RLIMIT_NOFILE) == 8UL, "spec/darwin.yaml: RLIMIT_NOFILE");
static_assert((unsigned long)(EPERM) == 1UL, "spec/darwin.yaml: EPERM");
static_assert((unsigned long)(ENOENT) == 2UL, "spec/darwin.yaml: ENOENT");
static_assert((unsigned long)(ESRCH) == 3UL, "spec/darwin.yaml: ESRCH");
static_assert((unsigned long)(EINTR) == 4UL, "spec/darwin.yaml: EINTR");
static_assert((unsigned long)(EIO) == 5UL, "spec/darwin.yaml: EIO");
static_assert((unsigned long)(ENXIO) == 6UL, "spec/darwin.yaml: ENXIO");
static_assert((unsigned long)(E2BIG) == 7UL, "spec/darwin.yaml: E2BIG");
static_assert((unsigned long)(ENOEXEC) == 8UL, "spec/darwin.yaml: ENOEXEC");
static_assert((unsigned long)(EBADF) == 9UL, "spec/darwin.yaml: EBADF");
static_assert((unsigned long)(ECHILD) == 10UL, "spec/darwin.yaml: ECHILD");
static_assert((unsigned long)(EDEADLK) == 11UL, "spec/darwin.yaml: EDEADLK");
static_assert((unsigned long)(ENOMEM) == 12UL, "spec/darwin.yaml: ENOMEM");
static_assert((unsigned long)(EACCES) == 13UL, "spec/darwin.yaml: EACCES");
static_assert((unsigned long)(EFAULT) == 14UL, "spec/darwin.yaml: EFAULT");
static_assert((unsigned long)(ENOTBLK) == 15UL, "spec/darwin.yaml: ENOTBLK");
static_assert((unsigned long)(EBUSY) == 16UL, "spec/darwin.yaml: EBUSY");
static_assert((unsigned long)(EEXIST) == 17UL, "spec/darwin.yaml: EEXIST");
static_assert((unsigned long)(EXDEV) == 18UL, "spec/darwin.yaml: EXDEV");
static_assert((unsigned long)(ENODEV) == 19UL, "spec/darwin.yaml: ENODEV");
static_assert((unsigned long)(ENOTDIR) == 20UL, "spec/darwin.yaml: ENOTDIR");
static_assert((unsigned long)(EISDIR) == 21UL, "spec/darwin.yaml: EISDIR");
static_assert((unsigned long)(EINVAL) == 22UL, "spec/darwin.yaml: EINVAL");
static_assert((unsigned long)(ENFILE) == 23UL, "spec/darwin.yaml: ENFILE");
static_assert((unsigned long)(EMFILE) == 24UL, "spec/darwin.yaml: EMFILE");
static_assert((unsigned long)(ENOTTY) == 25UL, "spec/darwin.yaml: ENOTTY");
static_assert((unsigned long)(ETXTBSY) == 26UL, "spec/darwin.yaml: ETXTBSY");
static_assert((unsigned long)(EFBIG) == 27UL, "spec/darwin.yaml: EFBIG");
static_assert((unsigned long)(ENOSPC) == 28UL, "spec/darwin.yaml: ENOSPC");
static_assert((unsigned long)(ESPIPE) == 29UL, "spec/darwin.yaml: ESPIPE");
static_assert((unsigned long)(EROFS) == 30UL, "spec/darwin.yaml: EROFS");
static_assert((unsigned long)(EMLINK) == 31UL, "spec/darwin.yaml: EMLINK");
static_assert((unsigned long)(EPIPE) == 32UL, "spec/darwin.yaml: EPIPE");
static_assert((unsigned long)(EDOM) == 33UL, "spec/darwin.yaml: EDOM");
static_assert((unsigned long)(ERANGE) == 34UL, "spec/darwin.yaml: ERANGE");
static_assert((unsigned long)(EAGAIN) == 35UL, "spec/darwin.yaml: EAGAIN");
static_assert((unsigned long)(EINPROGRESS) == 36UL, "spec/darwin.yaml: EINPROGRESS");
static_assert((unsigned long)(EALREADY) == 37UL, "spec/darwin.yaml: EALREADY");
static_assert((unsigned long)(ENOTSOCK) == 38UL, "spec/darwin.yaml: ENOTSOCK");
static_assert((unsigned long)(EDESTADDRREQ) == 39UL, "spec/darwin.yaml: EDESTADDRREQ");
static_assert((unsigned long)(EMSGSIZE) == 40UL, "spec/darwin.yaml: EMSGSIZE");
static_assert((unsigned long)(EPROTOTYPE) == 41UL, "spec/darwin.yaml: EPROTOTYPE");
static_assert((unsigned long)(ENOPROTOOPT) == 42UL, "spec/darwin.yaml: ENOPROTOOPT");
static_assert((unsigned long)(EPROTONOSUPPORT) == 43UL, "spec/darwin.yaml: EPROTONOSUPPORT");
static_assert((unsigned long)(ESOCKTNOSUPPORT) == 44UL, "spec/darwin.yaml: ESOCKTNOSUPPORT");
static_assert((unsigned long)(ENOTSUP) == 45UL, "spec/darwin.yaml: ENOTSUP");
static_assert((unsigned long)(EPFNOSUPPORT) == 46UL, "spec/darwin.yaml: EPFNOSUPPORT");
static_assert((unsigned long)(EAFNOSUPPORT) == 47UL, "spec/darwin.yaml: EAFNOSUPPORT");
static_assert((unsigned long)(EADDRINUSE) == 48UL, "spec/darwin.yaml: EADDRINUSE");
static_assert((unsigned long)(EADDRNOTAVAIL) == 49UL, "spec/darwin.yaml: EADDRNOTAVAIL");
static_assert((unsigned long)(ENETDOWN) == 50UL, "spec/darwin.yaml: ENETDOWN");
static_assert((unsigned long)(ENETUNREACH) == 51UL, "spec/darwin.yaml: ENETUNREACH");
static_assert((unsigned long)(ENETRESET) == 52UL, "spec/darwin.yaml: ENETRESET");
static_assert((unsigned long)(ECONNABORTED) == 53UL, "spec/darwin.yaml: ECONNABORTED");
static_assert((unsigned long)(ECONNRESET) == 54UL, "spec/darwin.yaml: ECONNRESET");
static_assert((unsigned long)(ENOBUFS) == 55UL, "spec/darwin.yaml: ENOBUFS");
static_assert((unsigned long)(EISCONN) == 56UL, "spec/darwin.yaml: EISCONN");
static_assert((unsigned long)(ENOTCONN) == 57UL, "spec/darwin.yaml: ENOTCONN");
static_assert((unsigned long)(ESHUTDOWN) == 58UL, "spec/darwin.yaml: ESHUTDOWN");
static_assert((unsigned long)(ETOOMANYREFS) == 59UL, "spec/darwin.yaml: ETOOMANYREFS");
static_assert((unsigned long)(ETIMEDOUT) == 60UL, "spec/darwin.yaml: ETIMEDOUT");
static_assert((unsigned long)(ECONNREFUSED) == 61UL, "spec/darwin.yaml: ECONNREFUSED");
static_assert((unsigned long)(ELOOP) == 62UL, "spec/darwin.yaml: ELOOP");
static_assert((unsigned long)(ENAMETOOLONG) == 63UL, "spec/darwin.yaml: ENAMETOOLONG");
static_assert((unsigned long)(EHOSTDOWN) == 64UL, "spec/darwin.yaml: EHOSTDOWN");
static_assert((unsigned long)(EHOSTUNREACH) == 65UL, "spec/darwin.yaml: EHOSTUNREACH");
static_assert((unsigned long)(ENOTEMPTY) == 66UL, "spec/darwin.yaml: ENOTEMPTY");
static_assert((unsigned long)(EPROCLIM) == 67UL, "spec/darwin.yaml: EPROCLIM");
static_assert((unsigned long)(EUSERS) == 68UL, "spec/darwin.yaml: EUSERS");
static_assert((unsigned long)(EDQUOT) == 69UL, "spec/darwin.yaml: EDQUOT");
static_assert((unsigned long)(ESTALE) == 70UL, "spec/darwin.yaml: ESTALE");
static_assert((unsigned long)(EREMOTE) == 71UL, "spec/darwin.yaml: EREMOTE");
static_assert((unsigned long)(EBADRPC) == 72UL, "spec/darwin.yaml: EBADRPC");
static_assert((unsigned long)(ERPCMISMATCH) == 73UL, "spec/darwin.yaml: ERPCMISMATCH");
static_assert((unsigned long)(EPROGUNAVAIL) == 74UL, "spec/darwin.yaml: EPROGUNAVAIL");
static_assert((unsigned long)(EPROGMISMATCH) == 75UL, "spec/darwin.yaml: EPROGMISMATCH");
static_assert((unsigned long)(EPROCUNAVAIL) == 76UL, "spec/darwin.yaml: EPROCUNAVAIL");
static_assert((unsigned long)(ENOLCK) == 77UL, "spec/darwin.yaml: ENOLCK");
static_assert((unsigned long)(ENOSYS) == 78UL, "spec/darwin.yaml: ENOSYS");
static_assert((unsigned long)(EFTYPE) == 79UL, "spec/darwin.yaml: EFTYPE");
static_assert((unsigned long)(EAUTH) == 80UL, "spec/darwin.yaml: EAUTH");
static_assert((unsigned long)(ENEEDAUTH) == 81UL, "spec/darwin.yaml: ENEEDAUTH");
static_assert((unsigned long)(EPWROFF) == 82UL, "spec/darwin.yaml: EPWROFF");
static_assert((unsigned long)(EDEVERR) == 83UL, "spec/darwin.yaml: EDEVERR");
static_assert((unsigned long)(EOVERFLOW) == 84UL, "spec/darwin.yaml: EOVERFLOW");
static_assert((unsigned long)(EBADEXEC) == 85UL, "spec/darwin.yaml: EBADEXEC");
static_assert((unsigned long)(EBADARCH) == 86UL, "spec/darwin.yaml: EBADARCH");
static_assert((unsigned long)(ESHLIBVERS) == 87UL, "spec/darwin.yaml: ESHLIBVERS");
static_assert((unsigned long)(EBADMACHO) == 88UL, "spec/darwin.yaml: EBADMACHO");
static_assert((unsigned long)(ECANCELED) == 89UL, "spec/darwin.yaml: ECANCELED");
static_assert((unsigned long)(EIDRM) == 90UL, "spec/darwin.yaml: EIDRM");
static_assert((unsigned long)(ENOMSG) == 91UL, "spec/darwin.yaml: ENOMSG");
static_assert((unsigned long)(EILSEQ) == 92UL, "spec/darwin.yaml: EILSEQ");
static_assert((unsigned long)(ENOATTR) == 93UL, "spec/darwin.yaml: ENOATTR");
static_assert((unsigned long)(EBADMSG) == 94UL, "spec/darwin.yaml: EBADMSG");
static_assert((unsigned long)(EMULTIHOP) == 95UL, "spec/darwin.yaml: EMULTIHOP");
static_assert((unsigned long)(ENODATA) == 96UL, "spec/darwin.yaml: ENODATA");
static_assert((unsigned long)(ENOLINK) == 97UL, "spec/darwin.yaml: ENOLINK");
static_assert((unsigned long)(ENOSR) == 98UL, "spec/darwin.yaml: ENOSR");
static_assert((unsigned long)(ENOSTR) == 99UL, "spec/darwin.yaml: ENOSTR");
static_assert((unsigned long)(EPROTO) == 100UL, "spec/darwin.yaml: EPROTO");
static_assert((unsigned long)(ETIME) == 101UL, "spec/darwin.yaml: ETIME");
static_assert((unsigned long)(EOPNOTSUPP) == 102UL, "spec/darwin.yaml: EOPNOTSUPP");
static_assert((unsigned long)(ENOPOLICY) == 103UL, "spec/darwin.yaml: ENOPOLICY");
static_assert((unsigned long)(ENOTRECOVERABLE) == 104UL, "spec/darwin.yaml: ENOTRECOVERABLE");
static_assert((unsigned long)(EOWNERDEAD) == 105UL, "spec/darwin.yaml: EOWNERDEAD");
static_assert((unsigned long)(EQFULL) == 106UL, "spec/darwin.yaml: EQFULL");
#if defined(__x86_64__)
static_assert(sizeof(struct timespec) == 16, "spec/darwin.yaml: size of timespec on x64");
static_assert(alignof(struct timespec) == 8, "spec/darwin.yaml: alignment of timespec on x64");
static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/darwin.yaml: offset of timespec.tv_sec on x64");
static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/darwin.yaml: size of timespec.tv_sec on x64");
static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/darwin.yaml: offset of timespec.tv_nsec on x64");
static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/darwin.yaml: size of timespec.tv_nsec on x64");
static_assert(sizeof(struct rlimit) == 16, "spec/darwin.yaml: size of rlimit on x64");
static_assert(alignof(struct rlimit) == 8, "spec/darwin.yaml: alignment of rlimit on x64");
static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/darwin.yaml: offset of rlimit.rlim_cur on x64");
static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/darwin.yaml: size of rlimit.rlim_cur on x64");
static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/darwin.yaml: offset of rlimit.rlim_max on x64");
static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/darwin.yaml: size of rlimit.rlim_max on x64");
static_assert(sizeof(struct iovec) == 16, "spec/darwin.yaml: size of iovec on x64");
static_assert(alignof(struct iovec) == 8, "spec/darwin.yaml: alignment of iovec on x64");
static_assert(offsetof(struct iovec, iov_base) == 0, "spec/darwin.yaml: offset of iovec.iov_base on x64");
static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/darwin.yaml: size of iovec.iov_base on x64");
static_assert(offsetof(struct iovec, iov_len) == 8, "spec/darwin.yaml: offset of iovec.iov_len on x64");
static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/darwin.yaml: size of iovec.iov_len on x64");
static_assert(sizeof(struct winsize) == 8, "spec/darwin.yaml: size of winsize on x64");
static_assert(alignof(struct winsize) == 2, "spec/darwin.yaml: alignment of winsize on x64");
static_assert(offsetof(struct winsize, ws_row) == 0, "spec/darwin.yaml: offset of winsize.ws_row on x64");
static_assert(sizeof(((struct winsize *)0)->ws_row) == 2, "spec/darwin.yaml: size of winsize.ws_row on x64");
static_assert(offsetof(struct winsize, ws_col) == 2, "spec/darwin.yaml: offset of winsize.ws_col on x64");
static_assert(sizeof(((struct winsize *)0)->ws_col) == 2, "spec/darwin.yaml: size of winsize.ws_col on x64");
static_assert(offsetof(struct winsize, ws_xpixel) == 4, "spec/darwin.yaml: offset of winsize.ws_xpixel on x64");
static_assert(sizeof(((struct winsize *)0)->ws_xpixel) == 2, "spec/darwin.yaml: size of winsize.ws_xpixel on x64");
static_assert(offsetof(struct winsize, ws_ypixel) == 6, "spec/darwin.yaml: offset of winsize.ws_ypixel on x64");
static_assert(sizeof(((struct winsize *)0)->ws_ypixel) == 2, "spec/darwin.yaml: size of winsize.ws_ypixel on x64");
static_assert(sizeof(struct linger) == 8, "spec/darwin.yaml: size of linger on x64");
static_assert(alignof(struct linger) == 4, "spec/darwin.yaml: alignment of linger on x64");
static_assert(offsetof(struct linger, l_onoff) == 0, "spec/darwin.yaml: offset of linger.l_onoff on x64");
static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/darwin.yaml: size of linger.l_onoff on x64");
static_assert(offsetof(struct linger, l_linger) == 4, "spec/darwin.yaml: offset of linger.l_linger on x64");
static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/darwin.yaml: size of linger.l_linger on x64");
static_assert(sizeof(struct kevent) == 32, "spec/darwin.yaml: size of kevent on x64");
static_assert(alignof(struct kevent) == 4, "spec/darwin.yaml: alignment of kevent on x64");
static_assert(offsetof(struct kevent, ident) == 0, "spec/darwin.yaml: offset of kevent.ident on x64");
static_assert(sizeof(((struct kevent *)0)->ident) == 8, "spec/darwin.yaml: size of kevent.ident on x64");
static_assert(offsetof(struct kevent, filter) == 8, "spec/darwin.yaml: offset of kevent.filter on x64");
static_assert(sizeof(((struct kevent *)0)->filter) == 2, "spec/darwin.yaml: size of kevent.filter on x64");
static_assert(offsetof(struct kevent, flags) == 10, "spec/darwin.yaml: offset of kevent.flags on x64");
static_assert(sizeof(((struct kevent *)0)->flags) == 2, "spec/darwin.yaml: size of kevent.flags on x64");
static_assert(offsetof(struct kevent, fflags) == 12, "spec/darwin.yaml: offset of kevent.fflags on x64");
static_assert(sizeof(((struct kevent *)0)->fflags) == 4, "spec/darwin.yaml: size of kevent.fflags on x64");
static_assert(offsetof(struct kevent, data) == 16, "spec/darwin.yaml: offset of kevent.data on x64");
static_assert(sizeof(((struct kevent *)0)->data) == 8, "spec/darwin.yaml: size of kevent.data on x64");
static_assert(offsetof(struct kevent, udata) == 24, "spec/darwin.yaml: offset of kevent.udata on x64");
static_assert(sizeof(((struct kevent *)0)->udata) == 8, "spec/darwin.yaml: size of kevent.udata on x64");
static_assert(sizeof(struct sockaddr_in) == 16, "spec/darwin.yaml: size of sockaddr_in on x64");
static_assert(alignof(struct sockaddr_in) == 4, "spec/darwin.yaml: alignment of sockaddr_in on x64");
static_assert(offsetof(struct sockaddr_in, sin_len) == 0, "spec/darwin.yaml: offset of sockaddr_in.sin_len on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_len) == 1, "spec/darwin.yaml: size of sockaddr_in.sin_len on x64");
static_assert(offsetof(struct sockaddr_in, sin_family) == 1, "spec/darwin.yaml: offset of sockaddr_in.sin_family on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 1, "spec/darwin.yaml: size of sockaddr_in.sin_family on x64");
static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/darwin.yaml: offset of sockaddr_in.sin_port on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/darwin.yaml: size of sockaddr_in.sin_port on x64");
static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/darwin.yaml: offset of sockaddr_in.sin_addr on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/darwin.yaml: size of sockaddr_in.sin_addr on x64");
static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/darwin.yaml: offset of sockaddr_in.sin_zero on x64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/darwin.yaml: size of sockaddr_in.sin_zero on x64");
static_assert(sizeof(struct sockaddr_in6) == 28, "spec/darwin.yaml: size of sockaddr_in6 on x64");
static_assert(alignof(struct sockaddr_in6) == 4, "spec/darwin.yaml: alignment of sockaddr_in6 on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_len) == 0, "spec/darwin.yaml: offset of sockaddr_in6.sin6_len on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_len) == 1, "spec/darwin.yaml: size of sockaddr_in6.sin6_len on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_family) == 1, "spec/darwin.yaml: offset of sockaddr_in6.sin6_family on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 1, "spec/darwin.yaml: size of sockaddr_in6.sin6_family on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/darwin.yaml: offset of sockaddr_in6.sin6_port on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/darwin.yaml: size of sockaddr_in6.sin6_port on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/darwin.yaml: offset of sockaddr_in6.sin6_flowinfo on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/darwin.yaml: size of sockaddr_in6.sin6_flowinfo on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/darwin.yaml: offset of sockaddr_in6.sin6_addr on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/darwin.yaml: size of sockaddr_in6.sin6_addr on x64");
static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/darwin.yaml: offset of sockaddr_in6.sin6_scope_id on x64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/darwin.yaml: size of sockaddr_in6.sin6_scope_id on x64");
static_assert(sizeof(struct sockaddr_un) == 106, "spec/darwin.yaml: size of sockaddr_un on x64");
static_assert(alignof(struct sockaddr_un) == 1, "spec/darwin.yaml: alignment of sockaddr_un on x64");
static_assert(offsetof(struct sockaddr_un, sun_len) == 0, "spec/darwin.yaml: offset of sockaddr_un.sun_len on x64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_len) == 1, "spec/darwin.yaml: size of sockaddr_un.sun_len on x64");
static_assert(offsetof(struct sockaddr_un, sun_family) == 1, "spec/darwin.yaml: offset of sockaddr_un.sun_family on x64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 1, "spec/darwin.yaml: size of sockaddr_un.sun_family on x64");
static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/darwin.yaml: offset of sockaddr_un.sun_path on x64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 104, "spec/darwin.yaml: size of sockaddr_un.sun_path on x64");
#elif defined(__aarch64__)
static_assert(sizeof(struct timespec) == 16, "spec/darwin.yaml: size of timespec on arm64");
static_assert(alignof(struct timespec) == 8, "spec/darwin.yaml: alignment of timespec on arm64");
static_assert(offsetof(struct timespec, tv_sec) == 0, "spec/darwin.yaml: offset of timespec.tv_sec on arm64");
static_assert(sizeof(((struct timespec *)0)->tv_sec) == 8, "spec/darwin.yaml: size of timespec.tv_sec on arm64");
static_assert(offsetof(struct timespec, tv_nsec) == 8, "spec/darwin.yaml: offset of timespec.tv_nsec on arm64");
static_assert(sizeof(((struct timespec *)0)->tv_nsec) == 8, "spec/darwin.yaml: size of timespec.tv_nsec on arm64");
static_assert(sizeof(struct rlimit) == 16, "spec/darwin.yaml: size of rlimit on arm64");
static_assert(alignof(struct rlimit) == 8, "spec/darwin.yaml: alignment of rlimit on arm64");
static_assert(offsetof(struct rlimit, rlim_cur) == 0, "spec/darwin.yaml: offset of rlimit.rlim_cur on arm64");
static_assert(sizeof(((struct rlimit *)0)->rlim_cur) == 8, "spec/darwin.yaml: size of rlimit.rlim_cur on arm64");
static_assert(offsetof(struct rlimit, rlim_max) == 8, "spec/darwin.yaml: offset of rlimit.rlim_max on arm64");
static_assert(sizeof(((struct rlimit *)0)->rlim_max) == 8, "spec/darwin.yaml: size of rlimit.rlim_max on arm64");
static_assert(sizeof(struct iovec) == 16, "spec/darwin.yaml: size of iovec on arm64");
static_assert(alignof(struct iovec) == 8, "spec/darwin.yaml: alignment of iovec on arm64");
static_assert(offsetof(struct iovec, iov_base) == 0, "spec/darwin.yaml: offset of iovec.iov_base on arm64");
static_assert(sizeof(((struct iovec *)0)->iov_base) == 8, "spec/darwin.yaml: size of iovec.iov_base on arm64");
static_assert(offsetof(struct iovec, iov_len) == 8, "spec/darwin.yaml: offset of iovec.iov_len on arm64");
static_assert(sizeof(((struct iovec *)0)->iov_len) == 8, "spec/darwin.yaml: size of iovec.iov_len on arm64");
static_assert(sizeof(struct winsize) == 8, "spec/darwin.yaml: size of winsize on arm64");
static_assert(alignof(struct winsize) == 2, "spec/darwin.yaml: alignment of winsize on arm64");
static_assert(offsetof(struct winsize, ws_row) == 0, "spec/darwin.yaml: offset of winsize.ws_row on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_row) == 2, "spec/darwin.yaml: size of winsize.ws_row on arm64");
static_assert(offsetof(struct winsize, ws_col) == 2, "spec/darwin.yaml: offset of winsize.ws_col on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_col) == 2, "spec/darwin.yaml: size of winsize.ws_col on arm64");
static_assert(offsetof(struct winsize, ws_xpixel) == 4, "spec/darwin.yaml: offset of winsize.ws_xpixel on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_xpixel) == 2, "spec/darwin.yaml: size of winsize.ws_xpixel on arm64");
static_assert(offsetof(struct winsize, ws_ypixel) == 6, "spec/darwin.yaml: offset of winsize.ws_ypixel on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_ypixel) == 2, "spec/darwin.yaml: size of winsize.ws_ypixel on arm64");
static_assert(sizeof(struct linger) == 8, "spec/darwin.yaml: size of linger on arm64");
static_assert(alignof(struct linger) == 4, "spec/darwin.yaml: alignment of linger on arm64");
static_assert(offsetof(struct linger, l_onoff) == 0, "spec/darwin.yaml: offset of linger.l_onoff on arm64");
static_assert(sizeof(((struct linger *)0)->l_onoff) == 4, "spec/darwin.yaml: size of linger.l_onoff on arm64");
static_assert(offsetof(struct linger, l_linger) == 4, "spec/darwin.yaml: offset of linger.l_linger on arm64");
static_assert(sizeof(((struct linger *)0)->l_linger) == 4, "spec/darwin.yaml: size of linger.l_linger on arm64");
static_assert(sizeof(struct kevent) == 32, "spec/darwin.yaml: size of kevent on arm64");
static_assert(alignof(struct kevent) == 4, "spec/darwin.yaml: alignment of kevent on arm64");
static_assert(offsetof(struct kevent, ident) == 0, "spec/darwin.yaml: offset of kevent.ident on arm64");
static_assert(sizeof(((struct kevent *)0)->ident) == 8, "spec/darwin.yaml: size of kevent.ident on arm64");
static_assert(offsetof(struct kevent, filter) == 8, "spec/darwin.yaml: offset of kevent.filter on arm64");
static_assert(sizeof(((struct kevent *)0)->filter) == 2, "spec/darwin.yaml: size of kevent.filter on arm64");
static_assert(offsetof(struct kevent, flags) == 10, "spec/darwin.yaml: offset of kevent.flags on arm64");
static_assert(sizeof(((struct kevent *)0)->flags) == 2, "spec/darwin.yaml: size of kevent.flags on arm64");
static_assert(offsetof(struct kevent, fflags) == 12, "spec/darwin.yaml: offset of kevent.fflags on arm64");
static_assert(sizeof(((struct kevent *)0)->fflags) == 4, "spec/darwin.yaml: size of kevent.fflags on arm64");
static_assert(offsetof(struct kevent, data) == 16, "spec/darwin.yaml: offset of kevent.data on arm64");
static_assert(sizeof(((struct kevent *)0)->data) == 8, "spec/darwin.yaml: size of kevent.data on arm64");
static_assert(offsetof(struct kevent, udata) == 24, "spec/darwin.yaml: offset of kevent.udata on arm64");
static_assert(sizeof(((struct kevent *)0)->udata) == 8, "spec/darwin.yaml: size of kevent.udata on arm64");
static_assert(sizeof(struct sockaddr_in) == 16, "spec/darwin.yaml: size of sockaddr_in on arm64");
static_assert(alignof(struct sockaddr_in) == 4, "spec/darwin.yaml: alignment of sockaddr_in on arm64");
static_assert(offsetof(struct sockaddr_in, sin_len) == 0, "spec/darwin.yaml: offset of sockaddr_in.sin_len on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_len) == 1, "spec/darwin.yaml: size of sockaddr_in.sin_len on arm64");
static_assert(offsetof(struct sockaddr_in, sin_family) == 1, "spec/darwin.yaml: offset of sockaddr_in.sin_family on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_family) == 1, "spec/darwin.yaml: size of sockaddr_in.sin_family on arm64");
static_assert(offsetof(struct sockaddr_in, sin_port) == 2, "spec/darwin.yaml: offset of sockaddr_in.sin_port on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_port) == 2, "spec/darwin.yaml: size of sockaddr_in.sin_port on arm64");
static_assert(offsetof(struct sockaddr_in, sin_addr) == 4, "spec/darwin.yaml: offset of sockaddr_in.sin_addr on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_addr) == 4, "spec/darwin.yaml: size of sockaddr_in.sin_addr on arm64");
static_assert(offsetof(struct sockaddr_in, sin_zero) == 8, "spec/darwin.yaml: offset of sockaddr_in.sin_zero on arm64");
static_assert(sizeof(((struct sockaddr_in *)0)->sin_zero) == 8, "spec/darwin.yaml: size of sockaddr_in.sin_zero on arm64");
static_assert(sizeof(struct sockaddr_in6) == 28, "spec/darwin.yaml: size of sockaddr_in6 on arm64");
static_assert(alignof(struct sockaddr_in6) == 4, "spec/darwin.yaml: alignment of sockaddr_in6 on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_len) == 0, "spec/darwin.yaml: offset of sockaddr_in6.sin6_len on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_len) == 1, "spec/darwin.yaml: size of sockaddr_in6.sin6_len on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_family) == 1, "spec/darwin.yaml: offset of sockaddr_in6.sin6_family on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_family) == 1, "spec/darwin.yaml: size of sockaddr_in6.sin6_family on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_port) == 2, "spec/darwin.yaml: offset of sockaddr_in6.sin6_port on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_port) == 2, "spec/darwin.yaml: size of sockaddr_in6.sin6_port on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_flowinfo) == 4, "spec/darwin.yaml: offset of sockaddr_in6.sin6_flowinfo on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_flowinfo) == 4, "spec/darwin.yaml: size of sockaddr_in6.sin6_flowinfo on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_addr) == 8, "spec/darwin.yaml: offset of sockaddr_in6.sin6_addr on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_addr) == 16, "spec/darwin.yaml: size of sockaddr_in6.sin6_addr on arm64");
static_assert(offsetof(struct sockaddr_in6, sin6_scope_id) == 24, "spec/darwin.yaml: offset of sockaddr_in6.sin6_scope_id on arm64");
static_assert(sizeof(((struct sockaddr_in6 *)0)->sin6_scope_id) == 4, "spec/darwin.yaml: size of sockaddr_in6.sin6_scope_id on arm64");
static_assert(sizeof(struct sockaddr_un) == 106, "spec/darwin.yaml: size of sockaddr_un on arm64");
static_assert(alignof(struct sockaddr_un) == 1, "spec/darwin.yaml: alignment of sockaddr_un on arm64");
static_assert(offsetof(struct sockaddr_un, sun_len) == 0, "spec/darwin.yaml: offset of sockaddr_un.sun_len on arm64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_len) == 1, "spec/darwin.yaml: size of sockaddr_un.sun_len on arm64");
static_assert(offsetof(struct sockaddr_un, sun_family) == 1, "spec/darwin.yaml: offset of sockaddr_un.sun_family on arm64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_family) == 1, "spec/darwin.yaml: size of sockaddr_un.sun_family on arm64");
static_assert(offsetof(struct sockaddr_un, sun_path) == 2, "spec/darwin.yaml: offset of sockaddr_un.sun_path on arm64");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 104, "spec/darwin.yaml: size of sockaddr_un.sun_path on arm64");
#else
#error "spec/darwin.yaml describes no such architecture"
#endif

namespace {

using pollio::Arguments;
using pollio::Frame;
using pollio::result;

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

// (fd, address) => result
napi_value call_getpeername(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto address = in.at_least(1, 0);
  if (address.data == nullptr) return pollio::fault(env);
  auto length = static_cast<socklen_t>(address.size);
  const long status = ::getpeername(in.integer(0), reinterpret_cast<struct sockaddr *>(address.data), &length);
  return result(env, status < 0 ? status : static_cast<long>(length));
}

// (fds) => result
napi_value call_pipe(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  const auto fds = in.at_least(0, 8);
  if (fds.data == nullptr) return pollio::fault(env);
  return result(env, ::pipe(reinterpret_cast<int *>(fds.data)));
}

// (domain, type, protocol, fds) => result
napi_value call_socketpair(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto fds = in.at_least(3, 8);
  if (fds.data == nullptr) return pollio::fault(env);
  return result(env, ::socketpair(in.integer(0), in.integer(1), in.integer(2), reinterpret_cast<int *>(fds.data)));
}

// (fd) => result
napi_value call_dup(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::dup(in.integer(0)));
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

// (path, flags, mode) => result
napi_value call_open(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  const auto path = in.at_least(0, 0);
  if (path.data == nullptr) return pollio::fault(env);
  return result(env, ::open(reinterpret_cast<const char *>(path.data), in.integer(1), in.unsigned_integer(2)));
}

// (dirfd, path, flags, mode) => result
napi_value call_openat(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto path = in.at_least(1, 0);
  if (path.data == nullptr) return pollio::fault(env);
  return result(env, ::openat(in.integer(0), reinterpret_cast<const char *>(path.data), in.integer(2), in.unsigned_integer(3)));
}

// (fd, bytes, position, offset, length) => result
napi_value call_pread(napi_env env, napi_callback_info info) {
  Arguments<5> in(env, info);
  const auto bytes = in.part(1, 3, 4);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::pread(in.integer(0), reinterpret_cast<void *>(bytes.data), bytes.size, in.wide_integer(2)));
}

// (fd, bytes, position, offset, length) => result
napi_value call_pwrite(napi_env env, napi_callback_info info) {
  Arguments<5> in(env, info);
  const auto bytes = in.part(1, 3, 4);
  if (bytes.data == nullptr) return pollio::fault(env);
  return result(env, ::pwrite(in.integer(0), reinterpret_cast<const void *>(bytes.data), bytes.size, in.wide_integer(2)));
}

// (fd, arrays, count) => result
napi_value call_readv(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::readv(in.integer(0), reinterpret_cast<const struct iovec *>(in.block(1)), in.integer(2)));
}

// (fd, arrays, count) => result
napi_value call_writev(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::writev(in.integer(0), reinterpret_cast<const struct iovec *>(in.block(1)), in.integer(2)));
}

// (fd, request, argument) => result
napi_value call_ioctl(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::ioctl(in.integer(0), static_cast<unsigned long>(in.wide_integer(1)), in.wide_integer(2)));
}

// () => result
napi_value call_kqueue(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::kqueue());
}

struct Kevent {
  int kq;
  const struct kevent *changes;
  struct kevent *events;
  const struct timespec *timeout;
};

static_assert(3 <= pollio::Slots::kFrameWords, "spec/darwin.yaml: the parameters of kevent need a larger frame");

// The frame: slot, nchanges, nevents.
napi_value call_kevent(napi_env env, napi_callback_info) {
  const Frame in(env);
  const auto *with = in.bound<Kevent>();
  if (with == nullptr) return in.outcome(-EINVAL);
  return in.result(::kevent(with->kq, with->changes, in.integer(1), with->events, in.integer(2), with->timeout));
}

// (kq, changes, events, timeout) => slot
napi_value bind_kevent(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  return in.bind(Kevent{in.integer(0), reinterpret_cast<const struct kevent *>(in.block(1)), reinterpret_cast<struct kevent *>(in.block(2)), reinterpret_cast<const struct timespec *>(in.block(3))});
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
  add(env, exports, slots, "getpeername", call_getpeername);
  add(env, exports, slots, "pipe", call_pipe);
  add(env, exports, slots, "socketpair", call_socketpair);
  add(env, exports, slots, "dup", call_dup);
  add(env, exports, slots, "fcntl", call_fcntl);
  add(env, exports, slots, "close", call_close);
  add(env, exports, slots, "getrlimit", call_getrlimit);
  add(env, exports, slots, "setrlimit", call_setrlimit);
  add(env, exports, slots, "send", call_send);
  add(env, exports, slots, "recv", call_recv);
  add(env, exports, slots, "open", call_open);
  add(env, exports, slots, "openat", call_openat);
  add(env, exports, slots, "pread", call_pread);
  add(env, exports, slots, "pwrite", call_pwrite);
  add(env, exports, slots, "readv", call_readv);
  add(env, exports, slots, "writev", call_writev);
  add(env, exports, slots, "ioctl", call_ioctl);
  add(env, exports, slots, "kqueue", call_kqueue);
  add(env, exports, slots, "bind_kevent", bind_kevent);
  add(env, exports, slots, "kevent", call_kevent);
  pollio::add_frame(env, exports, slots);
  add(env, exports, slots, "release", pollio::release);
  add(env, exports, slots, "address", pollio::address);
  pollio::add_written(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(pollio, init)
