// Wake-up latency in C: another thread writes to a socket; this one blocks until it is readable, and reads. Answers "blocking samples"
// with the median and the 99th percentile in nanoseconds, from just before the write until the read has returned.
#include "support.h"
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/syscall.h>

// Long enough for the other thread to block; timer slack adds some 50 µs (prctl(2)).
#define PAUSE_NS 100000
#define SAMPLES 100000

static atomic_int turn;
static _Atomic uint64_t written;
static int pair[2];

static void *writer(void *nothing) {
  for (int seen = 0;;) {
    syscall(SYS_futex, &turn, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
    if (atomic_load(&turn) == seen) continue;
    seen = atomic_load(&turn);
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    atomic_store(&written, now());
    must(write(pair[1], "wake up!", 8) == 8, "write");
  }
  return nothing;
}

static uint64_t round_trip(int poller) {
  struct epoll_event event;
  char bytes[64];
  atomic_fetch_add(&turn, 1);
  syscall(SYS_futex, &turn, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
  must(epoll_wait(poller, &event, 1, -1) == 1, "epoll_wait");
  must(read((int)(event.data.u64 >> 8), bytes, sizeof bytes) == 8, "read");
  return now() - atomic_load(&written);
}

static int ascending(const void *a, const void *b) {
  const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
  return (left > right) - (left < right);
}

int main(void) {
  static uint64_t samples[SAMPLES];
  must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) == 0, "socketpair");
  const int poller = new_poller();
  add(poller, pair[0]);
  pthread_t thread;
  must(pthread_create(&thread, NULL, writer, NULL) == 0, "pthread_create");
  started();
  char mode[32];
  long arguments[ARGUMENTS];
  while (next_request(mode, arguments)) {
    const long count = arguments[0] < SAMPLES ? arguments[0] : SAMPLES;
    if (strcmp(mode, "blocking") || count < 1) {
      puts("null");
    } else {
      for (long i = 0; i < count; i++) samples[i] = round_trip(poller);
      qsort(samples, (size_t)count, sizeof samples[0], ascending);
      printf("{\"p50\":%lu,\"p99\":%lu}\n", samples[count / 2], samples[count * 99 / 100]);
    }
    fflush(stdout);
  }
  return 0;
}
