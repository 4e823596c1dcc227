/* A thread that waits on an epoll or kqueue descriptor and reports to the host's event loop. It has two forms: one reports every
 * event until it is stopped, for hosts that do not lend out their own event loop (threaded-watch.ts); the other takes a single event
 * out of a poller's own epoll, because a look from outside would consume it (taker.ts).
 *
 * It is compiled twice: into the Node-API addon, where the system's headers check the declarations, and by Bun's built-in
 * TinyCC (bun:ffi's cc) on machines that may have no headers, for which it declares what it uses. (No Mac has compiled the
 * declarations of kqueue yet.) */

#ifdef __APPLE__
#define POLLIO_KQUEUE
#endif

#ifdef __TINYC__

typedef unsigned long size_t;
typedef long ssize_t;
#ifdef POLLIO_KQUEUE
typedef void *pthread_t;
typedef unsigned sigset_t;
struct timespec;
struct kevent { size_t ident; short filter; unsigned short flags; unsigned fflags; unsigned data[2]; unsigned udata[2]; };
#define EVFILT_USER (-10)
#define NOTE_TRIGGER 0x01000000
#define SIG_SETMASK 3
int kevent(int kq, const struct kevent *changes, int nchanges, struct kevent *events, int nevents,
           const struct timespec *timeout);
int *__error(void);
#define errno (*__error())
#else
typedef unsigned long pthread_t;
typedef struct { unsigned long words[16]; } sigset_t; /* 128 bytes in glibc and in musl */
typedef union { void *pointer; unsigned u32; unsigned long long u64; } epoll_data_t;
#ifdef __x86_64__
struct epoll_event { unsigned events; epoll_data_t data; } __attribute__((packed));
#else
struct epoll_event { unsigned events; epoll_data_t data; };
#endif
#define SIG_SETMASK 2
int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout);
ssize_t write(int fd, const void *data, size_t length);
int *__errno_location(void);
#define errno (*__errno_location())
#endif
#define NULL ((void *)0)
#define EINTR 4
#define ENOMEM 12

int close(int fd);
void *malloc(size_t size);
void free(void *memory);
void *memcpy(void *to, const void *from, size_t length);
int sigfillset(sigset_t *set);
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old);
int pthread_create(pthread_t *thread, const void *attributes, void *(*run)(void *), void *argument);
int pthread_join(pthread_t thread, void **result);

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_threadsafe_function__ *napi_threadsafe_function;
typedef int napi_status;
#define NAPI_AUTO_LENGTH ((size_t)-1)
enum { napi_ok = 0, napi_pending_exception = 10, napi_tsfn_abort = 1, napi_tsfn_nonblocking = 0 };
napi_status napi_get_undefined(napi_env env, napi_value *result);
napi_status napi_create_int64(napi_env env, long value, napi_value *result);
napi_status napi_create_string_utf8(napi_env env, const char *text, size_t length, napi_value *result);
napi_status napi_call_function(napi_env env, napi_value self, napi_value function, size_t count, const napi_value *values,
                               napi_value *result);
napi_status napi_get_and_clear_last_exception(napi_env env, napi_value *result);
napi_status napi_fatal_exception(napi_env env, napi_value error);
napi_status napi_add_env_cleanup_hook(napi_env env, void (*hook)(void *), void *argument);
napi_status napi_remove_env_cleanup_hook(napi_env env, void (*hook)(void *), void *argument);
napi_status napi_create_threadsafe_function(napi_env env, napi_value function, napi_value resource, napi_value name,
                                            size_t max_queue, size_t threads, void *data, void (*finalize)(void),
                                            void *context, void (*call)(napi_env, napi_value, void *, void *),
                                            napi_threadsafe_function *result);
napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void *data, int mode);
napi_status napi_release_threadsafe_function(napi_threadsafe_function function, int mode);
napi_status napi_unref_threadsafe_function(napi_env env, napi_threadsafe_function function);

#else

#include "wait-thread.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef POLLIO_KQUEUE
#include <sys/event.h>
#else
#include <sys/epoll.h>
#endif
#include <unistd.h>

#endif

enum { BATCH = 64 };

#ifdef POLLIO_KQUEUE

typedef struct kevent event;

static int wait_for(int kq, event *events, int max) { return kevent(kq, NULL, 0, events, max, NULL); }

static unsigned token_of(const event *one) {
  unsigned token; /* the low half of the user data: every supported machine is little-endian */
  memcpy(&token, &one->udata, sizeof token);
  return token;
}

static void wake(int kq) {
  event trigger = {0};
  trigger.filter = EVFILT_USER;
  trigger.fflags = NOTE_TRIGGER;
  kevent(kq, &trigger, 1, NULL, 0, NULL);
}

#else

typedef struct epoll_event event;

static int wait_for(int epfd, event *events, int max) { return epoll_wait(epfd, events, max, -1); }

static unsigned token_of(const event *one) { return one->data.u32; }

static void wake(int eventfd) {
  const unsigned long long one = 1;
  /* It fails if the counter would overflow, and then the eventfd is readable already. Who wakes waits for the thread to end: an interrupted
   * write must not be lost. */
  while (write(eventfd, &one, sizeof one) < 0 && errno == EINTR) continue;
}

