// The echo server in C, level-triggered like programs/javascript/echo/pollio.mjs: one thread, one buffer, and only bytes that cannot be
// sent at once are copied. It listens on the loopback, and handles requests on standard input in the same loop. Answers "usage" with its
// processor time in microseconds and "memory" with its resident bytes. `echo http` parses nothing and answers every request with the same
// bytes: the least that an HTTP server costs.
#include "support.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define BACKLOG 4096
#define EVENTS 1024
#define DESCRIPTORS 20000
#define BUFFER 65536
#define ANSWER "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"
#define REQUEST_END "\r\n\r\n"

struct unsent {
  char *bytes;
  size_t start, length;
};

static struct unsent waiting[DESCRIPTORS];
static char buffer[BUFFER];
static int poller, http;
// The answers to as many requests as a buffer can hold the ends of.
static char answers[(BUFFER / 4 + 1) * sizeof ANSWER];
// How much of a request's end each connection has sent.
static unsigned char matched[DESCRIPTORS];

static void watch(int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.u64 = ((uint64_t)fd << 8) | 2};
  must(epoll_ctl(poller, EPOLL_CTL_MOD, fd, &event) == 0, "epoll_ctl");
}

static void drop(int fd) {
  free(waiting[fd].bytes);
  waiting[fd] = (struct unsent){0};
  matched[fd] = 0;
  del(poller, fd);
  close(fd);
}

static void accept_all(int listener) {
  for (;;) {
    const int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    must(fd < DESCRIPTORS, "too many connections");
    add(poller, fd);
  }
}

static void keep(int fd, const char *bytes, size_t length) {
  char *copy = malloc(length);
  must(copy != NULL, "malloc");
  memcpy(copy, bytes, length);
  waiting[fd] = (struct unsent){copy, 0, length};
  watch(fd, EPOLLOUT);
}

// One answer for each request that ends in the buffer; returns their length.
static ssize_t answer_requests(int fd, ssize_t length) {
  ssize_t to = 0;
  for (ssize_t i = 0; i < length; i++) {
    matched[fd] = buffer[i] == REQUEST_END[matched[fd]] ? matched[fd] + 1 : buffer[i] == REQUEST_END[0];
    if (matched[fd] < sizeof REQUEST_END - 1) continue;
    matched[fd] = 0;
    memcpy(answers + to, ANSWER, sizeof ANSWER - 1);
    to += sizeof ANSWER - 1;
  }
  return to;
}

static void reply(int fd, const char *bytes, ssize_t length) {
  const ssize_t sent = write(fd, bytes, (size_t)length);
  if (sent == length) return;
  if (sent < 0 && errno != EAGAIN) drop(fd);
  else keep(fd, bytes + (sent > 0 ? sent : 0), (size_t)(length - (sent > 0 ? sent : 0)));
}

static void receive(int fd) {
  const ssize_t length = read(fd, buffer, BUFFER);
  if (length <= 0) {
    if (length == 0 || errno != EAGAIN) drop(fd);
  } else if (http) {
    reply(fd, answers, answer_requests(fd, length));
  } else {
    reply(fd, buffer, length);
  }
}

static void send_rest(int fd) {
  struct unsent *rest = &waiting[fd];
  const ssize_t sent = write(fd, rest->bytes + rest->start, rest->length - rest->start);
  if (sent < 0) {
    if (errno != EAGAIN) drop(fd);
    return;
  }
  rest->start += (size_t)sent;
  if (rest->start < rest->length) return;
  free(rest->bytes);
  *rest = (struct unsent){0};
  watch(fd, EPOLLIN | EPOLLRDHUP);
}

// Uses only memory that was touched before, so that answering does not change the result.
static void answer(void) {
  char name[256];
  const ssize_t length = read(STDIN_FILENO, name, sizeof name - 1);
  if (length <= 0) exit(0);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const double seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
  const double cpu = seconds * 1e6 + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  if (!strncmp(name, "usage", 5)) printf("{\"cpu\":%.0f}\n", cpu);
  else printf("{\"rss\":%ld}\n", resident_bytes());
  fflush(stdout);
}

static int listen_on_loopback(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  must(listener >= 0, "socket");
  must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
  must(listen(listener, BACKLOG) == 0, "listen");
  must(getsockname(listener, (struct sockaddr *)&address, &size) == 0, "getsockname");
  printf("{\"about\":\"" ABOUT "\",\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

int main(int argc, char **argv) {
  http = argc > 1 && !strcmp(argv[1], "http");
  raise_descriptor_limit();
  poller = new_poller();
  const int listener = listen_on_loopback();
  add(poller, STDIN_FILENO);
  add(poller, listener);
  static struct epoll_event events[EVENTS];
  for (;;) {
    const int count = epoll_wait(poller, events, EVENTS, -1);
    must(count >= 0 || errno == EINTR, "epoll_wait");
    for (int i = 0; i < count; i++) {
      const int fd = (int)(events[i].data.u64 >> 8);
      if (fd == STDIN_FILENO) answer();
      else if (fd == listener) accept_all(listener);
      else if (waiting[fd].bytes != NULL) send_rest(fd);
      else receive(fd);
    }
  }
}
