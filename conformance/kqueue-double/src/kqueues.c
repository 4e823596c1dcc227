/* kqueue(2) and close(2). A kqueue's descriptor is an epoll, so that poll(2), epoll and an event loop can wait for it. It
 * contains the epolls of its own sides, those of the kqueues inside it (nesting.c), and an eventfd for knotes already queued. */

#include "kqueues.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "errors.h"
#include "kernel.h"

/* A descriptor of a kqueue; dup(2) makes more of them. */
struct number {
  struct number *next;
  int fd;
  struct kqueue *kq;
};

static struct number *numbers;
static struct kqueue *kqueues;

/* A ticket lock: with a mutex, a thread that does nothing but wake kqueues would starve all others. */
static pthread_mutex_t tickets = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t served = PTHREAD_COND_INITIALIZER;
static unsigned long next_ticket;
static unsigned long now_served;

void lock(void) {
  pthread_mutex_lock(&tickets);
  const unsigned long mine = next_ticket++;
  while (mine != now_served) pthread_cond_wait(&served, &tickets);
  pthread_mutex_unlock(&tickets);
}

void unlock(void) {
  pthread_mutex_lock(&tickets);
  now_served++;
  pthread_cond_broadcast(&served);
  pthread_mutex_unlock(&tickets);
}

struct kqueue *first_kqueue(void) { return kqueues; }

static void close_if_open(int fd) {
  if (fd >= 0) (void)KERNEL(close, fd);
}

static void destroy(struct kqueue *kq) {
  drop_knotes_of_kqueue(kq);
  struct kqueue **at = &kqueues;
  while (*at != kq) at = &(*at)->next_kqueue;
  *at = kq->next_kqueue;
  for (int side = 0; side < SIDES; side++) close_if_open(kq->sides[side]);
  close_if_open(kq->pending);
  forget_nesting(kq);
  free(kq);
}

static void forget_number(int fd) {
  for (struct number **at = &numbers; *at != NULL; at = &(*at)->next) {
    struct number *number = *at;
    if (number->fd != fd) continue;
    *at = number->next;
    /* If it was closed without this library, a thread may still be inside: then it is leaked. */
    if (--number->kq->numbers == 0 && number->kq->users == 0) destroy(number->kq);
    free(number);
    return;
  }
}

/* A number closed without this library may now be another file: only a kqueue of ours contains our eventfd. */
struct kqueue *kqueue_of(int fd) {
  for (struct number *number = numbers; number != NULL; number = number->next) {
    if (number->fd != fd) continue;
    struct epoll_event event = {.events = EPOLLIN};
    const long same = KERNEL(epoll_ctl, fd, EPOLL_CTL_MOD, number->kq->pending, &event);
    return same >= 0 ? number->kq : NULL;
  }
  return NULL;
}

void for_each_number(void (*visit)(int fd, struct kqueue *kq)) {
  for (struct number *number = numbers; number != NULL; number = number->next) visit(number->fd, number->kq);
}

/* The number's former kqueue was closed without this library. */
static int register_number(int fd, struct kqueue *kq) {
  drop_knotes_of_descriptor(fd);
  forget_number(fd);
  struct number *number = malloc(sizeof *number);
  if (number == NULL) return -ENOMEM;
  *number = (struct number){.next = numbers, .fd = fd, .kq = kq};
  numbers = number;
  kq->numbers++;
  return 0;
}

static long put_in(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLIN};
  return KERNEL(epoll_ctl, epoll, EPOLL_CTL_ADD, fd, &event);
}

/* The kqueue itself gets the lowest free number. UF_EXCLOSE: close-on-exec from the start (kqueue_body()). */
static long open_kqueue(struct kqueue *kq) {
  const long fd = KERNEL(epoll_create1, EPOLL_CLOEXEC);
  if (fd < 0) return fd;
  long result = 0;
  for (int side = 0; side < SIDES && result >= 0; side++) {
    result = KERNEL(epoll_create1, EPOLL_CLOEXEC);
    kq->sides[side] = (int)result;
    if (result >= 0) result = put_in((int)fd, kq->sides[side]);
  }
  if (result >= 0) result = kq->pending = (int)KERNEL(eventfd2, 0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (result >= 0) result = put_in((int)fd, kq->pending);
  if (result >= 0) result = register_number((int)fd, kq);
  if (result >= 0) return fd;
  (void)KERNEL(close, fd);
  return result;
}

DARWIN(int, kqueue, void) {
  struct kqueue *kq = calloc(1, sizeof *kq);
  if (kq == NULL) return fail(D_ENOMEM);
  kq->sides[RECEIVING] = kq->sides[SENDING] = kq->pending = -1;
  lock();
  kq->next_kqueue = kqueues;
  kqueues = kq;
  const long result = open_kqueue(kq);
  if (result < 0) destroy(kq);
  unlock();
  return (int)answer(result);
}

void enter(struct kqueue *kq) { kq->users++; }

void leave(struct kqueue *kq) { kq->users--; }

void kqueue_duplicated(int from, int to) {
  lock();
  struct kqueue *kq = kqueue_of(from);
  if (kq != NULL) (void)register_number(to, kq);
  unlock();
}

/* kqueue_drain(): waiting threads are woken, get EBADF, and have left before the number is reused. */
static void drive_out(struct kqueue *kq) {
  const uint64_t one = 1;
  if (kq->users == 0) return;
  kq->closing = true;
  (void)KERNEL(write, kq->pending, &one, sizeof one);
  while (kq->users > 0) {
    unlock();
    sched_yield();
    lock();
  }
  kq->closing = false;
  calm(kq);
}

long close_descriptor(int fd) {
  lock();
  struct kqueue *kq = kqueue_of(fd);
  if (kq != NULL) drive_out(kq);
  drop_knotes_of_descriptor(fd);
  if (kq != NULL) forget_number(fd);
  const long result = KERNEL(close, fd);
  unlock();
  return result;
}
