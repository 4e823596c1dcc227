/*
 * Thousands of TCP clients of an echo server: clients <port> <at a time> <in all> <seed> <patience in seconds>. Each compares what comes back
 * with what it sent, byte for byte; many come and go. It prints what happened as JSON, and exits with 1 if a byte was wrong or lost.
 *
 * A client is one of four kinds. Three quarters send in turns, and wait for each echo; others send all, close their side and read to the end;
 * some reset the connection, and some close it, with echoes on their way.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum kind { TALKS, HALF_CLOSES, RESETS, VANISHES };

struct client {
  int fd;
  enum kind kind;
  uint32_t number;
  uint32_t turn;  /* bytes that it sends before it waits for their echo */
  uint64_t total; /* what it is going to send, or to send before it goes */
  uint64_t sent;
  uint64_t echoed;
  uint32_t armed;
  time_t heard; /* when something last happened */
  int connected;
  int shut;
};

static struct {
  uint64_t connections, sent, echoed, wrong, lost, resets, vanished, refused;
} counts;

static int poller;
static uint32_t seed;
static unsigned char out[65536], in[65536];

static uint64_t mixed(uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/* The byte at a place of what a client sends: of no other client, and of no other place. */
static unsigned char byte_at(uint32_t number, uint64_t place) {
  const uint64_t word = mixed(((uint64_t)(number ^ seed) << 32) ^ (place >> 3));
  return (unsigned char)(word >> (8 * (place & 7)));
}

static void fail(const char *what) {
  perror(what);
  exit(2);
}

static void watch(struct client *client, uint32_t events) {
  if (client->armed == events) return;
  struct epoll_event event = {.events = events, .data.ptr = client};
  if (epoll_ctl(poller, client->armed ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, client->fd, &event) < 0) fail("epoll_ctl");
  client->armed = events;
}

static void plan(struct client *client, uint32_t number) {
  const uint64_t chance = mixed(((uint64_t)seed << 32) | number);
  memset(client, 0, sizeof *client);
  client->number = number;
  const unsigned of_sixteen = chance & 15;
  client->kind = of_sixteen < 12 ? TALKS : of_sixteen < 14 ? HALF_CLOSES : of_sixteen < 15 ? RESETS : VANISHES;
  client->turn = 1 + ((chance >> 8) & 0x7ff);
  client->total = (uint64_t)client->turn * (1 + ((chance >> 24) & 15));
  /* One of 32 sends more than the buffers of both sides hold. */
  if (((chance >> 32) & 31) == 0) {
    client->total = 1000000 + ((chance >> 40) & 0xfffff);
    client->turn = client->kind == TALKS ? 300000 : client->turn;
  }
  client->heard = time(NULL);
}

static void start(struct client *client, uint32_t number, uint16_t port) {
  plan(client, number);
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (client->fd < 0) fail("socket");
  /* Ports are kept for a while after their connections: several addresses have more of them. */
  const int yes = 1;
  setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002u + number % 32)};
  if (bind(client->fd, (struct sockaddr *)&here, sizeof here) < 0) fail("bind");
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(client->fd, (struct sockaddr *)&there, sizeof there) < 0 && errno != EINPROGRESS) fail("connect");
  watch(client, EPOLLOUT);
}

static int is_over(const struct client *client) {
  return client->sent == client->total && client->echoed == client->sent;
}

/* Ends a client, as its kind does. */
static void end(struct client *client) {
  if (client->kind == RESETS) {
    const struct linger now = {.l_onoff = 1, .l_linger = 0};
    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    counts.resets++;
  }
  if (client->kind == VANISHES) counts.vanished++;
  close(client->fd);
  client->fd = -1;
}

static void lose(struct client *client, const char *why) {
  fprintf(stderr, "client %u (kind %d): %s: %llu of %llu bytes sent, %llu came back\n", client->number, client->kind, why,
          (unsigned long long)client->sent, (unsigned long long)client->total, (unsigned long long)client->echoed);
  counts.lost++;
  close(client->fd);
  client->fd = -1;
}

/* How far it may send now: to the end of the turn. */
static uint64_t send_limit(const struct client *client) {
  if (client->kind != TALKS) return client->total;
  const uint64_t turn_end = (client->echoed / client->turn + 1) * client->turn;
  return turn_end < client->total ? turn_end : client->total;
}

