/* Darwin's socket calls: socket(2), bind(2), connect(2), accept(2) and their like in Apple's manual. */

#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "addresses.h"
#include "darwin.h"
#include "errors.h"
#include "kernel.h"
#include "knotes.h"
#include "socket-facts.h"

/* -1 if XNU has no protocol for it: there are no SOCK_NONBLOCK and SOCK_CLOEXEC on Darwin. */
static int type_for_linux(int domain, int type) {
  if (type == D_SOCK_STREAM) return SOCK_STREAM;
  if (type == D_SOCK_DGRAM) return SOCK_DGRAM;
  return domain != D_AF_UNIX && type == SOCK_RAW ? SOCK_RAW : -1;
}

static int domain_for_linux(int domain) {
  switch (domain) {
    case D_AF_UNIX:
      return AF_UNIX;
    case D_AF_INET:
      return AF_INET;
    case D_AF_INET6:
      return AF_INET6;
    default:
      return -1;
  }
}

/* socreate_internal() in bsd/kern/uipc_socket.c. */
static int why_no_socket(int domain, int type) {
  if (domain_for_linux(domain) < 0) return D_EAFNOSUPPORT;
  return type_for_linux(domain, type) < 0 ? D_EPROTONOSUPPORT : 0;
}

DARWIN(int, socket, int domain, int type, int protocol) {
  const int why = why_no_socket(domain, type);
  if (why != 0) return fail(why);
  return (int)answer(KERNEL(socket, domain_for_linux(domain), type_for_linux(domain, type), protocol));
}

DARWIN(int, socketpair, int domain, int type, int protocol, int *fds) {
  const int why = why_no_socket(domain, type);
  if (why != 0) return fail(why);
  /* Linux writes the numbers even if the call then fails. */
  int made[2];
  const long result = KERNEL(socketpair, domain_for_linux(domain), type_for_linux(domain, type), protocol, made);
  if (result >= 0) memcpy(fds, made, sizeof made);
  return (int)answer(result);
}

DARWIN(int, bind, int fd, const void *address, socklen_t length) {
  const long known = check_socket(fd);
  if (known < 0) return (int)answer(known);
  struct sockaddr_storage to;
  const int size = address_for_linux(address, length, &to);
  if (size < 0) return fail(-size);
  return (int)answer(KERNEL(bind, fd, &to, size));
}

/* solisten(): kern.ipc.somaxconn. */
DARWIN(int, listen, int fd, int backlog) {
  enum { SOMAXCONN_OF_DARWIN = 128 };
  const bool most = backlog < 0 || backlog > SOMAXCONN_OF_DARWIN;
  return (int)answer(KERNEL(listen, fd, most ? SOMAXCONN_OF_DARWIN : backlog));
}

/* A socket that was connected once, or failed to connect, is dead: COMMON_START() in bsd/netinet/tcp_usrreq.c returns so_error
 * or EINVAL. */
static int why_no_second_connection(int fd) {
  struct pollfd one = {.fd = fd, .events = POLLIN | POLLRDHUP};
  const struct timespec now = {0};
  if (socket_type(fd) != SOCK_STREAM || KERNEL(ppoll, &one, 1, &now, NULL, 0) < 0) return 0;
  if ((one.revents & (POLLHUP | POLLRDHUP)) != (POLLHUP | POLLRDHUP)) return 0;
  (void)pending_error(fd, one.revents);
  const int error = fetch_pending_error(fd);
  return error != 0 ? error : D_EINVAL;
}

DARWIN(int, connect, int fd, const void *address, socklen_t length) {
  const long known = check_socket(fd);
  if (known < 0) return (int)answer(known);
  struct sockaddr_storage to;
  const int size = address_for_linux(address, length, &to);
  if (size < 0) return fail(-size);
  const int why = why_no_second_connection(fd);
  if (why != 0) return fail(why);
  const long result = KERNEL(connect, fd, &to, size);
  /* unp_connect(): a full backlog refuses the connection; Linux says to try again. */
  if (result == -EAGAIN && to.ss_family == AF_UNIX) return fail(D_ECONNREFUSED);
  return (int)answer(result);
}

/* A connection is there before XNU looks for a descriptor, and dropped if there is none. Linux keeps it, and looks the other way
 * round: so it is taken under a higher limit. */
static long without_descriptor(int fd) {
  struct rlimit before, higher;
  if (KERNEL(prlimit64, 0, RLIMIT_NOFILE, NULL, &before) < 0) return -EMFILE;
  higher = before;
  higher.rlim_cur = before.rlim_max;
  (void)KERNEL(prlimit64, 0, RLIMIT_NOFILE, &higher, NULL);
  const long taken = KERNEL(accept4, fd, NULL, NULL, 0);
  (void)KERNEL(prlimit64, 0, RLIMIT_NOFILE, &before, NULL);
  if (taken < 0) return taken;
  (void)KERNEL(close, (int)taken);
  return -EMFILE;
}

/* accept_nocancel() in bsd/kern/uipc_syscalls.c gives the new descriptor the listener's file flags, including O_NONBLOCK;
 * FD_CLOEXEC belongs to a descriptor and is not inherited. */
DARWIN(int, accept, int fd, void *address, socklen_t *length) {
  struct sockaddr_storage from;
  socklen_t size = sizeof from;
  const long flags = KERNEL(fcntl, fd, F_GETFL, 0);
  const int inherited = flags >= 0 && (flags & O_NONBLOCK) != 0 ? SOCK_NONBLOCK : 0;
  long result = KERNEL(accept4, fd, &from, &size, inherited);
  if (result == -EMFILE) result = without_descriptor(fd);
  if (result >= 0 && address != NULL && length != NULL) address_for_darwin(&from, size, address, length);
  return (int)answer(result);
}

DARWIN(int, getsockname, int fd, void *address, socklen_t *length) {
  struct sockaddr_storage from;
  socklen_t size = sizeof from;
  const long result = KERNEL(getsockname, fd, &from, &size);
  if (result >= 0) address_for_darwin(&from, size, address, length);
  return (int)answer(result);
}

DARWIN(int, getpeername, int fd, void *address, socklen_t *length) {
  struct sockaddr_storage from;
  socklen_t size = sizeof from;
  const long result = KERNEL(getpeername, fd, &from, &size);
  if (result >= 0) address_for_darwin(&from, size, address, length);
  return (int)answer(result);
}

/* Linux does not wake anybody when the sending side of a unix socket is shut down; socantsendmore() does. */
DARWIN(int, shutdown, int fd, int how) {
  const long result = KERNEL(shutdown, fd, how);
  if (result >= 0 && how != SHUT_RD) has_shut_down_sending(fd);
  if (result >= 0) post_socket(fd);
  return (int)answer(result);
}
