/* Calls that transfer bytes: read(2), write(2), readv(2), writev(2), recv(2), send(2). Files and pipes are passed through; sockets
 * return their errors in XNU's order. */

#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "darwin.h"
#include "errors.h"
#include "kernel.h"
#include "socket-facts.h"
#include "streams.h"

static short look(int fd) {
  struct pollfd one = {.fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP};
  const struct timespec now = {0};
  return KERNEL(ppoll, &one, 1, &now, NULL, 0) < 0 ? 0 : one.revents;
}

static bool is_stream_socket(int fd) { return check_socket(fd) >= 0 && socket_type(fd) == SOCK_STREAM; }

/* soreceive(): bytes first, then so_error, once, then the end of the stream. */
long received(int fd, long result, size_t wanted) {
  if (result > 0) has_read_bytes(fd);
  if (result > 0 || wanted == 0 || check_socket(fd) < 0) return answer(result);
  /* unp_disconnect() sets no error for a peer with unread bytes. */
  if (result == -ECONNRESET && socket_domain(fd) == AF_UNIX && is_stream_socket(fd)) return 0;
  const int error = result == 0 || result == -EAGAIN ? fetch_pending_error(fd) : 0;
  return error != 0 ? fail(error) : answer(result);
}

/* sosendcheck(): a socket that can no longer send returns EPIPE whatever so_error is, which stays for a reader; one that is not
 * connected yet returns ENOTCONN. */
long sent(int fd, long result) {
  if (result >= 0 || !is_stream_socket(fd)) return answer(result);
  const short ready = look(fd);
  if (!cannot_send_more(fd, ready)) {
    return (result == -EPIPE || result == -EAGAIN) && !is_connected_enough(fd) ? fail(D_ENOTCONN) : answer(result);
  }
  if (result != -EPIPE && result != -EAGAIN) remember_error(fd, darwin_errno((int)-result));
  return fail(D_EPIPE);
}

DARWIN(ssize_t, read, int fd, void *bytes, size_t count) { return received(fd, KERNEL(read, fd, bytes, count), count); }

DARWIN(ssize_t, write, int fd, const void *bytes, size_t count) { return sent(fd, KERNEL(write, fd, bytes, count)); }

static size_t bytes_of(const struct iovec *iov, int count) {
  size_t sum = 0;
  for (int i = 0; i < count; i++) sum += iov[i].iov_len;
  return sum;
}

/* An iovec is the same on both systems. */
DARWIN(ssize_t, readv, int fd, const struct iovec *iov, int count) {
  return received(fd, KERNEL(readv, fd, iov, count), bytes_of(iov, count));
}

DARWIN(ssize_t, writev, int fd, const struct iovec *iov, int count) { return sent(fd, KERNEL(writev, fd, iov, count)); }

int message_flags_for_linux(int flags) {
  static const struct {
    int darwin_flag;
    int linux_flag;
  } FLAGS[] = {
      {D_MSG_OOB, MSG_OOB},         {D_MSG_PEEK, MSG_PEEK},         {D_MSG_DONTROUTE, MSG_DONTROUTE},
      {D_MSG_WAITALL, MSG_WAITALL}, {D_MSG_DONTWAIT, MSG_DONTWAIT}, {D_MSG_NOSIGNAL, MSG_NOSIGNAL},
  };
  int out = 0;
  for (unsigned i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
    if ((flags & FLAGS[i].darwin_flag) != 0) out |= FLAGS[i].linux_flag;
  }
  return out;
}

/* Only TCP has out-of-band data: pru_rcvoob_notsupp() and uipc_send(). */
static bool has_no_urgent_data(int fd) { return check_socket(fd) >= 0 && socket_domain(fd) == AF_UNIX; }

DARWIN(ssize_t, send, int fd, const void *bytes, size_t length, int flags) {
  if ((flags & D_MSG_OOB) != 0 && has_no_urgent_data(fd)) return fail(D_EOPNOTSUPP);
  return sent(fd, KERNEL(sendto, fd, bytes, length, message_flags_for_linux(flags), NULL, 0));
}

DARWIN(ssize_t, recv, int fd, void *bytes, size_t length, int flags) {
  if ((flags & D_MSG_OOB) != 0 && has_no_urgent_data(fd)) return fail(D_EOPNOTSUPP);
  const long result = KERNEL(recvfrom, fd, bytes, length, message_flags_for_linux(flags), NULL, NULL);
  if ((flags & D_MSG_OOB) == 0) return received(fd, result, length);
  if (result > 0 && (flags & D_MSG_PEEK) == 0) has_read_urgent_byte(fd);
  return answer(result);
}
