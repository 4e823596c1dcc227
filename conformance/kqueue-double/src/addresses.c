/* Socket addresses. What is checked, and in which order, is what XNU checks: getsockaddr() in bsd/kern/uipc_syscalls.c,
 * in_pcbbind() in bsd/netinet/in_pcb.c, unp_bind() and unp_connect() in bsd/kern/uipc_usrreq.c. The length byte passed
 * in is ignored: the kernel replaces it by the length of the call. */

#include "addresses.h"

#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

#include "darwin.h"
#include "errors.h"

static int inet_for_linux(const struct d_sockaddr_in *from, socklen_t length, struct sockaddr_in *to) {
  if (length != sizeof *from) return -D_EINVAL;
  to->sin_family = AF_INET;
  to->sin_port = from->sin_port;
  memcpy(&to->sin_addr, from->sin_addr, sizeof from->sin_addr);
  return sizeof *to;
}

static int inet6_for_linux(const struct d_sockaddr_in6 *from, socklen_t length, struct sockaddr_in6 *to) {
  if (length != sizeof *from) return -D_EINVAL;
  to->sin6_family = AF_INET6;
  to->sin6_port = from->sin6_port;
  to->sin6_flowinfo = from->sin6_flowinfo;
  memcpy(&to->sin6_addr, from->sin6_addr, sizeof from->sin6_addr);
  to->sin6_scope_id = from->sin6_scope_id;
  return sizeof *to;
}

/* Darwin has no abstract names: an empty path does not exist (namei). */
static int path_for_linux(const struct d_sockaddr_un *from, socklen_t length, struct sockaddr_un *to) {
  if (length <= D_SUN_HEAD) return -D_EINVAL;
  const size_t path = strnlen(from->sun_path, length - D_SUN_HEAD);
  if (path == 0) return -D_ENOENT;
  if (path >= sizeof to->sun_path) return -D_ENAMETOOLONG;
  to->sun_family = AF_UNIX;
  memcpy(to->sun_path, from->sun_path, path);
  return (int)(offsetof(struct sockaddr_un, sun_path) + path + 1);
}

int address_for_linux(const void *address, socklen_t length, struct sockaddr_storage *out) {
  const struct d_sockaddr *any = address;
  if (length > D_SOCK_MAXADDRLEN) return -D_ENAMETOOLONG;
  if (length < sizeof *any) return -D_EINVAL;
  if (address == NULL) return -D_EFAULT;
  memset(out, 0, sizeof *out);
  switch (any->sa_family) {
    case D_AF_INET:
      return inet_for_linux(address, length, (struct sockaddr_in *)out);
    case D_AF_INET6:
      return inet6_for_linux(address, length, (struct sockaddr_in6 *)out);
    case D_AF_UNIX:
      return path_for_linux(address, length, (struct sockaddr_un *)out);
    default:
      return -D_EAFNOSUPPORT;
  }
}

union darwin_address {
  struct d_sockaddr any;
  struct d_sockaddr_in inet;
  struct d_sockaddr_in6 inet6;
  struct d_sockaddr_un path;
};

/* A socket without a name still has one of 16 bytes: sun_noname in bsd/kern/uipc_usrreq.c. */
static uint8_t path_for_darwin(const struct sockaddr_un *from, socklen_t length, struct d_sockaddr_un *to) {
  enum { NAMELESS = 16 };
  const socklen_t head = offsetof(struct sockaddr_un, sun_path);
  const size_t path = length > head ? strnlen(from->sun_path, length - head) : 0;
  if (path == 0) return NAMELESS;
  memcpy(to->sun_path, from->sun_path, path);
  return (uint8_t)(D_SUN_HEAD + path);
}

void address_for_darwin(const struct sockaddr_storage *address, socklen_t length, void *out, socklen_t *room) {
  union darwin_address to;
  memset(&to, 0, sizeof to);
  if (address->ss_family == AF_INET) {
    const struct sockaddr_in *from = (const struct sockaddr_in *)address;
    to.inet.sin_len = sizeof to.inet;
    to.inet.sin_family = D_AF_INET;
    to.inet.sin_port = from->sin_port;
    memcpy(to.inet.sin_addr, &from->sin_addr, sizeof to.inet.sin_addr);
  } else if (address->ss_family == AF_INET6) {
    const struct sockaddr_in6 *from = (const struct sockaddr_in6 *)address;
    to.inet6.sin6_len = sizeof to.inet6;
    to.inet6.sin6_family = D_AF_INET6;
    to.inet6.sin6_port = from->sin6_port;
    to.inet6.sin6_flowinfo = from->sin6_flowinfo;
    memcpy(to.inet6.sin6_addr, &from->sin6_addr, sizeof to.inet6.sin6_addr);
    to.inet6.sin6_scope_id = from->sin6_scope_id;
  } else {
    to.path.sun_family = D_AF_UNIX;
    to.path.sun_len = path_for_darwin((const struct sockaddr_un *)address, length, &to.path);
  }
  memcpy(out, &to, *room < to.any.sa_len ? *room : to.any.sa_len);
  *room = to.any.sa_len;
}
