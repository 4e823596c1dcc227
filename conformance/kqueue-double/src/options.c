/* getsockopt(2) and setsockopt(2), as far as they are needed. Other options are ENOPROTOOPT here, though Darwin has some of
 * them (see README.md). */

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "darwin.h"
#include "errors.h"
#include "kernel.h"
#include "socket-facts.h"

/* How an option of one int is represented. */
enum form {
  NUMBER, /* the same number */
  FLAG,   /* so_options: a set option reads as its own bit, sogetoptlock() in bsd/kern/uipc_socket.c */
  BUFFER, /* Linux doubles the value, socket(7) */
};

struct option {
  int level;
  int name;
  int linux_level;
  int linux_name;
  enum form form;
  int on; /* what a FLAG reads as */
};

static const struct option OPTIONS[] = {
    {D_SOL_SOCKET, D_SO_ACCEPTCONN, SOL_SOCKET, SO_ACCEPTCONN, FLAG, D_SO_ACCEPTCONN},
    {D_SOL_SOCKET, D_SO_REUSEADDR, SOL_SOCKET, SO_REUSEADDR, FLAG, D_SO_REUSEADDR},
    {D_SOL_SOCKET, D_SO_KEEPALIVE, SOL_SOCKET, SO_KEEPALIVE, FLAG, D_SO_KEEPALIVE},
    {D_SOL_SOCKET, D_SO_BROADCAST, SOL_SOCKET, SO_BROADCAST, FLAG, D_SO_BROADCAST},
    {D_SOL_SOCKET, D_SO_OOBINLINE, SOL_SOCKET, SO_OOBINLINE, FLAG, D_SO_OOBINLINE},
    {D_SOL_SOCKET, D_SO_REUSEPORT, SOL_SOCKET, SO_REUSEPORT, FLAG, D_SO_REUSEPORT},
    {D_SOL_SOCKET, D_SO_SNDBUF, SOL_SOCKET, SO_SNDBUF, BUFFER, 0},
    {D_SOL_SOCKET, D_SO_RCVBUF, SOL_SOCKET, SO_RCVBUF, BUFFER, 0},
    {D_SOL_SOCKET, D_SO_TYPE, SOL_SOCKET, SO_TYPE, NUMBER, 0},
    /* TF_NODELAY in bsd/netinet/tcp_var.h is 4. */
    {D_IPPROTO_TCP, D_TCP_NODELAY, IPPROTO_TCP, TCP_NODELAY, FLAG, 4},
    {D_IPPROTO_IPV6, D_IPV6_V6ONLY, IPPROTO_IPV6, IPV6_V6ONLY, NUMBER, 0},
};

static const struct option *find(int level, int name) {
  for (unsigned i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
    if (OPTIONS[i].level == level && OPTIONS[i].name == name) return &OPTIONS[i];
  }
  return NULL;
}

/* Of SO_LINGER the time is in ticks, of which XNU's hz makes 100 a second; of SO_LINGER_SEC in seconds. */
enum { TICKS = 100 };

static int ticks_of(int name) { return name == D_SO_LINGER ? TICKS : 1; }

static bool is_linger(int level, int name) {
  return level == D_SOL_SOCKET && (name == D_SO_LINGER || name == D_SO_LINGER_SEC);
}

static long set_linger(int fd, int name, const void *value, socklen_t length) {
  struct linger linger;
  if (length < sizeof linger) return fail(D_EINVAL);
  memcpy(&linger, value, sizeof linger);
  linger.l_linger = (linger.l_linger + ticks_of(name) - 1) / ticks_of(name);
  return answer(KERNEL(setsockopt, fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger));
}

DARWIN(int, setsockopt, int fd, int level, int name, const void *value, socklen_t length) {
  const long known = check_socket(fd);
  if (known < 0) return (int)answer(known);
  if (value == NULL && length > 0) return fail(D_EFAULT);
  /* sosetoptlock() */
  if (is_shut_both_ways(fd)) return fail(D_EINVAL);
  if (is_linger(level, name)) return (int)set_linger(fd, name, value, length);
  const struct option *option = find(level, name);
  if (option == NULL) return fail(D_ENOPROTOOPT);
  int number;
  if (length < sizeof number) return fail(D_EINVAL);
  memcpy(&number, value, sizeof number);
  return (int)answer(KERNEL(setsockopt, fd, option->linux_level, option->linux_name, &number, sizeof number));
}

/* sooptcopyout(): what does not fit is cut off. */
static int copy_out(const void *from, socklen_t size, void *value, socklen_t *length) {
  if (*length > size) *length = size;
  memcpy(value, from, *length);
  return 0;
}

static int get_linger(int fd, int name, void *value, socklen_t *length) {
  struct linger linger;
  socklen_t size = sizeof linger;
  const long result = KERNEL(getsockopt, fd, SOL_SOCKET, SO_LINGER, &linger, &size);
  if (result < 0) return (int)answer(result);
  linger.l_linger *= ticks_of(name);
  return copy_out(&linger, sizeof linger, value, length);
}

static int get_error(int fd, void *value, socklen_t *length) {
  int error = fetch_pending_error(fd);
  int number = 0;
  socklen_t size = sizeof number;
  const long result = error != 0 ? 0 : KERNEL(getsockopt, fd, SOL_SOCKET, SO_ERROR, &number, &size);
  if (result < 0) return (int)answer(result);
  if (number != 0) error = darwin_errno(number);
  return copy_out(&error, sizeof error, value, length);
}

static int get_number(int fd, const struct option *option, void *value, socklen_t *length) {
  int number = 0;
  socklen_t size = sizeof number;
  const long result = KERNEL(getsockopt, fd, option->linux_level, option->linux_name, &number, &size);
  if (result < 0) return (int)answer(result);
  if (option->form == FLAG) number = number == 0 ? 0 : option->on;
  if (option->form == BUFFER) number /= 2;
  return copy_out(&number, sizeof number, value, length);
}

DARWIN(int, getsockopt, int fd, int level, int name, void *value, socklen_t *length) {
  const long known = check_socket(fd);
  if (known < 0) return (int)answer(known);
  if (length == NULL || (value == NULL && *length > 0)) return fail(D_EFAULT);
  if (is_linger(level, name)) return get_linger(fd, name, value, length);
  if (level == D_SOL_SOCKET && name == D_SO_ERROR) return get_error(fd, value, length);
  if (level == D_SOL_SOCKET && name == D_SO_NREAD) {
    const int count = (int)bytes_to_read(fd);
    return copy_out(&count, sizeof count, value, length);
  }
  const struct option *option = find(level, name);
  return option == NULL ? fail(D_ENOPROTOOPT) : get_number(fd, option, value, length);
}
