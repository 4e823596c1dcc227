/*
 * Drives wait-thread.c under ThreadSanitizer. Stock runtimes cannot be sanitized, so Node-API is a stand-in here: a queue for each thread-safe
 * function, as Node has one. Each of four threads plays an event loop; it starts threads that wait, makes events, takes reports, and
 * stops them, or ends as an environment does, a thousand times. It prints how many reports came.
 */
#define _GNU_SOURCE
#include "wait-thread.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOPS = 4, ROUNDS = 1000 };

struct napi_env__ {
  void (*hook)(void *);
  void *argument;
};

struct napi_threadsafe_function__ {
  pthread_mutex_t lock;
  long results[64];
  unsigned count;
  int closing;
};

static atomic_int functions;

napi_status napi_get_undefined(napi_env env, napi_value *result) { return (void)env, *result = NULL, napi_ok; }
napi_status napi_create_int64(napi_env env, int64_t value, napi_value *result) {
  return (void)env, (void)value, *result = NULL, napi_ok;
}
napi_status napi_create_string_utf8(napi_env env, const char *text, size_t length, napi_value *result) {
  return (void)env, (void)text, (void)length, *result = NULL, napi_ok;
}
napi_status napi_call_function(napi_env env, napi_value self, napi_value function, size_t count, const napi_value *values,
                               napi_value *result) {
  return (void)env, (void)self, (void)function, (void)count, (void)values, (void)result, napi_ok;
}
napi_status napi_get_and_clear_last_exception(napi_env env, napi_value *result) { return (void)env, *result = NULL, napi_ok; }
napi_status napi_fatal_exception(napi_env env, napi_value error) { return (void)env, (void)error, napi_ok; }
napi_status napi_unref_threadsafe_function(node_api_basic_env env, napi_threadsafe_function function) {
  return (void)env, (void)function, napi_ok;
}

napi_status napi_add_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook hook, void *argument) {
  struct napi_env__ *own = (struct napi_env__ *)env;
  own->hook = hook;
  own->argument = argument;
  return napi_ok;
}

napi_status napi_remove_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook hook, void *argument) {
  (void)hook, (void)argument;
  ((struct napi_env__ *)env)->hook = NULL;
  return napi_ok;
}

napi_status napi_create_threadsafe_function(napi_env env, napi_value function, napi_value resource, napi_value name,
                                            size_t max_queue, size_t threads, void *data, napi_finalize finalize, void *context,
                                            napi_threadsafe_function_call_js call, napi_threadsafe_function *result) {
  (void)env, (void)function, (void)resource, (void)name, (void)max_queue, (void)threads, (void)data, (void)finalize;
  (void)context, (void)call;
  *result = calloc(1, sizeof **result);
  pthread_mutex_init(&(*result)->lock, NULL);
  atomic_fetch_add(&functions, 1);
  return napi_ok;
}

napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void *data, napi_threadsafe_function_call_mode mode) {
  (void)mode;
  pthread_mutex_lock(&function->lock);
  const napi_status status = function->closing ? napi_closing : napi_ok;
  if (status == napi_ok && function->count < 64) function->results[function->count++] = (long)data;
  pthread_mutex_unlock(&function->lock);
  return status;
}

napi_status napi_release_threadsafe_function(napi_threadsafe_function function, napi_threadsafe_function_release_mode mode) {
  (void)mode;
  pthread_mutex_lock(&function->lock);
  function->closing = 1;
  pthread_mutex_unlock(&function->lock);
  pthread_mutex_destroy(&function->lock);
  free(function);
  atomic_fetch_sub(&functions, 1);
  return napi_ok;
}

static atomic_long reports;

static void *loop(void *argument) {
  unsigned chance = (unsigned)(uintptr_t)argument;
  for (int round = 0; round < ROUNDS; round++) {
    chance = chance * 1103515245u + 12345u;
    struct napi_env__ env = {0};
    const int one = (chance >> 16) & 1, ends = (chance >> 17) & 1, events = (int)(chance >> 18) % 4;
    const int epfd = epoll_create1(EPOLL_CLOEXEC), wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    const int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    struct epoll_event wake = {.events = EPOLLIN, .data.u64 = 0}, event = {.events = EPOLLIN | EPOLLET, .data.u64 = 7};
    epoll_ctl(epfd, EPOLL_CTL_ADD, wake_fd, &wake);
    epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event);
    const long thread = pollio_wait_thread_start(&env, epfd, wake_fd, one, NULL);
    if (thread < 0) abort();
    for (int index = 0; index < events; index++) {
      const uint64_t value = 1;
      if (write(fd, &value, sizeof value) < 0) abort();
      if (chance & 1) usleep(20);
    }
    if (ends) {
      env.hook(env.argument);
      if (one) close(epfd), close(wake_fd);
    } else {
      struct epoll_event taken = {0};
      if (pollio_wait_thread_stop((void *)thread, &taken) > 0) atomic_fetch_add(&reports, 1);
      close(epfd);
      close(wake_fd);
    }
    close(fd);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[LOOPS];
  for (uintptr_t index = 0; index < LOOPS; index++) pthread_create(&threads[index], NULL, loop, (void *)(index + 1));
  for (int index = 0; index < LOOPS; index++) pthread_join(threads[index], NULL);
  printf("%ld\n", atomic_load(&reports));
  return 0;
}
