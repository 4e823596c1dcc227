// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
#include <napi.h>

#include "../../packages/core/native/direct.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
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
static_assert((unsigned long)(AT_FDCWD) == -100UL, "spec/linux.yaml: AT_FDCWD");
static_assert((unsigned long)(O_APPEND) == 0x400UL, "spec/linux.yaml: O_APPEND");
static_assert((unsigned long)(O_ASYNC) == 0x2000UL, "spec/linux.yaml: O_ASYNC");
static_assert((unsigned long)(O_CLOEXEC) == 0x80000UL, "spec/linux.yaml: O_CLOEXEC");
static_assert((unsigned long)(O_CREAT) == 0x40UL, "spec/linux.yaml: O_CREAT");
static_assert((unsigned long)(O_DSYNC) == 0x1000UL, "spec/linux.yaml: O_DSYNC");
static_assert((unsigned long)(O_EXCL) == 0x80UL, "spec/linux.yaml: O_EXCL");
static_assert((unsigned long)(O_NOATIME) == 0x40000UL, "spec/linux.yaml: O_NOATIME");
static_assert((unsigned long)(O_NOCTTY) == 0x100UL, "spec/linux.yaml: O_NOCTTY");
static_assert((unsigned long)(O_NONBLOCK) == 0x800UL, "spec/linux.yaml: O_NONBLOCK");
static_assert((unsigned long)(O_PATH) == 0x200000UL, "spec/linux.yaml: O_PATH");
static_assert((unsigned long)(O_RDONLY) == 0UL, "spec/linux.yaml: O_RDONLY");
static_assert((unsigned long)(O_RDWR) == 2UL, "spec/linux.yaml: O_RDWR");
static_assert((unsigned long)(O_SYNC) == 0x101000UL, "spec/linux.yaml: O_SYNC");
static_assert((unsigned long)(O_TRUNC) == 0x200UL, "spec/linux.yaml: O_TRUNC");
static_assert((unsigned long)(O_WRONLY) == 1UL, "spec/linux.yaml: O_WRONLY");
static_assert((unsigned long)(IOCB_CMD_POLL) == 5UL, "spec/linux.yaml: IOCB_CMD_POLL");
static_assert((unsigned long)(IOCB_FLAG_RESFD) == 1UL, "spec/linux.yaml: IOCB_FLAG_RESFD");
static_assert((unsigned long)(PERF_EVENT_IOC_ID) == 0x80082407UL, "spec/linux.yaml: PERF_EVENT_IOC_ID");
static_assert((unsigned long)(FIOCLEX) == 0x5451UL, "spec/linux.yaml: FIOCLEX");
static_assert((unsigned long)(FIONBIO) == 0x5421UL, "spec/linux.yaml: FIONBIO");
static_assert((unsigned long)(FIONCLEX) == 0x5450UL, "spec/linux.yaml: FIONCLEX");
static_assert((unsigned long)(FIONREAD) == 0x541bUL, "spec/linux.yaml: FIONREAD");
static_assert((unsigned long)(TCFLSH) == 0x540bUL, "spec/linux.yaml: TCFLSH");
static_assert((unsigned long)(TCGETS) == 0x5401UL, "spec/linux.yaml: TCGETS");
static_assert((unsigned long)(TCSBRK) == 0x5409UL, "spec/linux.yaml: TCSBRK");
static_assert((unsigned long)(TCSETS) == 0x5402UL, "spec/linux.yaml: TCSETS");
static_assert((unsigned long)(TCSETSF) == 0x5404UL, "spec/linux.yaml: TCSETSF");
static_assert((unsigned long)(TCSETSW) == 0x5403UL, "spec/linux.yaml: TCSETSW");
static_assert((unsigned long)(TCXONC) == 0x540aUL, "spec/linux.yaml: TCXONC");
static_assert((unsigned long)(TIOCCBRK) == 0x5428UL, "spec/linux.yaml: TIOCCBRK");
static_assert((unsigned long)(TIOCEXCL) == 0x540cUL, "spec/linux.yaml: TIOCEXCL");
static_assert((unsigned long)(TIOCGPGRP) == 0x540fUL, "spec/linux.yaml: TIOCGPGRP");
static_assert((unsigned long)(TIOCGPTN) == 0x80045430UL, "spec/linux.yaml: TIOCGPTN");
static_assert((unsigned long)(TIOCGPTPEER) == 0x5441UL, "spec/linux.yaml: TIOCGPTPEER");
static_assert((unsigned long)(TIOCGSID) == 0x5429UL, "spec/linux.yaml: TIOCGSID");
static_assert((unsigned long)(TIOCGWINSZ) == 0x5413UL, "spec/linux.yaml: TIOCGWINSZ");
static_assert((unsigned long)(TIOCINQ) == 0x541bUL, "spec/linux.yaml: TIOCINQ");
static_assert((unsigned long)(TIOCMBIC) == 0x5417UL, "spec/linux.yaml: TIOCMBIC");
static_assert((unsigned long)(TIOCMBIS) == 0x5416UL, "spec/linux.yaml: TIOCMBIS");
static_assert((unsigned long)(TIOCMGET) == 0x5415UL, "spec/linux.yaml: TIOCMGET");
static_assert((unsigned long)(TIOCMIWAIT) == 0x545cUL, "spec/linux.yaml: TIOCMIWAIT");
static_assert((unsigned long)(TIOCMSET) == 0x5418UL, "spec/linux.yaml: TIOCMSET");
static_assert((unsigned long)(TIOCM_CAR) == 0x40UL, "spec/linux.yaml: TIOCM_CAR");
static_assert((unsigned long)(TIOCM_CTS) == 0x20UL, "spec/linux.yaml: TIOCM_CTS");
static_assert((unsigned long)(TIOCM_DSR) == 0x100UL, "spec/linux.yaml: TIOCM_DSR");
static_assert((unsigned long)(TIOCM_DTR) == 0x2UL, "spec/linux.yaml: TIOCM_DTR");
static_assert((unsigned long)(TIOCM_LE) == 0x1UL, "spec/linux.yaml: TIOCM_LE");
static_assert((unsigned long)(TIOCM_RNG) == 0x80UL, "spec/linux.yaml: TIOCM_RNG");
static_assert((unsigned long)(TIOCM_RTS) == 0x4UL, "spec/linux.yaml: TIOCM_RTS");
static_assert((unsigned long)(TIOCM_SR) == 0x10UL, "spec/linux.yaml: TIOCM_SR");
static_assert((unsigned long)(TIOCM_ST) == 0x8UL, "spec/linux.yaml: TIOCM_ST");
static_assert((unsigned long)(TIOCNOTTY) == 0x5422UL, "spec/linux.yaml: TIOCNOTTY");
static_assert((unsigned long)(TIOCNXCL) == 0x540dUL, "spec/linux.yaml: TIOCNXCL");
static_assert((unsigned long)(TIOCOUTQ) == 0x5411UL, "spec/linux.yaml: TIOCOUTQ");
static_assert((unsigned long)(TIOCPKT) == 0x5420UL, "spec/linux.yaml: TIOCPKT");
static_assert((unsigned long)(TIOCSBRK) == 0x5427UL, "spec/linux.yaml: TIOCSBRK");
static_assert((unsigned long)(TIOCSCTTY) == 0x540eUL, "spec/linux.yaml: TIOCSCTTY");
static_assert((unsigned long)(TIOCSPGRP) == 0x5410UL, "spec/linux.yaml: TIOCSPGRP");
static_assert((unsigned long)(TIOCSPTLCK) == 0x40045431UL, "spec/linux.yaml: TIOCSPTLCK");
static_assert((unsigned long)(TIOCSTI) == 0x5412UL, "spec/linux.yaml: TIOCSTI");
static_assert((unsigned long)(TIOCSWINSZ) == 0x5414UL, "spec/linux.yaml: TIOCSWINSZ");
static_assert((unsigned long)(AF_CAN) == 29UL, "spec/linux.yaml: AF_CAN");
static_assert((unsigned long)(AF_INET) == 2UL, "spec/linux.yaml: AF_INET");
static_assert((unsigned long)(AF_INET6) == 10UL, "spec/linux.yaml: AF_INET6");
static_assert((unsigned long)(AF_NETLINK) == 16UL, "spec/linux.yaml: AF_NETLINK");
static_assert((unsigned long)(AF_UNIX) == 1UL, "spec/linux.yaml: AF_UNIX");
static_assert((unsigned long)(MSG_CMSG_CLOEXEC) == 0x40000000UL, "spec/linux.yaml: MSG_CMSG_CLOEXEC");
static_assert((unsigned long)(MSG_CONFIRM) == 0x800UL, "spec/linux.yaml: MSG_CONFIRM");
static_assert((unsigned long)(MSG_CTRUNC) == 8UL, "spec/linux.yaml: MSG_CTRUNC");
static_assert((unsigned long)(MSG_DONTROUTE) == 4UL, "spec/linux.yaml: MSG_DONTROUTE");
static_assert((unsigned long)(MSG_DONTWAIT) == 0x40UL, "spec/linux.yaml: MSG_DONTWAIT");
static_assert((unsigned long)(MSG_EOR) == 0x80UL, "spec/linux.yaml: MSG_EOR");
static_assert((unsigned long)(MSG_ERRQUEUE) == 0x2000UL, "spec/linux.yaml: MSG_ERRQUEUE");
static_assert((unsigned long)(MSG_MORE) == 0x8000UL, "spec/linux.yaml: MSG_MORE");
static_assert((unsigned long)(MSG_NOSIGNAL) == 0x4000UL, "spec/linux.yaml: MSG_NOSIGNAL");
static_assert((unsigned long)(MSG_OOB) == 1UL, "spec/linux.yaml: MSG_OOB");
static_assert((unsigned long)(MSG_PEEK) == 2UL, "spec/linux.yaml: MSG_PEEK");
static_assert((unsigned long)(MSG_TRUNC) == 0x20UL, "spec/linux.yaml: MSG_TRUNC");
static_assert((unsigned long)(MSG_WAITALL) == 0x100UL, "spec/linux.yaml: MSG_WAITALL");
static_assert((unsigned long)(SCM_RIGHTS) == 1UL, "spec/linux.yaml: SCM_RIGHTS");
static_assert((unsigned long)(SHUT_RD) == 0UL, "spec/linux.yaml: SHUT_RD");
static_assert((unsigned long)(SHUT_RDWR) == 2UL, "spec/linux.yaml: SHUT_RDWR");
static_assert((unsigned long)(SHUT_WR) == 1UL, "spec/linux.yaml: SHUT_WR");
static_assert((unsigned long)(SOCK_CLOEXEC) == 0x80000UL, "spec/linux.yaml: SOCK_CLOEXEC");
static_assert((unsigned long)(SOCK_DGRAM) == 2UL, "spec/linux.yaml: SOCK_DGRAM");
static_assert((unsigned long)(SOCK_NONBLOCK) == 0x800UL, "spec/linux.yaml: SOCK_NONBLOCK");
static_assert((unsigned long)(SOCK_RAW) == 3UL, "spec/linux.yaml: SOCK_RAW");
static_assert((unsigned long)(SOCK_SEQPACKET) == 5UL, "spec/linux.yaml: SOCK_SEQPACKET");
static_assert((unsigned long)(SOCK_STREAM) == 1UL, "spec/linux.yaml: SOCK_STREAM");
static_assert((unsigned long)(SOL_SOCKET) == 1UL, "spec/linux.yaml: SOL_SOCKET");
static_assert((unsigned long)(SO_ACCEPTCONN) == 30UL, "spec/linux.yaml: SO_ACCEPTCONN");
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
static_assert((unsigned long)(TFD_CLOEXEC) == 0x80000UL, "spec/linux.yaml: TFD_CLOEXEC");
static_assert((unsigned long)(TFD_NONBLOCK) == 0x800UL, "spec/linux.yaml: TFD_NONBLOCK");
static_assert((unsigned long)(TFD_TIMER_ABSTIME) == 1UL, "spec/linux.yaml: TFD_TIMER_ABSTIME");
static_assert((unsigned long)(TFD_TIMER_CANCEL_ON_SET) == 2UL, "spec/linux.yaml: TFD_TIMER_CANCEL_ON_SET");
static_assert((unsigned long)(CLOCK_BOOTTIME) == 7UL, "spec/linux.yaml: CLOCK_BOOTTIME");
static_assert((unsigned long)(CLOCK_BOOTTIME_ALARM) == 9UL, "spec/linux.yaml: CLOCK_BOOTTIME_ALARM");
static_assert((unsigned long)(CLOCK_MONOTONIC) == 1UL, "spec/linux.yaml: CLOCK_MONOTONIC");
static_assert((unsigned long)(CLOCK_REALTIME) == 0UL, "spec/linux.yaml: CLOCK_REALTIME");
static_assert((unsigned long)(CLOCK_REALTIME_ALARM) == 8UL, "spec/linux.yaml: CLOCK_REALTIME_ALARM");
static_assert((unsigned long)(IN_ACCESS) == 0x1UL, "spec/linux.yaml: IN_ACCESS");
static_assert((unsigned long)(IN_ALL_EVENTS) == 0xfffUL, "spec/linux.yaml: IN_ALL_EVENTS");
static_assert((unsigned long)(IN_ATTRIB) == 0x4UL, "spec/linux.yaml: IN_ATTRIB");
static_assert((unsigned long)(IN_CLOEXEC) == 0x80000UL, "spec/linux.yaml: IN_CLOEXEC");
static_assert((unsigned long)(IN_CLOSE) == 0x18UL, "spec/linux.yaml: IN_CLOSE");
static_assert((unsigned long)(IN_CLOSE_NOWRITE) == 0x10UL, "spec/linux.yaml: IN_CLOSE_NOWRITE");
static_assert((unsigned long)(IN_CLOSE_WRITE) == 0x8UL, "spec/linux.yaml: IN_CLOSE_WRITE");
static_assert((unsigned long)(IN_CREATE) == 0x100UL, "spec/linux.yaml: IN_CREATE");
static_assert((unsigned long)(IN_DELETE) == 0x200UL, "spec/linux.yaml: IN_DELETE");
static_assert((unsigned long)(IN_DELETE_SELF) == 0x400UL, "spec/linux.yaml: IN_DELETE_SELF");
static_assert((unsigned long)(IN_DONT_FOLLOW) == 0x2000000UL, "spec/linux.yaml: IN_DONT_FOLLOW");
static_assert((unsigned long)(IN_EXCL_UNLINK) == 0x4000000UL, "spec/linux.yaml: IN_EXCL_UNLINK");
static_assert((unsigned long)(IN_IGNORED) == 0x8000UL, "spec/linux.yaml: IN_IGNORED");
static_assert((unsigned long)(IN_ISDIR) == 0x40000000UL, "spec/linux.yaml: IN_ISDIR");
static_assert((unsigned long)(IN_MASK_ADD) == 0x20000000UL, "spec/linux.yaml: IN_MASK_ADD");
static_assert((unsigned long)(IN_MODIFY) == 0x2UL, "spec/linux.yaml: IN_MODIFY");
static_assert((unsigned long)(IN_MOVE) == 0xc0UL, "spec/linux.yaml: IN_MOVE");
static_assert((unsigned long)(IN_MOVED_FROM) == 0x40UL, "spec/linux.yaml: IN_MOVED_FROM");
static_assert((unsigned long)(IN_MOVED_TO) == 0x80UL, "spec/linux.yaml: IN_MOVED_TO");
static_assert((unsigned long)(IN_MOVE_SELF) == 0x800UL, "spec/linux.yaml: IN_MOVE_SELF");
static_assert((unsigned long)(IN_NONBLOCK) == 0x800UL, "spec/linux.yaml: IN_NONBLOCK");
static_assert((unsigned long)(IN_ONESHOT) == 0x80000000UL, "spec/linux.yaml: IN_ONESHOT");
static_assert((unsigned long)(IN_ONLYDIR) == 0x1000000UL, "spec/linux.yaml: IN_ONLYDIR");
static_assert((unsigned long)(IN_OPEN) == 0x20UL, "spec/linux.yaml: IN_OPEN");
static_assert((unsigned long)(IN_Q_OVERFLOW) == 0x4000UL, "spec/linux.yaml: IN_Q_OVERFLOW");
static_assert((unsigned long)(IN_UNMOUNT) == 0x2000UL, "spec/linux.yaml: IN_UNMOUNT");
static_assert((unsigned long)(RLIMIT_NOFILE) == 7UL, "spec/linux.yaml: RLIMIT_NOFILE");
static_assert((unsigned long)(EPERM) == 1UL, "spec/linux.yaml: EPERM");
static_assert((unsigned long)(ENOENT) == 2UL, "spec/linux.yaml: ENOENT");
static_assert((unsigned long)(ESRCH) == 3UL, "spec/linux.yaml: ESRCH");
static_assert((unsigned long)(EINTR) == 4UL, "spec/linux.yaml: EINTR");
static_assert((unsigned long)(EIO) == 5UL, "spec/linux.yaml: EIO");
static_assert((unsigned long)(ENXIO) == 6UL, "spec/linux.yaml: ENXIO");
static_assert((unsigned long)(E2BIG) == 7UL, "spec/linux.yaml: E2BIG");
static_assert((unsigned long)(ENOEXEC) == 8UL, "spec/linux.yaml: ENOEXEC");
static_assert((unsigned long)(EBADF) == 9UL, "spec/linux.yaml: EBADF");
static_assert((unsigned long)(ECHILD) == 10UL, "spec/linux.yaml: ECHILD");
static_assert((unsigned long)(EAGAIN) == 11UL, "spec/linux.yaml: EAGAIN");
static_assert((unsigned long)(ENOMEM) == 12UL, "spec/linux.yaml: ENOMEM");
static_assert((unsigned long)(EACCES) == 13UL, "spec/linux.yaml: EACCES");
static_assert((unsigned long)(EFAULT) == 14UL, "spec/linux.yaml: EFAULT");
static_assert((unsigned long)(ENOTBLK) == 15UL, "spec/linux.yaml: ENOTBLK");
static_assert((unsigned long)(EBUSY) == 16UL, "spec/linux.yaml: EBUSY");
static_assert((unsigned long)(EEXIST) == 17UL, "spec/linux.yaml: EEXIST");
static_assert((unsigned long)(EXDEV) == 18UL, "spec/linux.yaml: EXDEV");
static_assert((unsigned long)(ENODEV) == 19UL, "spec/linux.yaml: ENODEV");
static_assert((unsigned long)(ENOTDIR) == 20UL, "spec/linux.yaml: ENOTDIR");
static_assert((unsigned long)(EISDIR) == 21UL, "spec/linux.yaml: EISDIR");
static_assert((unsigned long)(EINVAL) == 22UL, "spec/linux.yaml: EINVAL");
static_assert((unsigned long)(ENFILE) == 23UL, "spec/linux.yaml: ENFILE");
static_assert((unsigned long)(EMFILE) == 24UL, "spec/linux.yaml: EMFILE");
static_assert((unsigned long)(ENOTTY) == 25UL, "spec/linux.yaml: ENOTTY");
static_assert((unsigned long)(ETXTBSY) == 26UL, "spec/linux.yaml: ETXTBSY");
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
static_assert((unsigned long)(ENOLCK) == 37UL, "spec/linux.yaml: ENOLCK");
static_assert((unsigned long)(ENOSYS) == 38UL, "spec/linux.yaml: ENOSYS");
static_assert((unsigned long)(ENOTEMPTY) == 39UL, "spec/linux.yaml: ENOTEMPTY");
static_assert((unsigned long)(ELOOP) == 40UL, "spec/linux.yaml: ELOOP");
static_assert((unsigned long)(ENOMSG) == 42UL, "spec/linux.yaml: ENOMSG");
static_assert((unsigned long)(EIDRM) == 43UL, "spec/linux.yaml: EIDRM");
static_assert((unsigned long)(ECHRNG) == 44UL, "spec/linux.yaml: ECHRNG");
static_assert((unsigned long)(EL2NSYNC) == 45UL, "spec/linux.yaml: EL2NSYNC");
static_assert((unsigned long)(EL3HLT) == 46UL, "spec/linux.yaml: EL3HLT");
static_assert((unsigned long)(EL3RST) == 47UL, "spec/linux.yaml: EL3RST");
static_assert((unsigned long)(ELNRNG) == 48UL, "spec/linux.yaml: ELNRNG");
static_assert((unsigned long)(EUNATCH) == 49UL, "spec/linux.yaml: EUNATCH");
static_assert((unsigned long)(ENOCSI) == 50UL, "spec/linux.yaml: ENOCSI");
static_assert((unsigned long)(EL2HLT) == 51UL, "spec/linux.yaml: EL2HLT");
static_assert((unsigned long)(EBADE) == 52UL, "spec/linux.yaml: EBADE");
static_assert((unsigned long)(EBADR) == 53UL, "spec/linux.yaml: EBADR");
static_assert((unsigned long)(EXFULL) == 54UL, "spec/linux.yaml: EXFULL");
static_assert((unsigned long)(ENOANO) == 55UL, "spec/linux.yaml: ENOANO");
static_assert((unsigned long)(EBADRQC) == 56UL, "spec/linux.yaml: EBADRQC");
static_assert((unsigned long)(EBADSLT) == 57UL, "spec/linux.yaml: EBADSLT");
static_assert((unsigned long)(EBFONT) == 59UL, "spec/linux.yaml: EBFONT");
static_assert((unsigned long)(ENOSTR) == 60UL, "spec/linux.yaml: ENOSTR");
static_assert((unsigned long)(ENODATA) == 61UL, "spec/linux.yaml: ENODATA");
static_assert((unsigned long)(ETIME) == 62UL, "spec/linux.yaml: ETIME");
static_assert((unsigned long)(ENOSR) == 63UL, "spec/linux.yaml: ENOSR");
static_assert((unsigned long)(ENONET) == 64UL, "spec/linux.yaml: ENONET");
static_assert((unsigned long)(ENOPKG) == 65UL, "spec/linux.yaml: ENOPKG");
static_assert((unsigned long)(EREMOTE) == 66UL, "spec/linux.yaml: EREMOTE");
static_assert((unsigned long)(ENOLINK) == 67UL, "spec/linux.yaml: ENOLINK");
static_assert((unsigned long)(EADV) == 68UL, "spec/linux.yaml: EADV");
static_assert((unsigned long)(ESRMNT) == 69UL, "spec/linux.yaml: ESRMNT");
static_assert((unsigned long)(ECOMM) == 70UL, "spec/linux.yaml: ECOMM");
static_assert((unsigned long)(EPROTO) == 71UL, "spec/linux.yaml: EPROTO");
static_assert((unsigned long)(EMULTIHOP) == 72UL, "spec/linux.yaml: EMULTIHOP");
static_assert((unsigned long)(EDOTDOT) == 73UL, "spec/linux.yaml: EDOTDOT");
static_assert((unsigned long)(EBADMSG) == 74UL, "spec/linux.yaml: EBADMSG");
static_assert((unsigned long)(EOVERFLOW) == 75UL, "spec/linux.yaml: EOVERFLOW");
static_assert((unsigned long)(ENOTUNIQ) == 76UL, "spec/linux.yaml: ENOTUNIQ");
static_assert((unsigned long)(EBADFD) == 77UL, "spec/linux.yaml: EBADFD");
static_assert((unsigned long)(EREMCHG) == 78UL, "spec/linux.yaml: EREMCHG");
static_assert((unsigned long)(ELIBACC) == 79UL, "spec/linux.yaml: ELIBACC");
static_assert((unsigned long)(ELIBBAD) == 80UL, "spec/linux.yaml: ELIBBAD");
static_assert((unsigned long)(ELIBSCN) == 81UL, "spec/linux.yaml: ELIBSCN");
static_assert((unsigned long)(ELIBMAX) == 82UL, "spec/linux.yaml: ELIBMAX");
static_assert((unsigned long)(ELIBEXEC) == 83UL, "spec/linux.yaml: ELIBEXEC");
static_assert((unsigned long)(EILSEQ) == 84UL, "spec/linux.yaml: EILSEQ");
static_assert((unsigned long)(ERESTART) == 85UL, "spec/linux.yaml: ERESTART");
static_assert((unsigned long)(ESTRPIPE) == 86UL, "spec/linux.yaml: ESTRPIPE");
static_assert((unsigned long)(EUSERS) == 87UL, "spec/linux.yaml: EUSERS");
static_assert((unsigned long)(ENOTSOCK) == 88UL, "spec/linux.yaml: ENOTSOCK");
static_assert((unsigned long)(EDESTADDRREQ) == 89UL, "spec/linux.yaml: EDESTADDRREQ");
static_assert((unsigned long)(EMSGSIZE) == 90UL, "spec/linux.yaml: EMSGSIZE");
static_assert((unsigned long)(EPROTOTYPE) == 91UL, "spec/linux.yaml: EPROTOTYPE");
static_assert((unsigned long)(ENOPROTOOPT) == 92UL, "spec/linux.yaml: ENOPROTOOPT");
static_assert((unsigned long)(EPROTONOSUPPORT) == 93UL, "spec/linux.yaml: EPROTONOSUPPORT");
static_assert((unsigned long)(ESOCKTNOSUPPORT) == 94UL, "spec/linux.yaml: ESOCKTNOSUPPORT");
static_assert((unsigned long)(EOPNOTSUPP) == 95UL, "spec/linux.yaml: EOPNOTSUPP");
static_assert((unsigned long)(EPFNOSUPPORT) == 96UL, "spec/linux.yaml: EPFNOSUPPORT");
static_assert((unsigned long)(EAFNOSUPPORT) == 97UL, "spec/linux.yaml: EAFNOSUPPORT");
static_assert((unsigned long)(EADDRINUSE) == 98UL, "spec/linux.yaml: EADDRINUSE");
static_assert((unsigned long)(EADDRNOTAVAIL) == 99UL, "spec/linux.yaml: EADDRNOTAVAIL");
static_assert((unsigned long)(ENETDOWN) == 100UL, "spec/linux.yaml: ENETDOWN");
static_assert((unsigned long)(ENETUNREACH) == 101UL, "spec/linux.yaml: ENETUNREACH");
static_assert((unsigned long)(ENETRESET) == 102UL, "spec/linux.yaml: ENETRESET");
static_assert((unsigned long)(ECONNABORTED) == 103UL, "spec/linux.yaml: ECONNABORTED");
static_assert((unsigned long)(ECONNRESET) == 104UL, "spec/linux.yaml: ECONNRESET");
static_assert((unsigned long)(ENOBUFS) == 105UL, "spec/linux.yaml: ENOBUFS");
static_assert((unsigned long)(EISCONN) == 106UL, "spec/linux.yaml: EISCONN");
static_assert((unsigned long)(ENOTCONN) == 107UL, "spec/linux.yaml: ENOTCONN");
static_assert((unsigned long)(ESHUTDOWN) == 108UL, "spec/linux.yaml: ESHUTDOWN");
static_assert((unsigned long)(ETOOMANYREFS) == 109UL, "spec/linux.yaml: ETOOMANYREFS");
static_assert((unsigned long)(ETIMEDOUT) == 110UL, "spec/linux.yaml: ETIMEDOUT");
static_assert((unsigned long)(ECONNREFUSED) == 111UL, "spec/linux.yaml: ECONNREFUSED");
static_assert((unsigned long)(EHOSTDOWN) == 112UL, "spec/linux.yaml: EHOSTDOWN");
static_assert((unsigned long)(EHOSTUNREACH) == 113UL, "spec/linux.yaml: EHOSTUNREACH");
static_assert((unsigned long)(EALREADY) == 114UL, "spec/linux.yaml: EALREADY");
static_assert((unsigned long)(EINPROGRESS) == 115UL, "spec/linux.yaml: EINPROGRESS");
static_assert((unsigned long)(ESTALE) == 116UL, "spec/linux.yaml: ESTALE");
static_assert((unsigned long)(EUCLEAN) == 117UL, "spec/linux.yaml: EUCLEAN");
static_assert((unsigned long)(ENOTNAM) == 118UL, "spec/linux.yaml: ENOTNAM");
static_assert((unsigned long)(ENAVAIL) == 119UL, "spec/linux.yaml: ENAVAIL");
static_assert((unsigned long)(EISNAM) == 120UL, "spec/linux.yaml: EISNAM");
static_assert((unsigned long)(EREMOTEIO) == 121UL, "spec/linux.yaml: EREMOTEIO");
static_assert((unsigned long)(EDQUOT) == 122UL, "spec/linux.yaml: EDQUOT");
static_assert((unsigned long)(ENOMEDIUM) == 123UL, "spec/linux.yaml: ENOMEDIUM");
static_assert((unsigned long)(EMEDIUMTYPE) == 124UL, "spec/linux.yaml: EMEDIUMTYPE");
static_assert((unsigned long)(ECANCELED) == 125UL, "spec/linux.yaml: ECANCELED");
static_assert((unsigned long)(ENOKEY) == 126UL, "spec/linux.yaml: ENOKEY");
static_assert((unsigned long)(EKEYEXPIRED) == 127UL, "spec/linux.yaml: EKEYEXPIRED");
static_assert((unsigned long)(EKEYREVOKED) == 128UL, "spec/linux.yaml: EKEYREVOKED");
static_assert((unsigned long)(EKEYREJECTED) == 129UL, "spec/linux.yaml: EKEYREJECTED");
static_assert((unsigned long)(EOWNERDEAD) == 130UL, "spec/linux.yaml: EOWNERDEAD");
static_assert((unsigned long)(ENOTRECOVERABLE) == 131UL, "spec/linux.yaml: ENOTRECOVERABLE");
static_assert((unsigned long)(ERFKILL) == 132UL, "spec/linux.yaml: ERFKILL");
static_assert((unsigned long)(EHWPOISON) == 133UL, "spec/linux.yaml: EHWPOISON");
#ifdef SYS_epoll_pwait2
static_assert(SYS_epoll_pwait2 == 441, "spec/linux.yaml: number of epoll_pwait2");
#endif
#ifdef SYS_pidfd_open
static_assert(SYS_pidfd_open == 434, "spec/linux.yaml: number of pidfd_open");
#endif
#if defined(__x86_64__)
static_assert((unsigned long)(O_DIRECT) == 0x4000UL, "spec/linux.yaml: O_DIRECT on x64");
static_assert((unsigned long)(O_DIRECTORY) == 0x10000UL, "spec/linux.yaml: O_DIRECTORY on x64");
static_assert((unsigned long)(O_NOFOLLOW) == 0x20000UL, "spec/linux.yaml: O_NOFOLLOW on x64");
static_assert((unsigned long)(O_TMPFILE) == 0x410000UL, "spec/linux.yaml: O_TMPFILE on x64");
static_assert((unsigned long)(SYS_io_cancel) == 210UL, "spec/linux.yaml: SYS_io_cancel on x64");
static_assert((unsigned long)(SYS_io_destroy) == 207UL, "spec/linux.yaml: SYS_io_destroy on x64");
static_assert((unsigned long)(SYS_io_getevents) == 208UL, "spec/linux.yaml: SYS_io_getevents on x64");
static_assert((unsigned long)(SYS_io_setup) == 206UL, "spec/linux.yaml: SYS_io_setup on x64");
static_assert((unsigned long)(SYS_io_submit) == 209UL, "spec/linux.yaml: SYS_io_submit on x64");
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
static_assert(sizeof(struct iocb) == 64, "spec/linux.yaml: size of iocb on x64");
static_assert(alignof(struct iocb) == 8, "spec/linux.yaml: alignment of iocb on x64");
static_assert(offsetof(struct iocb, aio_data) == 0, "spec/linux.yaml: offset of iocb.aio_data on x64");
static_assert(sizeof(((struct iocb *)0)->aio_data) == 8, "spec/linux.yaml: size of iocb.aio_data on x64");
static_assert(offsetof(struct iocb, aio_key) == 8, "spec/linux.yaml: offset of iocb.aio_key on x64");
static_assert(sizeof(((struct iocb *)0)->aio_key) == 4, "spec/linux.yaml: size of iocb.aio_key on x64");
static_assert(offsetof(struct iocb, aio_rw_flags) == 12, "spec/linux.yaml: offset of iocb.aio_rw_flags on x64");
static_assert(sizeof(((struct iocb *)0)->aio_rw_flags) == 4, "spec/linux.yaml: size of iocb.aio_rw_flags on x64");
static_assert(offsetof(struct iocb, aio_lio_opcode) == 16, "spec/linux.yaml: offset of iocb.aio_lio_opcode on x64");
static_assert(sizeof(((struct iocb *)0)->aio_lio_opcode) == 2, "spec/linux.yaml: size of iocb.aio_lio_opcode on x64");
static_assert(offsetof(struct iocb, aio_reqprio) == 18, "spec/linux.yaml: offset of iocb.aio_reqprio on x64");
static_assert(sizeof(((struct iocb *)0)->aio_reqprio) == 2, "spec/linux.yaml: size of iocb.aio_reqprio on x64");
static_assert(offsetof(struct iocb, aio_fildes) == 20, "spec/linux.yaml: offset of iocb.aio_fildes on x64");
static_assert(sizeof(((struct iocb *)0)->aio_fildes) == 4, "spec/linux.yaml: size of iocb.aio_fildes on x64");
static_assert(offsetof(struct iocb, aio_buf) == 24, "spec/linux.yaml: offset of iocb.aio_buf on x64");
static_assert(sizeof(((struct iocb *)0)->aio_buf) == 8, "spec/linux.yaml: size of iocb.aio_buf on x64");
static_assert(offsetof(struct iocb, aio_nbytes) == 32, "spec/linux.yaml: offset of iocb.aio_nbytes on x64");
static_assert(sizeof(((struct iocb *)0)->aio_nbytes) == 8, "spec/linux.yaml: size of iocb.aio_nbytes on x64");
static_assert(offsetof(struct iocb, aio_offset) == 40, "spec/linux.yaml: offset of iocb.aio_offset on x64");
static_assert(sizeof(((struct iocb *)0)->aio_offset) == 8, "spec/linux.yaml: size of iocb.aio_offset on x64");
static_assert(offsetof(struct iocb, aio_reserved2) == 48, "spec/linux.yaml: offset of iocb.aio_reserved2 on x64");
static_assert(sizeof(((struct iocb *)0)->aio_reserved2) == 8, "spec/linux.yaml: size of iocb.aio_reserved2 on x64");
static_assert(offsetof(struct iocb, aio_flags) == 56, "spec/linux.yaml: offset of iocb.aio_flags on x64");
static_assert(sizeof(((struct iocb *)0)->aio_flags) == 4, "spec/linux.yaml: size of iocb.aio_flags on x64");
static_assert(offsetof(struct iocb, aio_resfd) == 60, "spec/linux.yaml: offset of iocb.aio_resfd on x64");
static_assert(sizeof(((struct iocb *)0)->aio_resfd) == 4, "spec/linux.yaml: size of iocb.aio_resfd on x64");
static_assert(sizeof(struct io_event) == 32, "spec/linux.yaml: size of io_event on x64");
static_assert(alignof(struct io_event) == 8, "spec/linux.yaml: alignment of io_event on x64");
static_assert(offsetof(struct io_event, data) == 0, "spec/linux.yaml: offset of io_event.data on x64");
static_assert(sizeof(((struct io_event *)0)->data) == 8, "spec/linux.yaml: size of io_event.data on x64");
static_assert(offsetof(struct io_event, obj) == 8, "spec/linux.yaml: offset of io_event.obj on x64");
static_assert(sizeof(((struct io_event *)0)->obj) == 8, "spec/linux.yaml: size of io_event.obj on x64");
static_assert(offsetof(struct io_event, res) == 16, "spec/linux.yaml: offset of io_event.res on x64");
static_assert(sizeof(((struct io_event *)0)->res) == 8, "spec/linux.yaml: size of io_event.res on x64");
static_assert(offsetof(struct io_event, res2) == 24, "spec/linux.yaml: offset of io_event.res2 on x64");
static_assert(sizeof(((struct io_event *)0)->res2) == 8, "spec/linux.yaml: size of io_event.res2 on x64");
static_assert(sizeof(struct itimerspec) == 32, "spec/linux.yaml: size of itimerspec on x64");
static_assert(alignof(struct itimerspec) == 8, "spec/linux.yaml: alignment of itimerspec on x64");
static_assert(offsetof(struct itimerspec, it_interval) == 0, "spec/linux.yaml: offset of itimerspec.it_interval on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval) == 16, "spec/linux.yaml: size of itimerspec.it_interval on x64");
static_assert(offsetof(struct itimerspec, it_interval.tv_sec) == 0, "spec/linux.yaml: offset of itimerspec.it_interval.tv_sec on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval.tv_sec) == 8, "spec/linux.yaml: size of itimerspec.it_interval.tv_sec on x64");
static_assert(offsetof(struct itimerspec, it_interval.tv_nsec) == 8, "spec/linux.yaml: offset of itimerspec.it_interval.tv_nsec on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval.tv_nsec) == 8, "spec/linux.yaml: size of itimerspec.it_interval.tv_nsec on x64");
static_assert(offsetof(struct itimerspec, it_value) == 16, "spec/linux.yaml: offset of itimerspec.it_value on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_value) == 16, "spec/linux.yaml: size of itimerspec.it_value on x64");
static_assert(offsetof(struct itimerspec, it_value.tv_sec) == 16, "spec/linux.yaml: offset of itimerspec.it_value.tv_sec on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_value.tv_sec) == 8, "spec/linux.yaml: size of itimerspec.it_value.tv_sec on x64");
static_assert(offsetof(struct itimerspec, it_value.tv_nsec) == 24, "spec/linux.yaml: offset of itimerspec.it_value.tv_nsec on x64");
static_assert(sizeof(((struct itimerspec *)0)->it_value.tv_nsec) == 8, "spec/linux.yaml: size of itimerspec.it_value.tv_nsec on x64");
static_assert(sizeof(struct inotify_event) == 16, "spec/linux.yaml: size of inotify_event on x64");
static_assert(alignof(struct inotify_event) == 4, "spec/linux.yaml: alignment of inotify_event on x64");
static_assert(offsetof(struct inotify_event, wd) == 0, "spec/linux.yaml: offset of inotify_event.wd on x64");
static_assert(sizeof(((struct inotify_event *)0)->wd) == 4, "spec/linux.yaml: size of inotify_event.wd on x64");
static_assert(offsetof(struct inotify_event, mask) == 4, "spec/linux.yaml: offset of inotify_event.mask on x64");
static_assert(sizeof(((struct inotify_event *)0)->mask) == 4, "spec/linux.yaml: size of inotify_event.mask on x64");
static_assert(offsetof(struct inotify_event, cookie) == 8, "spec/linux.yaml: offset of inotify_event.cookie on x64");
static_assert(sizeof(((struct inotify_event *)0)->cookie) == 4, "spec/linux.yaml: size of inotify_event.cookie on x64");
static_assert(offsetof(struct inotify_event, len) == 12, "spec/linux.yaml: offset of inotify_event.len on x64");
static_assert(sizeof(((struct inotify_event *)0)->len) == 4, "spec/linux.yaml: size of inotify_event.len on x64");
static_assert(sizeof(struct msghdr) == 56, "spec/linux.yaml: size of msghdr on x64");
static_assert(alignof(struct msghdr) <= 8, "spec/linux.yaml: alignment of msghdr on x64");
static_assert(offsetof(struct msghdr, msg_name) == 0, "spec/linux.yaml: offset of msghdr.msg_name on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_name) == 8, "spec/linux.yaml: size of msghdr.msg_name on x64");
static_assert(offsetof(struct msghdr, msg_namelen) == 8, "spec/linux.yaml: offset of msghdr.msg_namelen on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_namelen) == 4, "spec/linux.yaml: size of msghdr.msg_namelen on x64");
static_assert(offsetof(struct msghdr, msg_iov) == 16, "spec/linux.yaml: offset of msghdr.msg_iov on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_iov) == 8, "spec/linux.yaml: size of msghdr.msg_iov on x64");
static_assert(offsetof(struct msghdr, msg_iovlen) == 24, "spec/linux.yaml: offset of msghdr.msg_iovlen on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_iovlen) <= 8, "spec/linux.yaml: size of msghdr.msg_iovlen on x64");
static_assert(offsetof(struct msghdr, msg_control) == 32, "spec/linux.yaml: offset of msghdr.msg_control on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_control) == 8, "spec/linux.yaml: size of msghdr.msg_control on x64");
static_assert(offsetof(struct msghdr, msg_controllen) == 40, "spec/linux.yaml: offset of msghdr.msg_controllen on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_controllen) <= 8, "spec/linux.yaml: size of msghdr.msg_controllen on x64");
static_assert(offsetof(struct msghdr, msg_flags) == 48, "spec/linux.yaml: offset of msghdr.msg_flags on x64");
static_assert(sizeof(((struct msghdr *)0)->msg_flags) == 4, "spec/linux.yaml: size of msghdr.msg_flags on x64");
static_assert(sizeof(struct cmsghdr) == 16, "spec/linux.yaml: size of cmsghdr on x64");
static_assert(alignof(struct cmsghdr) <= 8, "spec/linux.yaml: alignment of cmsghdr on x64");
static_assert(offsetof(struct cmsghdr, cmsg_len) == 0, "spec/linux.yaml: offset of cmsghdr.cmsg_len on x64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_len) <= 8, "spec/linux.yaml: size of cmsghdr.cmsg_len on x64");
static_assert(offsetof(struct cmsghdr, cmsg_level) == 8, "spec/linux.yaml: offset of cmsghdr.cmsg_level on x64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_level) == 4, "spec/linux.yaml: size of cmsghdr.cmsg_level on x64");
static_assert(offsetof(struct cmsghdr, cmsg_type) == 12, "spec/linux.yaml: offset of cmsghdr.cmsg_type on x64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_type) == 4, "spec/linux.yaml: size of cmsghdr.cmsg_type on x64");
static_assert(sizeof(struct winsize) == 8, "spec/linux.yaml: size of winsize on x64");
static_assert(alignof(struct winsize) == 2, "spec/linux.yaml: alignment of winsize on x64");
static_assert(offsetof(struct winsize, ws_row) == 0, "spec/linux.yaml: offset of winsize.ws_row on x64");
static_assert(sizeof(((struct winsize *)0)->ws_row) == 2, "spec/linux.yaml: size of winsize.ws_row on x64");
static_assert(offsetof(struct winsize, ws_col) == 2, "spec/linux.yaml: offset of winsize.ws_col on x64");
static_assert(sizeof(((struct winsize *)0)->ws_col) == 2, "spec/linux.yaml: size of winsize.ws_col on x64");
static_assert(offsetof(struct winsize, ws_xpixel) == 4, "spec/linux.yaml: offset of winsize.ws_xpixel on x64");
static_assert(sizeof(((struct winsize *)0)->ws_xpixel) == 2, "spec/linux.yaml: size of winsize.ws_xpixel on x64");
static_assert(offsetof(struct winsize, ws_ypixel) == 6, "spec/linux.yaml: offset of winsize.ws_ypixel on x64");
static_assert(sizeof(((struct winsize *)0)->ws_ypixel) == 2, "spec/linux.yaml: size of winsize.ws_ypixel on x64");
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
static_assert((unsigned long)(O_DIRECT) == 0x10000UL, "spec/linux.yaml: O_DIRECT on arm64");
static_assert((unsigned long)(O_DIRECTORY) == 0x4000UL, "spec/linux.yaml: O_DIRECTORY on arm64");
static_assert((unsigned long)(O_NOFOLLOW) == 0x8000UL, "spec/linux.yaml: O_NOFOLLOW on arm64");
static_assert((unsigned long)(O_TMPFILE) == 0x404000UL, "spec/linux.yaml: O_TMPFILE on arm64");
static_assert((unsigned long)(SYS_io_cancel) == 3UL, "spec/linux.yaml: SYS_io_cancel on arm64");
static_assert((unsigned long)(SYS_io_destroy) == 1UL, "spec/linux.yaml: SYS_io_destroy on arm64");
static_assert((unsigned long)(SYS_io_getevents) == 4UL, "spec/linux.yaml: SYS_io_getevents on arm64");
static_assert((unsigned long)(SYS_io_setup) == 0UL, "spec/linux.yaml: SYS_io_setup on arm64");
static_assert((unsigned long)(SYS_io_submit) == 2UL, "spec/linux.yaml: SYS_io_submit on arm64");
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
static_assert(sizeof(struct iocb) == 64, "spec/linux.yaml: size of iocb on arm64");
static_assert(alignof(struct iocb) == 8, "spec/linux.yaml: alignment of iocb on arm64");
static_assert(offsetof(struct iocb, aio_data) == 0, "spec/linux.yaml: offset of iocb.aio_data on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_data) == 8, "spec/linux.yaml: size of iocb.aio_data on arm64");
static_assert(offsetof(struct iocb, aio_key) == 8, "spec/linux.yaml: offset of iocb.aio_key on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_key) == 4, "spec/linux.yaml: size of iocb.aio_key on arm64");
static_assert(offsetof(struct iocb, aio_rw_flags) == 12, "spec/linux.yaml: offset of iocb.aio_rw_flags on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_rw_flags) == 4, "spec/linux.yaml: size of iocb.aio_rw_flags on arm64");
static_assert(offsetof(struct iocb, aio_lio_opcode) == 16, "spec/linux.yaml: offset of iocb.aio_lio_opcode on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_lio_opcode) == 2, "spec/linux.yaml: size of iocb.aio_lio_opcode on arm64");
static_assert(offsetof(struct iocb, aio_reqprio) == 18, "spec/linux.yaml: offset of iocb.aio_reqprio on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_reqprio) == 2, "spec/linux.yaml: size of iocb.aio_reqprio on arm64");
static_assert(offsetof(struct iocb, aio_fildes) == 20, "spec/linux.yaml: offset of iocb.aio_fildes on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_fildes) == 4, "spec/linux.yaml: size of iocb.aio_fildes on arm64");
static_assert(offsetof(struct iocb, aio_buf) == 24, "spec/linux.yaml: offset of iocb.aio_buf on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_buf) == 8, "spec/linux.yaml: size of iocb.aio_buf on arm64");
static_assert(offsetof(struct iocb, aio_nbytes) == 32, "spec/linux.yaml: offset of iocb.aio_nbytes on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_nbytes) == 8, "spec/linux.yaml: size of iocb.aio_nbytes on arm64");
static_assert(offsetof(struct iocb, aio_offset) == 40, "spec/linux.yaml: offset of iocb.aio_offset on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_offset) == 8, "spec/linux.yaml: size of iocb.aio_offset on arm64");
static_assert(offsetof(struct iocb, aio_reserved2) == 48, "spec/linux.yaml: offset of iocb.aio_reserved2 on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_reserved2) == 8, "spec/linux.yaml: size of iocb.aio_reserved2 on arm64");
static_assert(offsetof(struct iocb, aio_flags) == 56, "spec/linux.yaml: offset of iocb.aio_flags on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_flags) == 4, "spec/linux.yaml: size of iocb.aio_flags on arm64");
static_assert(offsetof(struct iocb, aio_resfd) == 60, "spec/linux.yaml: offset of iocb.aio_resfd on arm64");
static_assert(sizeof(((struct iocb *)0)->aio_resfd) == 4, "spec/linux.yaml: size of iocb.aio_resfd on arm64");
static_assert(sizeof(struct io_event) == 32, "spec/linux.yaml: size of io_event on arm64");
static_assert(alignof(struct io_event) == 8, "spec/linux.yaml: alignment of io_event on arm64");
static_assert(offsetof(struct io_event, data) == 0, "spec/linux.yaml: offset of io_event.data on arm64");
static_assert(sizeof(((struct io_event *)0)->data) == 8, "spec/linux.yaml: size of io_event.data on arm64");
static_assert(offsetof(struct io_event, obj) == 8, "spec/linux.yaml: offset of io_event.obj on arm64");
static_assert(sizeof(((struct io_event *)0)->obj) == 8, "spec/linux.yaml: size of io_event.obj on arm64");
static_assert(offsetof(struct io_event, res) == 16, "spec/linux.yaml: offset of io_event.res on arm64");
static_assert(sizeof(((struct io_event *)0)->res) == 8, "spec/linux.yaml: size of io_event.res on arm64");
static_assert(offsetof(struct io_event, res2) == 24, "spec/linux.yaml: offset of io_event.res2 on arm64");
static_assert(sizeof(((struct io_event *)0)->res2) == 8, "spec/linux.yaml: size of io_event.res2 on arm64");
static_assert(sizeof(struct itimerspec) == 32, "spec/linux.yaml: size of itimerspec on arm64");
static_assert(alignof(struct itimerspec) == 8, "spec/linux.yaml: alignment of itimerspec on arm64");
static_assert(offsetof(struct itimerspec, it_interval) == 0, "spec/linux.yaml: offset of itimerspec.it_interval on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval) == 16, "spec/linux.yaml: size of itimerspec.it_interval on arm64");
static_assert(offsetof(struct itimerspec, it_interval.tv_sec) == 0, "spec/linux.yaml: offset of itimerspec.it_interval.tv_sec on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval.tv_sec) == 8, "spec/linux.yaml: size of itimerspec.it_interval.tv_sec on arm64");
static_assert(offsetof(struct itimerspec, it_interval.tv_nsec) == 8, "spec/linux.yaml: offset of itimerspec.it_interval.tv_nsec on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_interval.tv_nsec) == 8, "spec/linux.yaml: size of itimerspec.it_interval.tv_nsec on arm64");
static_assert(offsetof(struct itimerspec, it_value) == 16, "spec/linux.yaml: offset of itimerspec.it_value on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_value) == 16, "spec/linux.yaml: size of itimerspec.it_value on arm64");
static_assert(offsetof(struct itimerspec, it_value.tv_sec) == 16, "spec/linux.yaml: offset of itimerspec.it_value.tv_sec on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_value.tv_sec) == 8, "spec/linux.yaml: size of itimerspec.it_value.tv_sec on arm64");
static_assert(offsetof(struct itimerspec, it_value.tv_nsec) == 24, "spec/linux.yaml: offset of itimerspec.it_value.tv_nsec on arm64");
static_assert(sizeof(((struct itimerspec *)0)->it_value.tv_nsec) == 8, "spec/linux.yaml: size of itimerspec.it_value.tv_nsec on arm64");
static_assert(sizeof(struct inotify_event) == 16, "spec/linux.yaml: size of inotify_event on arm64");
static_assert(alignof(struct inotify_event) == 4, "spec/linux.yaml: alignment of inotify_event on arm64");
static_assert(offsetof(struct inotify_event, wd) == 0, "spec/linux.yaml: offset of inotify_event.wd on arm64");
static_assert(sizeof(((struct inotify_event *)0)->wd) == 4, "spec/linux.yaml: size of inotify_event.wd on arm64");
static_assert(offsetof(struct inotify_event, mask) == 4, "spec/linux.yaml: offset of inotify_event.mask on arm64");
static_assert(sizeof(((struct inotify_event *)0)->mask) == 4, "spec/linux.yaml: size of inotify_event.mask on arm64");
static_assert(offsetof(struct inotify_event, cookie) == 8, "spec/linux.yaml: offset of inotify_event.cookie on arm64");
static_assert(sizeof(((struct inotify_event *)0)->cookie) == 4, "spec/linux.yaml: size of inotify_event.cookie on arm64");
static_assert(offsetof(struct inotify_event, len) == 12, "spec/linux.yaml: offset of inotify_event.len on arm64");
static_assert(sizeof(((struct inotify_event *)0)->len) == 4, "spec/linux.yaml: size of inotify_event.len on arm64");
static_assert(sizeof(struct msghdr) == 56, "spec/linux.yaml: size of msghdr on arm64");
static_assert(alignof(struct msghdr) <= 8, "spec/linux.yaml: alignment of msghdr on arm64");
static_assert(offsetof(struct msghdr, msg_name) == 0, "spec/linux.yaml: offset of msghdr.msg_name on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_name) == 8, "spec/linux.yaml: size of msghdr.msg_name on arm64");
static_assert(offsetof(struct msghdr, msg_namelen) == 8, "spec/linux.yaml: offset of msghdr.msg_namelen on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_namelen) == 4, "spec/linux.yaml: size of msghdr.msg_namelen on arm64");
static_assert(offsetof(struct msghdr, msg_iov) == 16, "spec/linux.yaml: offset of msghdr.msg_iov on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_iov) == 8, "spec/linux.yaml: size of msghdr.msg_iov on arm64");
static_assert(offsetof(struct msghdr, msg_iovlen) == 24, "spec/linux.yaml: offset of msghdr.msg_iovlen on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_iovlen) <= 8, "spec/linux.yaml: size of msghdr.msg_iovlen on arm64");
static_assert(offsetof(struct msghdr, msg_control) == 32, "spec/linux.yaml: offset of msghdr.msg_control on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_control) == 8, "spec/linux.yaml: size of msghdr.msg_control on arm64");
static_assert(offsetof(struct msghdr, msg_controllen) == 40, "spec/linux.yaml: offset of msghdr.msg_controllen on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_controllen) <= 8, "spec/linux.yaml: size of msghdr.msg_controllen on arm64");
static_assert(offsetof(struct msghdr, msg_flags) == 48, "spec/linux.yaml: offset of msghdr.msg_flags on arm64");
static_assert(sizeof(((struct msghdr *)0)->msg_flags) == 4, "spec/linux.yaml: size of msghdr.msg_flags on arm64");
static_assert(sizeof(struct cmsghdr) == 16, "spec/linux.yaml: size of cmsghdr on arm64");
static_assert(alignof(struct cmsghdr) <= 8, "spec/linux.yaml: alignment of cmsghdr on arm64");
static_assert(offsetof(struct cmsghdr, cmsg_len) == 0, "spec/linux.yaml: offset of cmsghdr.cmsg_len on arm64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_len) <= 8, "spec/linux.yaml: size of cmsghdr.cmsg_len on arm64");
static_assert(offsetof(struct cmsghdr, cmsg_level) == 8, "spec/linux.yaml: offset of cmsghdr.cmsg_level on arm64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_level) == 4, "spec/linux.yaml: size of cmsghdr.cmsg_level on arm64");
static_assert(offsetof(struct cmsghdr, cmsg_type) == 12, "spec/linux.yaml: offset of cmsghdr.cmsg_type on arm64");
static_assert(sizeof(((struct cmsghdr *)0)->cmsg_type) == 4, "spec/linux.yaml: size of cmsghdr.cmsg_type on arm64");
static_assert(sizeof(struct winsize) == 8, "spec/linux.yaml: size of winsize on arm64");
static_assert(alignof(struct winsize) == 2, "spec/linux.yaml: alignment of winsize on arm64");
static_assert(offsetof(struct winsize, ws_row) == 0, "spec/linux.yaml: offset of winsize.ws_row on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_row) == 2, "spec/linux.yaml: size of winsize.ws_row on arm64");
static_assert(offsetof(struct winsize, ws_col) == 2, "spec/linux.yaml: offset of winsize.ws_col on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_col) == 2, "spec/linux.yaml: size of winsize.ws_col on arm64");
static_assert(offsetof(struct winsize, ws_xpixel) == 4, "spec/linux.yaml: offset of winsize.ws_xpixel on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_xpixel) == 2, "spec/linux.yaml: size of winsize.ws_xpixel on arm64");
static_assert(offsetof(struct winsize, ws_ypixel) == 6, "spec/linux.yaml: offset of winsize.ws_ypixel on arm64");
static_assert(sizeof(((struct winsize *)0)->ws_ypixel) == 2, "spec/linux.yaml: size of winsize.ws_ypixel on arm64");
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

// (clock, flags) => result
napi_value call_timerfd_create(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::timerfd_create(in.integer(0), in.integer(1)));
}

// (fd, flags, value, old) => result
napi_value call_timerfd_settime(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto value = in.at_least(2, 32);
  if (value.data == nullptr) return pollio::fault(env);
  const auto old = in.at_least(3, 32);
  if (old.data == nullptr) return pollio::fault(env);
  return result(env, ::timerfd_settime(in.integer(0), in.integer(1), reinterpret_cast<const struct itimerspec *>(value.data), reinterpret_cast<struct itimerspec *>(old.data)));
}

// (fd, value) => result
napi_value call_timerfd_gettime(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  const auto value = in.at_least(1, 32);
  if (value.data == nullptr) return pollio::fault(env);
  return result(env, ::timerfd_gettime(in.integer(0), reinterpret_cast<struct itimerspec *>(value.data)));
}

// (flags) => result
napi_value call_inotify_init1(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return result(env, ::inotify_init1(in.integer(0)));
}

// (fd, path, mask) => result
napi_value call_inotify_add_watch(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  const auto path = in.at_least(1, 0);
  if (path.data == nullptr) return pollio::fault(env);
  return result(env, ::inotify_add_watch(in.integer(0), reinterpret_cast<const char *>(path.data), in.unsigned_integer(2)));
}

// (fd, wd) => result
napi_value call_inotify_rm_watch(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::inotify_rm_watch(in.integer(0), in.integer(1)));
}

// (pid, flags) => result
napi_value call_pidfd_open(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  return result(env, ::syscall(434, in.integer(0), in.unsigned_integer(1)));
}

// (fd, bytes, flags, address) => result
napi_value call_sendto(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const auto bytes = in.at_least(1, 0);
  if (bytes.data == nullptr) return pollio::fault(env);
  const auto address = in.at_least(3, 0);
  if (address.data == nullptr) return pollio::fault(env);
  return result(env, ::sendto(in.integer(0), reinterpret_cast<const void *>(bytes.data), static_cast<size_t>(bytes.size), in.integer(2), reinterpret_cast<const struct sockaddr *>(address.data), static_cast<socklen_t>(address.size)));
}

// (fd, bytes, flags, address, addressLength) => result
napi_value call_recvfrom(napi_env env, napi_callback_info info) {
  Arguments<5> in(env, info);
  const auto bytes = in.at_least(1, 0);
  if (bytes.data == nullptr) return pollio::fault(env);
  const auto address = in.at_least(3, 0);
  if (address.data == nullptr) return pollio::fault(env);
  const auto addressLength = in.at_least(4, 0);
  if (addressLength.data == nullptr) return pollio::fault(env);
  return result(env, ::recvfrom(in.integer(0), reinterpret_cast<void *>(bytes.data), static_cast<size_t>(bytes.size), in.integer(2), reinterpret_cast<struct sockaddr *>(address.data), reinterpret_cast<socklen_t *>(addressLength.data)));
}

// (fd, message, flags) => result
napi_value call_sendmsg(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::sendmsg(in.integer(0), reinterpret_cast<const struct msghdr *>(in.block(1)), in.integer(2)));
}

// (fd, message, flags) => result
napi_value call_recvmsg(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  return result(env, ::recvmsg(in.integer(0), reinterpret_cast<struct msghdr *>(in.block(1)), in.integer(2)));
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
  add(env, exports, slots, "getpeername", call_getpeername);
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
  add(env, exports, slots, "open", call_open);
  add(env, exports, slots, "openat", call_openat);
  add(env, exports, slots, "pread", call_pread);
  add(env, exports, slots, "pwrite", call_pwrite);
  add(env, exports, slots, "readv", call_readv);
  add(env, exports, slots, "writev", call_writev);
  add(env, exports, slots, "ioctl", call_ioctl);
  add(env, exports, slots, "timerfd_create", call_timerfd_create);
  add(env, exports, slots, "timerfd_settime", call_timerfd_settime);
  add(env, exports, slots, "timerfd_gettime", call_timerfd_gettime);
  add(env, exports, slots, "inotify_init1", call_inotify_init1);
  add(env, exports, slots, "inotify_add_watch", call_inotify_add_watch);
  add(env, exports, slots, "inotify_rm_watch", call_inotify_rm_watch);
  add(env, exports, slots, "pidfd_open", call_pidfd_open);
  add(env, exports, slots, "sendto", call_sendto);
  add(env, exports, slots, "recvfrom", call_recvfrom);
  add(env, exports, slots, "sendmsg", call_sendmsg);
  add(env, exports, slots, "recvmsg", call_recvmsg);
  pollio::add_frame(env, exports, slots);
  add(env, exports, slots, "release", pollio::release);
  add(env, exports, slots, "address", pollio::address);
  pollio::add_written(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(pollio, init)
