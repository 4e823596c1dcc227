/* One change of a kqueue: kevent_register() in bsd/kern/kern_event.c. */

#include <stddef.h>

#include "errors.h"
#include "kqueues.h"

/* What this library does not support: other filters, and knotes identified by their user data. */
static int why_not(const struct d_kevent *change) {
  if (change->filter >= 0 || change->filter + D_EVFILT_SYSCOUNT < 0) return D_EINVAL;
  if ((change->flags & (D_EV_UDATA_SPECIFIC | D_EV_VANISHED)) != 0) return D_ENOTSUP;
  switch (change->filter) {
    case D_EVFILT_READ:
    case D_EVFILT_WRITE:
    case D_EVFILT_VNODE:
    case D_EVFILT_EXCEPT:
    case D_EVFILT_USER:
      return 0;
    default:
      return D_ENOTSUP;
  }
}

/* The state of a nested kqueue must be current before its knote is checked. */
static bool fires_now(struct knote *note) {
  if (note->child != NULL) drain(note->child);
  return evaluate(note, NULL);
}

/* knote_apply_touch(). EV_ADD alone does not enable a disabled knote, although kqueue(2) says "adding an event
 * automatically enables it": that holds for a new knote only. */
static void apply(struct knote *note, const struct d_kevent *change, bool fires) {
  if ((change->flags & D_EV_ENABLE) != 0) note->disabled = false;
  if (fires) activate(note);
  else enqueue(note);
}

static int attach(struct kqueue *kq, const struct d_kevent *change) {
  struct knote *note = add_knote(kq, change);
  if (note == NULL) return D_ENOMEM;
  const int error = attach_filter(note);
  if (error != 0) drop_knote(note);
  else apply(note, change, fires_now(note));
  return error;
}

/* A touch replaces user data, fflags and data; the flags that the knote was added with stay. */
static void touch(struct knote *note, const struct d_kevent *change) {
  touch_filter(note, change);
  const bool fires = fires_now(note);
  note->udata = change->udata;
  if ((change->flags & D_EV_DISABLE) != 0) {
    note->disabled = true;
    dequeue(note);
  }
  apply(note, change, fires);
}

/* The knote is looked up first: a missing one is ENOENT, whether or not the descriptor is open. */
static int change_knote(struct kqueue *kq, const struct d_kevent *change) {
  struct knote *note = find_knote(kq, change->ident, change->filter);
  if (note != NULL && !is_same_source(note)) {
    drop_knote(note);
    note = NULL;
  }
  if (note == NULL) return (change->flags & D_EV_ADD) != 0 ? attach(kq, change) : D_ENOENT;
  if ((change->flags & D_EV_DELETE) != 0) drop_knote(note);
  else touch(note, change);
  return 0;
}

void register_change(struct kqueue *kq, struct d_kevent *change) {
  change->flags &= (uint16_t)~D_EV_SYSFLAGS; /* kevent_legacy_copyin() */
  int error = why_not(change);
  if (error == 0) {
    /* Delete and disable take precedence. */
    if ((change->flags & D_EV_DELETE) != 0) change->flags &= (uint16_t)~D_EV_ADD;
    if ((change->flags & D_EV_DISABLE) != 0) change->flags &= (uint16_t)~D_EV_ENABLE;
    error = change_knote(kq, change);
  }
  if (error == 0) return;
  change->flags |= D_EV_ERROR;
  change->data = error;
}
