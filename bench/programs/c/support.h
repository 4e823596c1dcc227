// Shared by the C programs: the protocol (one request per line of standard input, one line of JSON per answer, exit at the end of input),
// clocks and descriptors.
#ifndef POLLIO_BENCH_SUPPORT_H
#define POLLIO_BENCH_SUPPORT_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
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
// Duplicates of one file open at a time: below the usual hard limit of 20,000 descriptors.
#define BATCH 9950

static inline void must(int ok, const char *what) {
  if (ok) return;
  perror(what);
  exit(1);
}

static inline uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

#ifdef __clang__
#define ABOUT "compiled by clang " __clang_version__
#else
#define ABOUT "compiled by gcc " __VERSION__
#endif

static inline void started(void) {
  puts("{\"about\":\"" ABOUT "\"}");
  fflush(stdout);
}

#define ARGUMENTS 3

// Reads "name number number …"; missing numbers are 0. Returns 0 at the end of the input.
static inline int next_request(char name[32], long arguments[ARGUMENTS]) {
  char line[256];
  if (fgets(line, sizeof line, stdin) == NULL) return 0;
  arguments[0] = arguments[1] = arguments[2] = 0;
  return sscanf(line, "%31s %ld %ld %ld", name, &arguments[0], &arguments[1], &arguments[2]) >= 1;
}

static inline void raise_descriptor_limit(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

static inline int new_poller(void) {
  const int poller = epoll_create1(EPOLL_CLOEXEC);
  must(poller >= 0, "epoll_create1");
  return poller;
}

static inline int new_eventfd(unsigned int value) {
  const int fd = eventfd(value, EFD_NONBLOCK | EFD_CLOEXEC);
  must(fd >= 0, "eventfd");
  return fd;
}

static inline int duplicate(int fd) {
  const int copy = dup(fd);
  must(copy >= 0, "dup");
  return copy;
}

// The user data holds the descriptor and a tag, as pollio's does.
static inline void control(int poller, int op, int fd) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u64 = ((uint64_t)fd << 8) | 2};
  must(epoll_ctl(poller, op, fd, &event) == 0, "epoll_ctl");
}

static inline void add(int poller, int fd) { control(poller, EPOLL_CTL_ADD, fd); }

static inline void del(int poller, int fd) { must(epoll_ctl(poller, EPOLL_CTL_DEL, fd, NULL) == 0, "epoll_ctl"); }

// Makes `count` registrations with at most BATCH descriptors: a registration lives as long as its open file, so duplicates are
// registered and closed, and their numbers are reused with another file. `value` is the eventfds' value: 0 is idle, 1 ready.
static inline void add_many(int poller, long count, unsigned int value) {
  static int numbers[BATCH];
  for (long left = count; left > 0;) {
    const int file = new_eventfd(value);
    const int batch = left < BATCH ? (int)left : BATCH;
    for (int i = 0; i < batch; i++) add(poller, numbers[i] = duplicate(file));
    for (int i = 0; i < batch; i++) close(numbers[i]);
    left -= batch;
  }
}

static inline uint64_t fetch(int poller, struct epoll_event *events, int expected) {
  const int count = epoll_wait(poller, events, MAX_EVENTS, 0);
  must(count == expected, "epoll_wait");
  uint64_t sum = 0;
  for (int i = 0; i < count; i++) sum += (events[i].data.u64 >> 8) + (events[i].data.u64 & 255);
  return sum;
}

// Resident memory of this process in bytes (proc_pid_statm(5)).
static inline long resident_bytes(void) {
  long size, resident;
  FILE *file = fopen("/proc/self/statm", "r");
  must(file != NULL && fscanf(file, "%ld %ld", &size, &resident) == 2, "/proc/self/statm");
  fclose(file);
  return resident * sysconf(_SC_PAGESIZE);
}

#endif
