/* Nested kqueues. epoll allows only five levels, one of which is an event loop's, so the epolls are not nested: a kqueue's
 * descriptor contains the sides of all kqueues beneath it, and their events are passed up in user space (wake() in knotes.c). */

#include <stdlib.h>
#include <sys/epoll.h>

#include "errors.h"
#include "kernel.h"
#include "kqueues.h"

static bool contains(const struct kqueue *kq, const struct kqueue *wanted) {
  if (kq->children == 0) return false;
  for (const struct knote *note = kq->knotes; note != NULL; note = note->next_of_kqueue) {
    if (note->child != NULL && (note->child == wanted || contains(note->child, wanted))) return true;
  }
  return false;
}

/* kqueue_kqfilter() in bsd/kern/kern_event.c. A level is given when a kqueue is first put into another, and only ever rises: a
 * kqueue that was once above another stays above it, even after it is removed. MAX_NESTED_KQ is 10. XNU's levels let
 * some cycles pass, which could not be walked here: a cycle is always refused. */
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

struct set {
  struct kqueue **members;
  int count;
};

static bool has(const struct set *set, const struct kqueue *kq) {
  for (int i = 0; i < set->count; i++) {
    if (set->members[i] == kq) return true;
  }
  return false;
}

/* Without memory it is left out: waiting for the outer descriptor then does not notice it. */
static void include(struct set *set, struct kqueue *kq) {
  struct kqueue **more = has(set, kq) ? NULL : realloc(set->members, (size_t)(set->count + 1) * sizeof *more);
  if (more == NULL) return;
  set->members = more;
  set->members[set->count++] = kq;
}

static void collect(const struct kqueue *kq, struct set *into) {
  if (kq->children == 0) return;
  for (const struct knote *note = kq->knotes; note != NULL; note = note->next_of_kqueue) {
    if (note->child == NULL) continue;
    include(into, note->child);
    collect(note->child, into);
  }
}

static void hear(int fd, int operation, const struct kqueue *other) {
  for (int side = 0; side < SIDES; side++) {
    struct epoll_event event = {.events = EPOLLIN};
    (void)KERNEL(epoll_ctl, fd, operation, other->sides[side], &event);
  }
}

/* Updates which kqueues a kqueue's descriptor contains. */
static void update(int fd, struct kqueue *kq) {
  const struct set before = {kq->beneath, kq->beneath_count};
  struct set after = {NULL, 0};
  if (kq->children == 0 && before.count == 0) return;
  collect(kq, &after);
  for (int i = 0; i < before.count; i++) {
    if (!has(&after, before.members[i])) hear(fd, EPOLL_CTL_DEL, before.members[i]);
  }
  for (int i = 0; i < after.count; i++) {
    if (!has(&before, after.members[i])) hear(fd, EPOLL_CTL_ADD, after.members[i]);
  }
  free(before.members);
  kq->beneath = after.members;
  kq->beneath_count = after.count;
}

/* Called before a kqueue is closed: close_descriptor() drops its knotes first. */
void nesting_changed(void) { for_each_number(update); }

void forget_nesting(struct kqueue *kq) { free(kq->beneath); }
