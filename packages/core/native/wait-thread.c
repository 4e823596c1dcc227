/* A thread that waits on an epoll descriptor and tells the host's event loop which registrations became ready. It is for
 * hosts that do not lend out their own event loop. The rest, what is registered and what a registration means, is
 * threaded-watch.ts.
 *
 * It is compiled twice: into the Node-API addon, where the system's headers check the declarations, and by Bun's built-in
 * TinyCC (bun:ffi's cc) on machines that may have no headers, for which what is used is declared here. */

#ifdef __TINYC__

typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned long pthread_t;
typedef struct { unsigned long words[16]; } sigset_t; /* 128 bytes in glibc and in musl */
typedef union { void *pointer; unsigned u32; unsigned long long u64; } epoll_data_t;
#ifdef __x86_64__
struct epoll_event { unsigned events; epoll_data_t data; } __attribute__((packed));
#else
struct epoll_event { unsigned events; epoll_data_t data; };
#endif
#define NULL ((void *)0)
#define EINTR 4
#define SIG_SETMASK 2

int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout);
ssize_t write(int fd, const void *data, size_t length);
void *malloc(size_t size);
void free(void *memory);
int *__errno_location(void);
#define errno (*__errno_location())
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
napi_status napi_create_uint32(napi_env env, unsigned value, napi_value *result);
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
#include <sys/epoll.h>
#include <unistd.h>

#endif

enum { BATCH = 64 };

struct wait_thread {
  pthread_t thread;
  int epfd;
  int control; /* an eventfd(2), registered in epfd with 0 as its user data: readable means 'end' */
  napi_env env;
  napi_threadsafe_function ready;
};

static void *run(void *argument) {
  const struct wait_thread *self = argument;
  struct epoll_event events[BATCH];
  for (;;) {
    const int count = epoll_wait(self->epfd, events, BATCH, -1);
    if (count < 0 && errno != EINTR) return NULL;
    for (int i = 0; i < count; i++) {
      if (events[i].data.u32 == 0) return NULL;
      /* The queue has no bound, so this never blocks: stop() may wait for this thread from the event loop's. */
      if (napi_call_threadsafe_function(self->ready, (void *)(size_t)events[i].data.u32, napi_tsfn_nonblocking) != napi_ok) {
        return NULL;
      }
    }
  }
}

/* On the event loop's thread. env is NULL for what was still queued when the function was released. */
static void call(napi_env env, napi_value function, void *context, void *data) {
  (void)context;
  if (env == NULL || function == NULL) return;
  napi_value undefined;
  napi_value token;
  if (napi_get_undefined(env, &undefined) != napi_ok) return;
  if (napi_create_uint32(env, (unsigned)(size_t)data, &token) != napi_ok) return;
  if (napi_call_function(env, undefined, function, 1, &token, NULL) == napi_pending_exception) {
    /* Not every runtime raises what a threadsafe function's callback leaves pending. */
    napi_value error;
    if (napi_get_and_clear_last_exception(env, &error) == napi_ok) napi_fatal_exception(env, error);
  }
}

static void end(struct wait_thread *self) {
  const unsigned long long one = 1;
  const ssize_t written = write(self->control, &one, sizeof one);
  (void)written; /* it fails only when the counter is about to overflow, and then it is readable */
  pthread_join(self->thread, NULL);
}

/* The environment ends, as a terminated worker's does: nothing may be called from now on. The runtime itself releases the
 * threadsafe function. */
static void on_cleanup(void *argument) {
  end(argument);
  free(argument);
}

/* Signals are the business of the host's threads: a blocked wait of theirs is to be interrupted, not ours (signal(7)). */
static int start_thread(struct wait_thread *self) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int failed = pthread_create(&self->thread, NULL, run, self);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failed;
}

/* Starts a thread that waits on epfd and calls on_ready on the event loop with the user data's low word of each event. It
 * does not keep the process alive. NULL when the runtime or the operating system refuses. */
void *pollio_wait_thread_start(napi_env env, int epfd, int control, napi_value on_ready) {
  struct wait_thread *self = malloc(sizeof *self);
  if (self == NULL) return NULL;
  self->env = env;
  self->epfd = epfd;
  self->control = control;
  napi_value name;
  if (napi_create_string_utf8(env, "pollio", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_threadsafe_function(env, on_ready, NULL, name, 0, 1, NULL, NULL, NULL, call, &self->ready) != napi_ok) {
    free(self);
    return NULL;
  }
  napi_unref_threadsafe_function(env, self->ready);
  if (start_thread(self) != 0) {
    napi_release_threadsafe_function(self->ready, napi_tsfn_abort);
    free(self);
    return NULL;
  }
  /* After the threadsafe function's own hook, so that it runs before that: hooks run last to first. */
  napi_add_env_cleanup_hook(env, on_cleanup, self);
  return self;
}

/* Ends the thread and returns when it is gone; on_ready is not called again for what was queued. */
void pollio_wait_thread_stop(void *thread) {
  struct wait_thread *self = thread;
  napi_remove_env_cleanup_hook(self->env, on_cleanup, self);
  end(self);
  napi_release_threadsafe_function(self->ready, napi_tsfn_abort);
  free(self);
}
