// What the backends are compared with: the same work in C. Reads lines of "scenario iterations" from standard input and prints
// nanoseconds per iteration. participant.ts does the same in JavaScript.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MAX_EVENTS 20000
#define FULL 19900
#define SPARE 100

static struct epoll_event events[MAX_EVENTS];
static volatile uint64_t sink;

static void must(int ok, const char *what) {
  if (ok) return;
  perror(what);
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void add(int poller, int fd) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u64 = ((uint64_t)fd << 8) | 2};
  must(epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

// The most descriptors to open: fewer if the limit is low.
static int most = 9950;

// `count` ready registrations with half as many descriptors: a registration lives as long as the open file.
static int ready(int count) {
  const int poller = epoll_create1(EPOLL_CLOEXEC);
  must(poller >= 0, "epoll_create1");
  for (int left = count; left > 0;) {
    const int file = eventfd(1, EFD_NONBLOCK);
    must(file >= 0, "eventfd");
    const int batch = left < most ? left : most;
    int *numbers = malloc(sizeof(int) * (size_t)batch);
    for (int i = 0; i < batch; i++) {
      numbers[i] = dup(file);
      must(numbers[i] >= 0, "dup");
      add(poller, numbers[i]);
    }
    for (int i = 0; i < batch; i++) close(numbers[i]);
    free(numbers);
    left -= batch;
  }
  return poller;
}

static uint64_t fetch(int poller, int expected) {
  const int count = epoll_wait(poller, events, MAX_EVENTS, 0);
  must(count == expected, "epoll_wait");
  uint64_t sum = 0;
  for (int i = 0; i < count; i++) sum += (events[i].data.u64 >> 8) + (events[i].data.u64 & 255);
  return sum;
}

static void change(int poller, int fd) {
  add(poller, fd);
  must(epoll_ctl(poller, EPOLL_CTL_DEL, fd, NULL) == 0, "epoll_ctl");
}

#define MANY 10000

static int empty, one, full, changing, many[MANY];

// Only the registrations are measured.
static uint64_t register_all(void) {
  for (int i = 0; i < MANY && many[i] == 0; i++) must((many[i] = dup(changing)) >= 0, "dup");
  const uint64_t start = now();
  for (int i = 0; i < MANY; i++) add(empty, many[i]);
  const uint64_t taken = now() - start;
  for (int i = 0; i < MANY; i++) must(epoll_ctl(empty, EPOLL_CTL_DEL, many[i], NULL) == 0, "epoll_ctl");
  return taken;
}

// Nanoseconds, or 0 for an unknown scenario.
static uint64_t run(const char *scenario, long iterations) {
  const uint64_t start = now();
  if (!strcmp(scenario, "empty")) {
    for (long i = 0; i < iterations; i++) sink = fetch(empty, 0);
  } else if (!strcmp(scenario, "one")) {
    for (long i = 0; i < iterations; i++) sink = fetch(one, 1);
  } else if (!strcmp(scenario, "full") || !strcmp(scenario, "iterate")) {
    for (long i = 0; i < iterations; i++) sink = fetch(full, FULL);
  } else if (!strcmp(scenario, "change")) {
    for (long i = 0; i < iterations; i++) change(empty, changing);
  } else if (!strcmp(scenario, "register")) {
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

// `loop threaded` has an idle second thread, as every JavaScript runtime does: the kernel then counts references to a descriptor's
// file with atomic operations, and glibc's waits are cancellation points.
int main(int argc, char **argv) {
  pthread_t thread;
  if (argc > 1 && !strcmp(argv[1], "threaded")) must(pthread_create(&thread, NULL, idle, NULL) == 0, "pthread_create");
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < (rlim_t)most + SPARE) most = (int)limit.rlim_cur - SPARE;
  errno = EMFILE;
  must(most > 0, "the limit of descriptors (ulimit -n)");
  empty = ready(0), one = ready(1), full = ready(FULL);
  changing = eventfd(0, EFD_NONBLOCK);
  char scenario[32];
  long iterations;
  while (scanf("%31s %ld", scenario, &iterations) == 2) {
    const uint64_t taken = run(scenario, iterations);
    if (taken == 0) return 2;
    printf("%.3f\n", (double)taken / (double)iterations);
    fflush(stdout);
  }
  return 0;
}
