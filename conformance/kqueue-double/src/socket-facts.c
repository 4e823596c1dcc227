/* See the header. Sources: filt_soread_common() and filt_sowrite_common() in XNU's bsd/kern/uipc_socket.c for what has to be
 * known; tcp(7), unix(7), socket(7) and poll(2) for how to ask Linux. */

#include "socket-facts.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "errors.h"
#include "kernel.h"

enum { BUCKETS = 256 };

struct memory {
  struct memory *next;
  ino_t inode;
  dev_t device;
  int error;
  bool cannot_send;
  bool mark_ahead;
};

static struct memory *memories[BUCKETS];
static pthread_mutex_t memories_lock = PTHREAD_MUTEX_INITIALIZER;

/* Inode numbers of sockets only grow, so what is remembered of a closed one does no harm. */
static struct memory *memory_of(int fd, bool make) {
  struct stat status;
  if (fstat(fd, &status) != 0) return NULL;
  struct memory **bucket = &memories[status.st_ino % BUCKETS];
  for (struct memory *one = *bucket; one != NULL; one = one->next) {
    if (one->inode == status.st_ino && one->device == status.st_dev) return one;
  }
  struct memory *made = make ? calloc(1, sizeof *made) : NULL;
  if (made == NULL) return NULL;
  made->inode = status.st_ino;
  made->device = status.st_dev;
  made->next = *bucket;
  *bucket = made;
  return made;
}

static int option(int fd, int level, int name) {
  int value = 0;
  socklen_t length = sizeof value;
  return KERNEL(getsockopt, fd, level, name, &value, &length) < 0 ? 0 : value;
}

long check_socket(int fd) {
  int value = 0;
  socklen_t length = sizeof value;
  return KERNEL(getsockopt, fd, SOL_SOCKET, SO_TYPE, &value, &length);
}

int socket_domain(int fd) { return option(fd, SOL_SOCKET, SO_DOMAIN); }
int socket_type(int fd) { return option(fd, SOL_SOCKET, SO_TYPE); }
bool is_listening(int fd) { return option(fd, SOL_SOCKET, SO_ACCEPTCONN) != 0; }

static bool is_tcp(int fd) { return socket_type(fd) == SOCK_STREAM && socket_domain(fd) != AF_UNIX; }

static struct tcp_info tcp_info_of(int fd) {
  struct tcp_info info = {0};
  socklen_t length = sizeof info;
  (void)KERNEL(getsockopt, fd, IPPROTO_TCP, TCP_INFO, &info, &length);
  return info;
}

int64_t bytes_to_read(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 && count > 0 ? count : 0;
}

int64_t room_to_write(int fd) {
  int sent = 0;
  (void)ioctl(fd, SIOCOUTQ, &sent);
  const int64_t room = (int64_t)option(fd, SOL_SOCKET, SO_SNDBUF) - sent;
  return room > 0 ? room : 1;
}

/* Linux counts them for TCP only, in this field of tcp_info. */
int64_t backlog_of(int fd) {
  const int64_t count = is_tcp(fd) ? tcp_info_of(fd).tcpi_unacked : 0;
  return count > 0 ? count : 1;
}

/* Linux also reports POLLHUP alone for a socket that was never connected; with POLLRDHUP both directions are shut. */
static bool is_disconnected(short ready) { return (ready & (POLLHUP | POLLRDHUP)) == (POLLHUP | POLLRDHUP); }

bool cannot_send_more(int fd, short ready) {
  if (is_disconnected(ready)) return true;
  if (is_tcp(fd)) {
    switch (tcp_info_of(fd).tcpi_state) {
      case TCP_FIN_WAIT1:
      case TCP_FIN_WAIT2:
      case TCP_TIME_WAIT:
      case TCP_LAST_ACK:
      case TCP_CLOSING:
        return true;
      default:
        return false;
    }
  }
  pthread_mutex_lock(&memories_lock);
  const struct memory *memory = memory_of(fd, false);
  const bool shut = memory != NULL && memory->cannot_send;
  pthread_mutex_unlock(&memories_lock);
  return shut;
}

bool is_shut_both_ways(int fd) {
  struct pollfd one = {.fd = fd, .events = POLLRDHUP};
  const struct timespec now = {0};
  return KERNEL(ppoll, &one, 1, &now, NULL, 0) >= 0 && is_disconnected(one.revents);
}

bool is_connected_enough(int fd) {
  if (socket_type(fd) == SOCK_DGRAM) return true;
  if (is_tcp(fd)) {
    const int state = tcp_info_of(fd).tcpi_state;
    return state == TCP_ESTABLISHED || state == TCP_CLOSE_WAIT;
  }
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  return KERNEL(getpeername, fd, &peer, &length) >= 0;
}

/* A unix stream whose peer closed with bytes unread has an error on Linux only: unp_disconnect() sets none. */
static bool has_no_errors(int fd) { return socket_domain(fd) == AF_UNIX && socket_type(fd) == SOCK_STREAM; }

static int take_from_kernel(int fd) {
  const int error = has_no_errors(fd) ? 0 : option(fd, SOL_SOCKET, SO_ERROR);
  return error == 0 ? 0 : darwin_errno(error);
}

/* Linux returns so_error only once, so it is kept here until it is fetched. */
int pending_error(int fd, short ready) {
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, false);
  int error = memory == NULL ? 0 : memory->error;
  if (error == 0 && (ready & POLLERR) != 0 && (error = take_from_kernel(fd)) != 0) {
    memory = memory_of(fd, true);
    if (memory != NULL) memory->error = error;
  }
  pthread_mutex_unlock(&memories_lock);
  return error;
}

int fetch_pending_error(int fd) {
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, false);
  const int error = memory == NULL ? 0 : memory->error;
  if (memory != NULL) memory->error = 0;
  pthread_mutex_unlock(&memories_lock);
  return error;
}

void remember_error(int fd, int error) {
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, true);
  if (memory != NULL) memory->error = error;
  pthread_mutex_unlock(&memories_lock);
}

static bool is_at_mark(int fd) {
  int at_mark = 0;
  return is_tcp(fd) && ioctl(fd, SIOCATMARK, &at_mark) == 0 && at_mark != 0;
}

bool has_urgent_mark(int fd, short ready) {
  if (!is_tcp(fd)) return false;
  if ((ready & POLLPRI) != 0 || is_at_mark(fd)) return true;
  pthread_mutex_lock(&memories_lock);
  const struct memory *memory = memory_of(fd, false);
  const bool ahead = memory != NULL && memory->mark_ahead;
  pthread_mutex_unlock(&memories_lock);
  return ahead;
}

void has_shut_down_sending(int fd) {
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, true);
  if (memory != NULL) memory->cannot_send = true;
  pthread_mutex_unlock(&memories_lock);
}

/* Linux no longer reports POLLPRI, but there are unread bytes before the mark. */
void has_read_urgent_byte(int fd) {
  if (is_at_mark(fd)) return;
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, true);
  if (memory != NULL) memory->mark_ahead = true;
  pthread_mutex_unlock(&memories_lock);
}

/* At the mark, SIOCATMARK says so; a read never crosses the mark. */
void has_read_bytes(int fd) {
  if (!is_at_mark(fd)) return;
  pthread_mutex_lock(&memories_lock);
  struct memory *memory = memory_of(fd, false);
  if (memory != NULL) memory->mark_ahead = false;
  pthread_mutex_unlock(&memories_lock);
}
