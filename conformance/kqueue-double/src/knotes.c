/* The table of knotes, and the queue of those to report. Names are XNU's where it has one: knote_activate(),
 * knote_enqueue(), knote_suppress(), knote_drop() in bsd/kern/kern_event.c. */

#include "knotes.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "kernel.h"
#include "kqueues.h"

enum { BUCKETS = 32768 };

static struct knote *table[BUCKETS];

/* Knotes of nested kqueues: usually there are none. */
static unsigned nested_knotes;

static struct knote **bucket_of(uint64_t ident) { return &table[ident % BUCKETS]; }

struct knote *first_of_ident(uint64_t ident) { return *bucket_of(ident); }

struct knote *find_knote(const struct kqueue *kq, uint64_t ident, int16_t filter) {
  for (struct knote *note = *bucket_of(ident); note != NULL; note = note->next_of_ident) {
    if (note->kq == kq && note->ident == ident && note->filter == filter) return note;
  }
  return NULL;
}

bool has_knote_on_side(const struct kqueue *kq, uint64_t ident, enum side side) {
  for (struct knote *note = *bucket_of(ident); note != NULL; note = note->next_of_ident) {
    const bool hears = note->kind != KIND_USER && note->kind != KIND_WATCHED;
    const bool same = note->kq == kq && note->ident == ident && hears;
    if (same && side_of(note->filter) == side) return true;
  }
  return false;
}

struct knote *add_knote(struct kqueue *kq, const struct d_kevent *change) {
  struct knote *note = calloc(1, sizeof *note);
  if (note == NULL) return NULL;
  note->kq = kq;
  note->ident = change->ident;
  note->filter = change->filter;
  note->flags = change->flags;
  note->sfflags = change->fflags;
  note->sdata = change->data;
  note->udata = change->udata;
  note->disabled = (change->flags & D_EV_DISABLE) != 0;
  note->next_of_ident = *bucket_of(note->ident);
  *bucket_of(note->ident) = note;
  note->next_of_kqueue = kq->knotes;
  if (kq->knotes != NULL) kq->knotes->previous_of_kqueue = note;
  kq->knotes = note;
  return note;
}

static void remove_from_table(struct knote *note) {
  struct knote **at = bucket_of(note->ident);
  while (*at != note) at = &(*at)->next_of_ident;
  *at = note->next_of_ident;
  if (note->previous_of_kqueue != NULL) note->previous_of_kqueue->next_of_kqueue = note->next_of_kqueue;
  else note->kq->knotes = note->next_of_kqueue;
  if (note->next_of_kqueue != NULL) note->next_of_kqueue->previous_of_kqueue = note->previous_of_kqueue;
}

void set_child(struct knote *note, struct kqueue *child) {
  note->child = child;
  note->kq->children++;
  nested_knotes++;
}

static void append(struct queue *queue, struct knote *note) {
  note->previous = queue->last;
  note->next = NULL;
  if (queue->last != NULL) queue->last->next = note;
  else queue->first = note;
  queue->last = note;
}

static void take_out(struct queue *queue, struct knote *note) {
  if (note->previous != NULL) note->previous->next = note->next;
  else queue->first = note->next;
  if (note->next != NULL) note->next->previous = note->previous;
  else queue->last = note->previous;
}

static void post_if_outer(struct knote *note, void *child) {
  if (note->child == child) post(note);
}

/* Makes the kqueue's own descriptor readable, and the kqueues that contain it check it: kqfile_wakeup(). */
static void wake(struct kqueue *kq) {
  const uint64_t one = 1;
  (void)KERNEL(write, kq->pending, &one, sizeof one);
  if (nested_knotes > 0) for_each_knote(post_if_outer, kq);
}

/* Closing a kqueue makes it readable for good. */
void calm(struct kqueue *kq) {
  uint64_t count;
  if (!kq->closing && kq->count == 0) (void)KERNEL(read, kq->pending, &count, sizeof count);
}

void enqueue(struct knote *note) {
  struct kqueue *kq = note->kq;
  if (!note->active || note->disabled || note->suppressed || note->queued) return;
  append(&kq->queue, note);
  note->queued = true;
  if (kq->count++ == 0) wake(kq);
}

void dequeue(struct knote *note) {
  struct kqueue *kq = note->kq;
  if (!note->queued) return;
  take_out(&kq->queue, note);
  note->queued = false;
  kq->count--;
  calm(kq);
}

void activate(struct knote *note) {
  note->active = true;
  enqueue(note);
}

void suppress(struct knote *note) {
  dequeue(note);
  note->active = false;
  note->suppressed = true;
  append(&note->kq->suppressed, note);
}

void unsuppress_all(struct kqueue *kq) {
  for (struct knote *note; (note = kq->suppressed.first) != NULL;) {
    take_out(&kq->suppressed, note);
    note->suppressed = false;
    enqueue(note);
  }
}

void drop_knote(struct knote *note) {
  struct kqueue *outer = note->child != NULL ? note->kq : NULL;
  if (note->suppressed) take_out(&note->kq->suppressed, note);
  else dequeue(note);
  remove_from_table(note);
  unwatch_source(note);
  free(note);
  if (outer == NULL) return;
  outer->children--;
  nested_knotes--;
  nesting_changed();
}

/* knote_fdclose(): even if a duplicate keeps the file open. */
void drop_knotes_of_descriptor(int fd) {
  for (struct knote *note = first_of_ident((uint64_t)fd), *next; note != NULL; note = next) {
    next = note->next_of_ident;
    if (note->ident == (uint64_t)fd && note->kind != KIND_USER) drop_knote(note);
  }
}

void drop_knotes_of_kqueue(struct kqueue *kq) {
  while (kq->knotes != NULL) drop_knote(kq->knotes);
}

void for_each_knote(void (*visit)(struct knote *note, void *data), void *data) {
  for (struct kqueue *kq = first_kqueue(); kq != NULL; kq = kq->next_kqueue) {
    for (struct knote *note = kq->knotes; note != NULL; note = note->next_of_kqueue) visit(note, data);
  }
}

void post(struct knote *note) {
  if (evaluate(note, NULL)) activate(note);
}

static void post_if_same(struct knote *note, void *socket) {
  const struct stat *wanted = socket;
  struct stat status;
  if (note->kind != KIND_SOCKET || fstat((int)note->ident, &status) != 0) return;
  if (status.st_ino == wanted->st_ino && status.st_dev == wanted->st_dev) post(note);
}

void post_socket(int fd) {
  struct stat status;
  if (fstat(fd, &status) != 0) return;
  lock();
  for_each_knote(post_if_same, &status);
  unlock();
}