#endif

struct wait_thread {
  pthread_t thread;
  int poller;
  int wake_fd; /* ends the wait: an eventfd(2) that the poller has too, or the kqueue itself */
  int owns;    /* closes both when the environment ends: no poller of the user owns them */
  int count;   /* of a thread that takes one event: 1, or -errno */
  event one;   /* that event */
  napi_env env;
  napi_threadsafe_function report;
};

/* The result ≥ 0, or -errno. A signal does not end it. */
static int wait_on(int poller, event *events, int max) {
  int count;
  do count = wait_for(poller, events, max);
  while (count < 0 && errno == EINTR);
  return count < 0 ? -errno : count;
}

/* The queue has no bound, so this never blocks: stop() may wait for this thread from the event loop's. */
static int report(const struct wait_thread *self, long result) {
  return napi_call_threadsafe_function(self->report, (void *)result, napi_tsfn_nonblocking) == napi_ok;
}

/* Reports the token of each event, until it is woken or the wait fails. */
static void *report_all(void *argument) {
  const struct wait_thread *self = argument;
  event events[BATCH];
  for (;;) {
    const int count = wait_on(self->poller, events, BATCH);
    if (count < 0) {
      report(self, count);
      return NULL;
    }
    for (int i = 0; i < count; i++) {
      const unsigned token = token_of(&events[i]);
      if (token == 0 || !report(self, token)) return NULL;
    }
  }
}

/* Takes one event and keeps it until the thread is stopped. */
static void *take_one(void *argument) {
  struct wait_thread *self = argument;
  self->count = wait_on(self->poller, &self->one, 1);
  report(self, self->count);
  return NULL;
}

/* Runs on the event loop's thread. env is NULL for calls that were still queued when the function was released. */
static void call(napi_env env, napi_value function, void *context, void *data) {
  (void)context;
  if (env == NULL || function == NULL) return;
  napi_value undefined;
  napi_value result;
  if (napi_get_undefined(env, &undefined) != napi_ok) return;
  if (napi_create_int64(env, (long)data, &result) != napi_ok) return;
  if (napi_call_function(env, undefined, function, 1, &result, NULL) == napi_pending_exception) {
    /* Not every runtime raises an exception that a threadsafe function's callback leaves pending. */
    napi_value error;
    if (napi_get_and_clear_last_exception(env, &error) == napi_ok) napi_fatal_exception(env, error);
  }
}

static void end(struct wait_thread *self) {
  wake(self->wake_fd);
  pthread_join(self->thread, NULL);
}

/* The environment ends, for example because its worker was terminated: nothing may be called from now on. The runtime releases the
 * threadsafe function itself. */
static void on_cleanup(void *argument) {
  struct wait_thread *self = argument;
  end(self);
  if (self->owns) {
    close(self->poller);
    if (self->wake_fd != self->poller) close(self->wake_fd);
  }
  free(self);
}

/* Blocks all signals: they must interrupt waits of the host's threads, not ours (signal(7)). */
static int start_thread(struct wait_thread *self, void *(*run)(void *)) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int error = pthread_create(&self->thread, NULL, run, self);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error;
}

/* Starts a thread that waits on the poller and calls on_report on the event loop: with the low word of each event's user data, or
 * once, with 1, when it has taken `one` event; with -errno when the wait failed, which ends the thread. It does not keep the process
 * alive. Returns the thread's address, or -errno when the runtime or the operating system refuses. */
long pollio_wait_thread_start(napi_env env, int poller, int wake_fd, int one, napi_value on_report) {
  struct wait_thread *self = malloc(sizeof *self);
  if (self == NULL) return -ENOMEM;
  self->env = env;
  self->poller = poller;
  self->wake_fd = wake_fd;
  self->owns = !one;
  self->count = 0;
  napi_value name;
  if (napi_create_string_utf8(env, "pollio", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_threadsafe_function(env, on_report, NULL, name, 0, 1, NULL, NULL, NULL, call, &self->report) != napi_ok) {
    free(self);
    return -ENOMEM;
  }
  napi_unref_threadsafe_function(env, self->report);
  const int error = start_thread(self, one ? take_one : report_all);
  if (error != 0) {
    napi_release_threadsafe_function(self->report, napi_tsfn_abort);
    free(self);
    return -error;
  }
  /* Added after the threadsafe function's own hook, so that it runs before that: hooks run last to first. */
  napi_add_env_cleanup_hook(env, on_cleanup, self);
  return (long)self;
}

/* Ends the thread and returns when it is gone; on_report is not called again for what was queued. For a thread that takes
 * one event it returns 1, with the event in `one` (the wake-up's, if nothing else came first), or -errno. */
int pollio_wait_thread_stop(void *thread, void *one) {
  struct wait_thread *self = thread;
  napi_remove_env_cleanup_hook(self->env, on_cleanup, self);
  end(self);
  napi_release_threadsafe_function(self->report, napi_tsfn_abort);
  const int count = self->count;
  if (count > 0) memcpy(one, &self->one, sizeof self->one);
  free(self);
  return count;
}
