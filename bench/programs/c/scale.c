// The cost of registrations in C. Answers "register count" with nanoseconds and bytes per distinct descriptor (once, because only a fresh
// process shows its memory), and "idle count iterations" with nanoseconds per wait that finds one ready descriptor among `count` idle ones.
#include "support.h"

#define SIZES 16

static struct epoll_event events[MAX_EVENTS];
static volatile uint64_t sink;

static void answer_register(long count) {
  int *numbers = malloc(sizeof(int) * (size_t)count);
  for (long i = 0; i < count; i++) numbers[i] = new_eventfd(0);
  const int poller = new_poller();
  const long before = resident_bytes();
  const uint64_t start = now();
  for (long i = 0; i < count; i++) add(poller, numbers[i]);
  const uint64_t taken = now() - start;
  printf("{\"ns\":%.3f,\"rss\":%.3f}\n", (double)taken / (double)count,
         (double)(resident_bytes() - before) / (double)count);
}

// Creates one poller per size.
static int poller_among(long count) {
  static long sizes[SIZES];
  static int pollers[SIZES];
  int i = 0;
  for (; pollers[i] != 0; i++) {
    if (sizes[i] == count) return pollers[i];
  }
  must(i + 1 < SIZES, "too many sizes");
  sizes[i] = count;
  pollers[i] = new_poller();
  add_many(pollers[i], 1, 1);
  add_many(pollers[i], count, 0);
  return pollers[i];
}

static void answer_idle(long count, long iterations) {
  const int poller = poller_among(count);
  const uint64_t start = now();
  for (long i = 0; i < iterations; i++) sink = fetch(poller, events, 1);
  printf("%.3f\n", (double)(now() - start) / (double)iterations);
}

int main(void) {
  raise_descriptor_limit();
  started();
  char name[32];
  long arguments[ARGUMENTS];
  while (next_request(name, arguments)) {
    if (!strcmp(name, "register")) answer_register(arguments[0]);
    else if (!strcmp(name, "idle")) answer_idle(arguments[0], arguments[1]);
    else puts("null");
    fflush(stdout);
  }
  return 0;
}
