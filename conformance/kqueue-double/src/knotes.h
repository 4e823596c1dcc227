/* Knotes and kqueues as XNU has them (bsd/kern/kern_event.c), in user space. epoll only tells when to check a knote; its filter
 * decides whether it fires. One lock guards everything: this is made for correctness, not speed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "darwin.h"

/* The kind of a knote's descriptor, which decides its filter. A FIFO was opened by its path, which a pipe has not. KIND_WATCHED is
 * EVFILT_VNODE's, whatever the file. */
enum kind { KIND_USER, KIND_SOCKET, KIND_PIPE, KIND_FIFO, KIND_FILE, KIND_KQUEUE, KIND_DEVICE, KIND_WATCHED };

/* A socket has a list of knotes for each of its buffers (sb_sel.si_note): EVFILT_READ and EVFILT_EXCEPT both belong to
 * the receiving one. Each side of a kqueue is an epoll. */
enum side { RECEIVING, SENDING, SIDES };

struct kqueue;

struct knote {
  struct knote *next_of_ident; /* in the table */
  struct knote *next_of_kqueue;
  struct knote *previous_of_kqueue;
  struct kqueue *kq;
  uint64_t ident;
  int16_t filter;
  uint16_t flags;  /* kn_flags: those it was added with, and EV_EOF */
  uint32_t fflags; /* kn_fflags: what is reported */
  uint32_t sfflags; /* kn_sfflags, kn_sdata: the last request */
  int64_t sdata;
  uint64_t udata;
  enum kind kind;
  struct kqueue *child; /* of KIND_KQUEUE */
  bool always;          /* of KIND_DEVICE: it never blocks */
  dev_t device;         /* of what is not in an epoll, to recognise it */
  ino_t inode;
  bool triggered; /* of KIND_USER */
  bool disabled;  /* KN_DISABLED */
  bool active;    /* KN_ACTIVE: it fired when last checked */
  bool queued;    /* KN_QUEUED: to be reported */
  bool suppressed; /* KN_SUPPRESSED: already checked in this call */
  struct knote *previous;
  struct knote *next;
};

struct queue {
  struct knote *first;
  struct knote *last;
};

struct kqueue {
  struct kqueue *next_kqueue;
  int numbers; /* descriptors of it */
  int sides[SIDES]; /* epoll(7), edge-triggered: what may have fired */
  int pending; /* an eventfd(2), readable while something is queued */
  struct queue queue;
  struct queue suppressed;
  int count;      /* of the queue */
  struct knote *knotes;
  unsigned level; /* kq_level, see nesting.c */
  int children;   /* knotes of other kqueues */
  struct kqueue **beneath; /* the kqueues whose sides its descriptor contains */
  int beneath_count;
  int users;      /* threads inside kevent() */
  bool closing;
};

/* knotes.c. All with the lock held. */
struct knote *find_knote(const struct kqueue *kq, uint64_t ident, int16_t filter);
struct knote *first_of_ident(uint64_t ident);
bool has_knote_on_side(const struct kqueue *kq, uint64_t ident, enum side side);
struct knote *add_knote(struct kqueue *kq, const struct d_kevent *change);
void set_child(struct knote *note, struct kqueue *child);
void drop_knote(struct knote *note);
void drop_knotes_of_descriptor(int fd);
void drop_knotes_of_kqueue(struct kqueue *kq);
void activate(struct knote *note);
void enqueue(struct knote *note);
void dequeue(struct knote *note);
void suppress(struct knote *note);
void unsuppress_all(struct kqueue *kq);
void calm(struct kqueue *kq);
void for_each_knote(void (*visit)(struct knote *note, void *data), void *data);

/* KNOTE(): checks whether the knote fires now. */
void post(struct knote *note);

/* The same for all knotes of a socket, after a call for which Linux wakes nobody. Takes the lock itself. */
void post_socket(int fd);

/* sources.c */
enum side side_of(int16_t filter);
/* Returns 0 or an errno of Darwin. */
int watch_source(struct knote *note);
void unwatch_source(struct knote *note);
/* Whether the knote's descriptor is still the file it was attached to. */
bool is_same_source(struct knote *note);
/* Checks all knotes of the kqueue, and of those inside it, that had a hint. */
void drain(struct kqueue *kq);

/* filters.c. attach_filter() returns 0 or an errno of Darwin. evaluate() returns whether the knote fires, and fills in the
 * event if one is given. */
int attach_filter(struct knote *note);
void touch_filter(struct knote *note, const struct d_kevent *change);
bool evaluate(struct knote *note, struct d_kevent *event);

/* nesting.c: returns 0 or an errno of Darwin. */
int nest(struct kqueue *parent, struct kqueue *child);
void nesting_changed(void);
void forget_nesting(struct kqueue *kq);

/* register.c: applies one change. A failure is stored in the change itself, as EV_ERROR and data. */
void register_change(struct kqueue *kq, struct d_kevent *change);
