// The limit that all participants are compared with: the same calls in C. Answers "measure iterations" with nanoseconds per iteration,
// or null for an unknown measure. `per-call threaded` has an idle second thread, as every JavaScript runtime does: the kernel then counts
// references to a descriptor's file with atomic operations, and glibc's waits act as cancellation points.
#include "support.h"
#include <pthread.h>

#define FULL 19900
#define MANY 10000

static struct epoll_event events[MAX_EVENTS];
static volatile uint64_t sink;
static int empty, one, few, full, changing, many[MANY];

static int ready(long count) {
  const int poller = new_poller();
  add_many(poller, count, 1);
  return poller;
}

// Measures only the registrations.
static uint64_t register_all(void) {
  const uint64_t start = now();
  for (int i = 0; i < MANY; i++) add(empty, many[i]);
  const uint64_t taken = now() - start;
  for (int i = 0; i < MANY; i++) del(empty, many[i]);
  return taken;
}

static void fetch_times(int poller, int expected, long iterations) {
  for (long i = 0; i < iterations; i++) sink = fetch(poller, events, expected);
}

// Nanoseconds, or 0 for an unknown measure.
static uint64_t run(const char *measure, long iterations) {
  const uint64_t start = now();
  if (!strcmp(measure, "empty")) {
    fetch_times(empty, 0, iterations);
  } else if (!strcmp(measure, "one")) {
    fetch_times(one, 1, iterations);
  } else if (!strcmp(measure, "few")) {
    fetch_times(few, 64, iterations);
  } else if (!strcmp(measure, "full") || !strcmp(measure, "iterate")) {
    fetch_times(full, FULL, iterations);
  } else if (!strcmp(measure, "change")) {
    for (long i = 0; i < iterations; i++) add(empty, changing), del(empty, changing);
  } else if (!strcmp(measure, "modify")) {
    add(empty, changing);
    const uint64_t begin = now();
    for (long i = 0; i < iterations; i++) control(empty, EPOLL_CTL_MOD, changing);
    const uint64_t taken = now() - begin;
    del(empty, changing);
    return taken;
  } else if (!strcmp(measure, "register")) {
    uint64_t total = 0;
    for (long i = 0; i < iterations; i++) total += register_all();
    return total;
  } else {
    return 0;
  }
  return now() - start;
}

static void *idle(void *nothing) {
  for (;;) pause();
  return nothing;
}

int main(int argc, char **argv) {
  pthread_t thread;
  if (argc > 1 && !strcmp(argv[1], "threaded")) must(pthread_create(&thread, NULL, idle, NULL) == 0, "pthread_create");
  raise_descriptor_limit();
  empty = ready(0), one = ready(1), few = ready(64), full = ready(FULL);
  changing = new_eventfd(0);
  for (int i = 0; i < MANY; i++) many[i] = duplicate(changing);
  started();
  char measure[32];
  long arguments[ARGUMENTS];
  while (next_request(measure, arguments)) {
    const uint64_t taken = run(measure, arguments[0]);
    if (taken == 0) puts("null");
    else printf("%.3f\n", (double)taken / (double)arguments[0]);
    fflush(stdout);
  }
  return 0;
}
