/* Kqueues in kqueues. epoll allows only five levels of epolls, of which an event loop's is one, so that they are not put into
 * each other: a kqueue's descriptor has the sides of all kqueues beneath it in it, and what they hear is passed up in user
 * space (wake() in knotes.c). */

#include <stddef.h>
#include <sys/epoll.h>

#include "errors.h"
#include "kernel.h"
#include "kqueues.h"

static bool contains(const struct kqueue *kq, const struct kqueue *wanted) {
  for (const struct knote *note = kq->knotes; note != NULL; note = note->next_of_kqueue) {
    if (note->child != NULL && (note->child == wanted || contains(note->child, wanted))) return true;
  }
  return false;
}

/* kqueue_kqfilter() in bsd/kern/kern_event.c. A level is given when a kqueue is first put into another, and only ever rises: a
 * kqueue that was once above another stays above it, also after it was taken out. MAX_NESTED_KQ is 10. XNU's levels let one
 * or another cycle pass, which could not be walked here: what is a cycle is refused in any case. */
int nest(struct kqueue *parent, struct kqueue *child) {
  enum { MOST_LEVELS = 10 };
  if (parent == child || contains(child, parent)) return D_EINVAL;
  if (parent->level > 0 && parent->level < child->level) return D_EINVAL;
  unsigned level = parent->level == 0 ? 2 : parent->level;
  if (level < child->level + 1) {
    if (child->level + 1 > MOST_LEVELS) return D_EINVAL;
    level = child->level + 1;
  }
  parent->level = level;
  if (child->level == 0) child->level = 1;
  return 0;
}

static void follow(int fd, const struct kqueue *kq, const struct kqueue *other) {
  const int operation = contains(kq, other) ? EPOLL_CTL_ADD : EPOLL_CTL_DEL;
  for (int side = 0; side < SIDES; side++) {
    struct epoll_event event = {.events = EPOLLIN};
    /* What is so already is refused, and that is all right. */
    (void)KERNEL(epoll_ctl, fd, operation, other->sides[side], &event);
  }
}

static void follow_all(int fd, struct kqueue *kq) {
  for (const struct kqueue *other = first_kqueue(); other != NULL; other = other->next_kqueue) {
    if (other != kq) follow(fd, kq, other);
  }
}

void nesting_changed(void) { for_each_number(follow_all); }
