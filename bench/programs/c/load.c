// The clients of the echo servers. Each connection has one message in flight and sends the next once it has received the whole echo,
// which is compared byte by byte. Runs on a different core from the server. Requests:
//   open port connections bytes   connects, and exchanges one message on each connection, so that all are accepted
//   run milliseconds              exchanges messages for that long and waits for the last; answers with their number and the time
//   close                         resets all connections, so that none stays in TIME-WAIT
#include "support.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define EVENTS 1024
#define MOST_CONNECTIONS 19000
#define MOST_BYTES (1 << 20)
// Fewer than the shortest backlog of any server (511, node:net), so that no connection is retried after a second.
#define TOGETHER 128
// An echo that takes longer is an error.
#define PATIENCE_MS 20000

struct client {
  int fd;
  long sent, received;
  uint64_t number;
};

static struct client clients[MOST_CONNECTIONS];
static long count, bytes;
static int poller;
// Every message, except for its number in the first eight bytes.
static char pattern[MOST_BYTES], incoming[MOST_BYTES];
static uint64_t messages;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void watch(struct client *client, int op, uint32_t events) {
  struct epoll_event event = {.events = events, .data.u64 = (uint64_t)(client - clients)};
  if (epoll_ctl(poller, op, client->fd, &event) != 0) fail("epoll_ctl");
}

// Sends the rest of the client's message; if the socket is full, continues when it is writable.
static void send_message(struct client *client) {
  const int waited = client->sent > 0;
  while (client->sent < bytes) {
    if (client->sent < 8) memcpy(pattern, &client->number, 8);
    const ssize_t sent = write(client->fd, pattern + client->sent, (size_t)(bytes - client->sent));
    if (sent < 0 && errno == EAGAIN) {
      watch(client, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
      return;
    }
    if (sent <= 0) fail("write");
    client->sent += sent;
  }
  if (waited) watch(client, EPOLL_CTL_MOD, EPOLLIN);
}

static void begin_message(struct client *client) {
  client->sent = client->received = 0;
  client->number++;
  send_message(client);
}

static void compare(const struct client *client, ssize_t length) {
  const long at = client->received;
  memcpy(pattern, &client->number, 8);
  if (at + length > bytes || memcmp(incoming, pattern + at, (size_t)length) != 0) {
    errno = EPROTO;
    fail("an echo differs from what was sent");
  }
}

// Returns whether the client's echo is complete.
static int receive(struct client *client) {
  const ssize_t length = read(client->fd, incoming, sizeof incoming);
  if (length < 0 && errno == EAGAIN) return 0;
  if (length <= 0) fail("read");
  compare(client, length);
  client->received += length;
  if (client->received < bytes) return 0;
  messages++;
  return 1;
}

// Exchanges messages until time is up and none is in flight. Each client has begun one.
static void exchange(long open, uint64_t until) {
  static struct epoll_event events[EVENTS];
  while (open > 0) {
    const int ready = epoll_wait(poller, events, EVENTS, PATIENCE_MS);
    if (ready == 0) errno = ETIMEDOUT;
    if (ready <= 0) fail("waiting for echoes");
    const int over = now() >= until;
    for (int i = 0; i < ready; i++) {
      struct client *client = &clients[events[i].data.u64];
      if (events[i].events & EPOLLOUT) send_message(client);
      if (!(events[i].events & ~(uint32_t)EPOLLOUT) || !receive(client)) continue;
      if (over) open--;
      else begin_message(client);
    }
  }
}

static int connect_to(long port) {
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

static void open_clients(long port, long connections, long length) {
  if (connections < 1 || connections > MOST_CONNECTIONS || length < 8 || length > MOST_BYTES) fail("open");
  bytes = length;
  for (count = 0; count < connections;) {
    const long first = count;
    for (; count < connections && count - first < TOGETHER; count++) {
      clients[count] = (struct client){.fd = connect_to(port), .number = (uint64_t)count << 32};
      watch(&clients[count], EPOLL_CTL_ADD, EPOLLIN);
    }
    for (long i = first; i < count; i++) begin_message(&clients[i]);
    exchange(count - first, 0);
  }
  printf("{\"connections\":%ld}\n", count);
}

static void run(long milliseconds) {
  messages = 0;
  const uint64_t start = now();
  for (long i = 0; i < count; i++) begin_message(&clients[i]);
  exchange(count, start + (uint64_t)milliseconds * 1000000u);
  printf("{\"messages\":%lu,\"ns\":%lu}\n", messages, now() - start);
}

static void close_clients(void) {
  for (long i = 0; i < count; i++) close(clients[i].fd);
  count = 0;
  puts("{}");
}

int main(void) {
  raise_descriptor_limit();
  for (long i = 0; i < MOST_BYTES; i++) pattern[i] = (char)(i * 31 + (i >> 8));
  poller = new_poller();
  started();
  char name[32];
  long arguments[ARGUMENTS];
  while (next_request(name, arguments)) {
    if (!strcmp(name, "open")) open_clients(arguments[0], arguments[1], arguments[2]);
    else if (!strcmp(name, "run")) run(arguments[0]);
    else if (!strcmp(name, "close")) close_clients();
    else puts("null");
    fflush(stdout);
  }
  return 0;
}
