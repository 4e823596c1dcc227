/* Calls with addresses and control messages: sendto(2), recvfrom(2), sendmsg(2), recvmsg(2). Of control messages, only descriptors
 * (SCM_RIGHTS) are known, and of a message's name nothing. */

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "addresses.h"
#include "darwin.h"
#include "errors.h"
#include "kernel.h"
#include "streams.h"

enum { D_SCM_RIGHTS = 1, MOST_DESCRIPTORS = 512 };

struct d_msghdr {
  void *msg_name;
  socklen_t msg_namelen;
  struct iovec *msg_iov;
  int msg_iovlen;
  void *msg_control;
  socklen_t msg_controllen;
  int msg_flags;
};

struct d_cmsghdr {
  socklen_t cmsg_len;
  int cmsg_level;
  int cmsg_type;
};

DARWIN(ssize_t, sendto, int fd, const void *bytes, size_t length, int flags, const void *address, socklen_t size) {
  struct sockaddr_storage to;
  const int converted = address_for_linux(address, size, &to);
  if (converted < 0) return fail(-converted);
  return sent(fd, KERNEL(sendto, fd, bytes, length, message_flags_for_linux(flags), &to, converted));
}

DARWIN(ssize_t, recvfrom, int fd, void *bytes, size_t length, int flags, void *address, socklen_t *size) {
  struct sockaddr_storage from;
  socklen_t room = sizeof from;
  const long result = KERNEL(recvfrom, fd, bytes, length, message_flags_for_linux(flags), &from, &room);
  if (result >= 0 && room == 0) *size = 0;
  if (result >= 0 && room > 0) address_for_darwin(&from, room, address, size);
  return received(fd, result, length);
}

/* unp_internalize() in bsd/kern/uipc_usrreq.c takes one control message, of descriptors, that fills its buffer. */
DARWIN(ssize_t, sendmsg, int fd, const struct d_msghdr *message, int flags) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(MOST_DESCRIPTORS * sizeof(int))];
  } control;
  struct msghdr out = {.msg_iov = message->msg_iov, .msg_iovlen = (size_t)message->msg_iovlen};
  const struct d_cmsghdr *given = message->msg_control;
  if (given != NULL) {
    const size_t size = message->msg_controllen - sizeof *given;
    if (given->cmsg_len != message->msg_controllen || given->cmsg_type != D_SCM_RIGHTS) return fail(D_EINVAL);
    if (given->cmsg_level != D_SOL_SOCKET || size > MOST_DESCRIPTORS * sizeof(int)) return fail(D_EINVAL);
    control.header = (struct cmsghdr){.cmsg_len = CMSG_LEN(size), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(&control.header), given + 1, size);
    out.msg_control = &control;
    out.msg_controllen = CMSG_LEN(size);
  }
  return sent(fd, KERNEL(sendmsg, fd, &out, message_flags_for_linux(flags)));
}

/* Room for all descriptors is the caller's to give: XNU leaks those that do not fit, and so nothing is modelled. */
DARWIN(ssize_t, recvmsg, int fd, struct d_msghdr *message, int flags) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(MOST_DESCRIPTORS * sizeof(int))];
  } control;
  struct msghdr in = {.msg_iov = message->msg_iov, .msg_iovlen = (size_t)message->msg_iovlen};
  in.msg_control = &control;
  in.msg_controllen = sizeof control;
  size_t wanted = 0;
  for (size_t i = 0; i < in.msg_iovlen; i++) wanted += in.msg_iov[i].iov_len;
  const long result = KERNEL(recvmsg, fd, &in, message_flags_for_linux(flags));
  const struct cmsghdr *got = result < 0 ? NULL : CMSG_FIRSTHDR(&in);
  if (got == NULL) {
    message->msg_controllen = 0;
  } else {
    struct d_cmsghdr *out = message->msg_control;
    const size_t size = got->cmsg_len - CMSG_LEN(0);
    out->cmsg_len = (socklen_t)(sizeof *out + size);
    out->cmsg_level = D_SOL_SOCKET;
    out->cmsg_type = D_SCM_RIGHTS;
    memcpy(out + 1, CMSG_DATA(got), size);
    message->msg_controllen = out->cmsg_len;
  }
  return received(fd, result, wanted);
}
