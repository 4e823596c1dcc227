// The clients of the echo servers. Each connection has one message in flight and sends the next once it has received the whole echo,
// which is compared byte by byte. Runs on a different core from the server. Requests:
//   open port connections bytes   connects, and exchanges one message on each connection, so that all are accepted
//   run milliseconds              exchanges messages for that long and waits for the last; answers with their number and the time
//   close                         resets all connections, so that none stays in TIME-WAIT
#include "clients.h"

#define MOST_CONNECTIONS 19000
#define MOST_BYTES (1 << 20)

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
    refuse("an echo differs from what was sent");
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
    const int ready = wait_for_answers(poller, events);
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