static void send_some(struct client *client) {
  const uint64_t limit = send_limit(client);
  while (client->sent < limit) {
    const uint64_t left = limit - client->sent;
    const size_t count = left < sizeof out ? left : sizeof out;
    for (size_t index = 0; index < count; index++) out[index] = byte_at(client->number, client->sent + index);
    const ssize_t result = send(client->fd, out, count, MSG_NOSIGNAL);
    if (result < 0) {
      if (errno != EAGAIN) lose(client, strerror(errno));
      return;
    }
    client->sent += (uint64_t)result;
    counts.sent += (uint64_t)result;
  }
  if (client->kind == HALF_CLOSES && client->sent == client->total && !client->shut) {
    shutdown(client->fd, SHUT_WR);
    client->shut = 1;
  }
}

/* Returns whether the client has come to its end. */
static int receive_some(struct client *client) {
  for (;;) {
    const ssize_t result = recv(client->fd, in, sizeof in, 0);
    if (result < 0) {
      if (errno == EAGAIN) return 0;
      lose(client, strerror(errno));
      return 0;
    }
    if (result == 0) {
      if (client->kind == HALF_CLOSES && is_over(client)) return 1;
      lose(client, "the connection ended early");
      return 0;
    }
    for (ssize_t index = 0; index < result; index++)
      if (in[index] != byte_at(client->number, client->echoed + (uint64_t)index)) counts.wrong++;
    client->echoed += (uint64_t)result;
    counts.echoed += (uint64_t)result;
    if (client->echoed > client->sent) counts.wrong++;
    /* Those that go do so with echoes on their way. */
    if (client->kind >= RESETS && client->echoed >= client->total / 2) return 1;
    if (client->kind == TALKS && is_over(client)) return 1;
  }
}

static void serve(struct client *client, uint32_t events) {
  client->heard = time(NULL);
  if (!client->connected) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
      counts.refused++;
      lose(client, strerror(error));
      return;
    }
    client->connected = 1;
    counts.connections++;
  }
  if (events & (EPOLLIN | EPOLLHUP | EPOLLERR) && receive_some(client)) {
    end(client);
    return;
  }
  if (client->fd < 0) return;
  send_some(client);
  if (client->fd < 0) return;
  watch(client, EPOLLIN | (client->sent < send_limit(client) ? EPOLLOUT : 0));
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  const uint16_t port = (uint16_t)atoi(argv[1]);
  const uint32_t at_a_time = (uint32_t)atoi(argv[2]), in_all = (uint32_t)atoi(argv[3]);
  const int patience = atoi(argv[5]);
  seed = (uint32_t)strtoul(argv[4], NULL, 10);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct client *clients = calloc(at_a_time, sizeof *clients);
  struct epoll_event *events = calloc(1024, sizeof *events);
  if (poller < 0 || clients == NULL || events == NULL) fail("no room");
  uint32_t started = 0;
  for (uint32_t index = 0; index < at_a_time; index++) clients[index].fd = -1;
  for (;;) {
    uint32_t open = 0, connecting = 0;
    const time_t now = time(NULL);
    for (uint32_t index = 0; index < at_a_time; index++) {
      struct client *client = &clients[index];
      if (client->fd >= 0 && now - client->heard > patience) lose(client, "nothing came any more");
      connecting += client->fd >= 0 && !client->connected;
    }
    for (uint32_t index = 0; index < at_a_time; index++) {
      struct client *client = &clients[index];
      /* The listener's backlog is not what is tested. */
      if (client->fd < 0 && started < in_all && connecting < 256) {
        start(client, started++, port);
        connecting++;
      }
      open += client->fd >= 0;
    }
    if (open == 0 && started == in_all) break;
    /* Many rounds for one look at all clients. */
    for (int round = 0; round < 16; round++) {
      const int ready = epoll_wait(poller, events, 1024, round == 0 ? 100 : 0);
      if (ready < 0 && errno != EINTR) fail("epoll_wait");
      if (ready <= 0) break;
      for (int index = 0; index < ready; index++) {
        struct client *client = events[index].data.ptr;
        if (client->fd >= 0) serve(client, events[index].events);
      }
    }
  }
  printf("{\"connections\":%llu,\"sent\":%llu,\"echoed\":%llu,\"wrong\":%llu,\"lost\":%llu,\"resets\":%llu,\"vanished\":%llu,\"refused\":%llu}\n",
         (unsigned long long)counts.connections, (unsigned long long)counts.sent, (unsigned long long)counts.echoed,
         (unsigned long long)counts.wrong, (unsigned long long)counts.lost, (unsigned long long)counts.resets,
         (unsigned long long)counts.vanished, (unsigned long long)counts.refused);
  return counts.wrong + counts.lost > 0;
}
