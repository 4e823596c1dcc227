// Shared by the load generators: connections to a server on the loopback.
#ifndef POLLIO_BENCH_CLIENTS_H
#define POLLIO_BENCH_CLIENTS_H

#include "support.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define EVENTS 1024
// Fewer than the shortest backlog of any server (511, node:net), so that no connection is retried after a second.
#define TOGETHER 128
// An answer that takes longer is an error.
#define PATIENCE_MS 20000

static inline void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

// What the server did is not what it must do.
static inline void refuse(const char *what) {
  errno = EPROTO;
  fail(what);
}

static inline int connect_to(long port) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket");
  // A message sent in two parts must not wait for the peer's delayed acknowledgement.
  const int enabled = 1;
  const struct linger reset = {.l_onoff = 1, .l_linger = 0};
  if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &enabled, sizeof enabled) != 0) fail("TCP_NODELAY");
  if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) != 0) fail("SO_LINGER");
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  if (fcntl(fd, F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
  return fd;
}

// Waits for what the clients of `poller` are sent; it never takes long.
static inline int wait_for_answers(int poller, struct epoll_event events[EVENTS]) {
  const int ready = epoll_wait(poller, events, EVENTS, PATIENCE_MS);
  if (ready == 0) errno = ETIMEDOUT;
  if (ready <= 0) fail("waiting for answers");
  return ready;
}

#endif
