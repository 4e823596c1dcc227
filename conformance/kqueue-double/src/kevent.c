/* kevent(2): kevent_internal(), kqueue_scan() and kqueue_process() in bsd/kern/kern_event.c. */

#include <poll.h>
#include <stddef.h>
#include <time.h>

#include "errors.h"
#include "kernel.h"
#include "kqueues.h"

enum { NANOSECONDS = 1000000000 };

/* XNU has had two limits of the seconds: 100,000,000 while kevent() asked itimerfix(), and 2^31 - 1 since. The lower one works
 * everywhere. */
static bool is_valid(const struct timespec *time) {
  return time->tv_sec >= 0 && time->tv_sec <= 100000000 && time->tv_nsec >= 0 && time->tv_nsec < NANOSECONDS;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * (int64_t)NANOSECONDS + time.tv_nsec;
}

/* Applies the changes. Receipts and errors go to `events` while there is room; an error without room ends the call and is its
 * result. Returns the number of events, or a negative errno of Darwin. */
static int make_changes(struct kqueue *kq, const struct d_kevent *changes, int nchanges, struct d_kevent *events, int nevents) {
  int count = 0;
  for (int i = 0; i < nchanges; i++) {
    struct d_kevent change = changes[i];
    register_change(kq, &change);
    const bool failed = (change.flags & D_EV_ERROR) != 0;
    if (count < nevents && (failed || (change.flags & D_EV_RECEIPT) != 0)) {
      if (!failed) change.data = 0;
      change.flags |= D_EV_ERROR;
      events[count++] = change;
    } else if (failed) {
      return -(int)change.data;
    }
  }
  return count;
}

/* knote_process(): queued knotes are checked again, and those that no longer fire are left out. */
static bool deliver(struct knote *note, struct d_kevent *event) {
  suppress(note);
  if (!evaluate(note, event)) return false;
  if ((note->flags & D_EV_ONESHOT) != 0) drop_knote(note);
  else if ((note->flags & D_EV_DISPATCH) != 0) note->disabled = true;
  else if ((note->flags & D_EV_CLEAR) == 0) note->active = true;
  return true;
}

/* Delivered knotes go to the end of the queue, so that all have their turn. */
static int fetch(struct kqueue *kq, struct d_kevent *events, int nevents) {
  int count = 0;
  drain(kq);
  while (count < nevents && kq->queue.first != NULL) {
    struct d_kevent event;
    if (deliver(kq->queue.first, &event)) events[count++] = event;
  }
  unsuppress_all(kq);
  return count;
}

/* Waits without the lock until something may have happened. Returns 0 or an errno of Darwin. */
static int sleep_on(struct kqueue *kq, int fd, const int64_t *deadline) {
  struct pollfd one = {.fd = fd, .events = POLLIN};
  struct timespec left = {0};
  if (deadline != NULL) {
    const int64_t rest = *deadline - now();
    if (rest > 0) left = (struct timespec){.tv_sec = rest / NANOSECONDS, .tv_nsec = rest % NANOSECONDS};
  }
  unlock();
  const long result = KERNEL(ppoll, &one, 1, deadline == NULL ? NULL : &left, NULL, 0);
  lock();
  if (kq->closing || kqueue_of(fd) != kq) return D_EBADF;
  return result < 0 ? darwin_errno((int)-result) : 0;
}

/* Returns the number of events, or a negative errno of Darwin. */
static int scan(struct kqueue *kq, int fd, struct d_kevent *events, int nevents, const int64_t *deadline) {
  for (;;) {
    const int count = fetch(kq, events, nevents);
    if (count > 0 || (deadline != NULL && now() >= *deadline)) return count;
    const int error = sleep_on(kq, fd, deadline);
    if (error != 0) return -error;
  }
}

static int change_and_wait(int fd, const struct d_kevent *changes, int nchanges, struct d_kevent *events, int nevents,
                           const int64_t *deadline) {
  struct kqueue *kq = kqueue_of(fd);
  if (kq == NULL || kq->closing) return -D_EBADF;
  enter(kq);
  int count = make_changes(kq, changes, nchanges, events, nevents);
  if (count == 0 && nevents > 0) count = scan(kq, fd, events, nevents, deadline);
  leave(kq);
  return count;
}

DARWIN(int, kevent, int fd, const struct d_kevent *changes, int nchanges, struct d_kevent *events, int nevents,
       const struct timespec *timeout) {
  if (timeout != NULL && !is_valid(timeout)) return fail(D_EINVAL);
  if ((nchanges > 0 && changes == NULL) || (nevents > 0 && events == NULL)) return fail(D_EFAULT);
  int64_t deadline = 0;
  if (timeout != NULL) deadline = now() + timeout->tv_sec * (int64_t)NANOSECONDS + timeout->tv_nsec;
  lock();
  const int count = change_and_wait(fd, changes, nchanges, events, nevents, timeout == NULL ? NULL : &deadline);
  unlock();
  return count < 0 ? fail(-count) : count;
}
