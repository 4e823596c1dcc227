// The clients of the HTTP servers: keep-alive connections, each with `depth` requests under way. A connection sends its next request once it
// has an answer, and many at once if it has many. Every answer is checked: 200, a body of the length that it names, and the same body as the
// connection's first answer. Runs on a different core from the server. Requests:
//   open port connections depth   connects, and exchanges one request on each connection, so that all are accepted
//   run milliseconds              exchanges requests for that long and waits for the last; answers with their number, the time in
//                                 nanoseconds, and the clients' own processor time in microseconds
//   close                         resets all connections, so that none stays in TIME-WAIT
#include "clients.h"

#define MOST_CONNECTIONS 4096
#define MOST_DEPTH 64
#define ROOM 65536
#define REQUEST "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: pollio-bench\r\nAccept: */*\r\n\r\n"
#define REQUEST_LENGTH (sizeof REQUEST - 1)
#define LONGEST 1024

struct client {
  int fd;
  // Requests without an answer yet.
  long asked;
  // Bytes of the answer that comes first, and those of the last whole answer, with the length of its body.
  size_t have, known, body;
  char incoming[ROOM], answer[LONGEST];
};

static struct client *clients[MOST_CONNECTIONS];
static long count, depth;
static int poller;
static uint64_t requests;
static char batch[MOST_DEPTH * REQUEST_LENGTH];

static void ask(struct client *client, long number) {
  const size_t length = (size_t)number * REQUEST_LENGTH;
  if (write(client->fd, batch, length) != (ssize_t)length) fail("write");
  client->asked += number;
}

static size_t content_length(const char *head, const char *end) {
  static const char NAME[] = "\r\ncontent-length:";
  for (const char *at = head; at + sizeof NAME <= end; at++) {
    if (strncasecmp(at, NAME, sizeof NAME - 1) == 0) return strtoul(at + sizeof NAME - 1, NULL, 10);
  }
  refuse("an answer without Content-Length");
  return 0;
}

// Reads an answer's head and compares its body with that of the connection's answers before. Returns its length, or 0 until all has come.
static size_t parse(struct client *client, const char *from, size_t length) {
  const char *end = memmem(from, length, "\r\n\r\n", 4);
  if (end == NULL) return 0;
  if (strncmp(from, "HTTP/1.1 200 ", 13) != 0) refuse("an answer that is not 200");
  const char *content = end + 4;
  const size_t body = content_length(from, content);
  const size_t whole = (size_t)(content - from) + body;
  if (whole > sizeof client->answer) refuse("an answer that is too long");
  if (length < whole) return 0;
  const char *before = client->answer + client->known - client->body;
  if (client->known == 0) {
    if (body < 6 || strncmp(content, "hello", 5) != 0) refuse("an unknown body");
  } else if (body != client->body || memcmp(content, before, body) != 0) {
    refuse("a body that differs from the one before");
  }
  memcpy(client->answer, from, whole);
  client->known = whole;
  client->body = body;
  return whole;
}

// Takes the answers that have come; returns how many. Most are the same as the one before, byte by byte, and need no second look.
static long receive(struct client *client) {
  const ssize_t length = read(client->fd, client->incoming + client->have, sizeof client->incoming - client->have);
  if (length < 0 && errno == EAGAIN) return 0;
  if (length == 0) errno = ECONNRESET;
  if (length <= 0) fail("read");
  client->have += (size_t)length;
  long answers = 0;
  size_t from = 0;
  for (;;) {
    const size_t left = client->have - from;
    size_t whole = client->known;
    const int same = whole > 0 && left >= whole && memcmp(client->incoming + from, client->answer, whole) == 0;
    if (!same) whole = parse(client, client->incoming + from, left);
    if (whole == 0) break;
    from += whole;
    answers++;
  }
  client->have -= from;
  memmove(client->incoming, client->incoming + from, client->have);
  client->asked -= answers;
  if (client->asked < 0 || (client->asked == 0 && client->have > 0)) refuse("more answers than requests");
  return answers;
}

// Exchanges requests until time is up and none is under way.
static void exchange(long open, uint64_t until) {
  static struct epoll_event events[EVENTS];
  while (open > 0) {
    const int ready = wait_for_answers(poller, events);
    const int over = now() >= until;
    for (int i = 0; i < ready; i++) {
      struct client *client = clients[events[i].data.u64];
      const long answers = receive(client);
      requests += (uint64_t)answers;
      if (!over && answers > 0) ask(client, answers);
      else if (client->asked == 0) open--;
    }
  }
}

static void open_clients(long port, long connections, long each) {
  if (connections < 1 || connections > MOST_CONNECTIONS || each < 1 || each > MOST_DEPTH) fail("open");
  depth = each;
  for (count = 0; count < connections;) {
    const long first = count;
    for (; count < connections && count - first < TOGETHER; count++) {
      clients[count] = calloc(1, sizeof **clients);
      must(clients[count] != NULL, "calloc");
      clients[count]->fd = connect_to(port);
      struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)count};
      if (epoll_ctl(poller, EPOLL_CTL_ADD, clients[count]->fd, &event) != 0) fail("epoll_ctl");
    }
    for (long i = first; i < count; i++) ask(clients[i], 1);
    exchange(count - first, 0);
  }
  printf("{\"connections\":%ld}\n", count);
}

static double own_microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void run(long milliseconds) {
  requests = 0;
  const double before = own_microseconds();
  const uint64_t start = now();
  for (long i = 0; i < count; i++) ask(clients[i], depth);
  exchange(count, start + (uint64_t)milliseconds * 1000000u);
  printf("{\"messages\":%lu,\"ns\":%lu,\"cpu\":%.3f}\n", requests, now() - start, own_microseconds() - before);
}

static void close_clients(void) {
  for (long i = 0; i < count; i++) {
    close(clients[i]->fd);
    free(clients[i]);
  }
  count = 0;
  puts("{}");
}

int main(void) {
  for (long i = 0; i < MOST_DEPTH; i++) memcpy(batch + (size_t)i * REQUEST_LENGTH, REQUEST, REQUEST_LENGTH);
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
