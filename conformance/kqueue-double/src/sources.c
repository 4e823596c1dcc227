/* Events of descriptors. Each side of a kqueue is an epoll with edge-triggered registrations, which act as XNU's KNOTE(): a hint
 * to check the knotes of this descriptor and side. */

#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/stat.h>

#include "errors.h"
#include "kernel.h"
#include "kqueues.h"

/* How many hints to fetch at once, and how often: a writer that never pauses must not keep us here for ever. */
enum { BATCH = 256, MOST_BATCHES = 4096 };

static const uint32_t MASKS[SIDES] = {
    [RECEIVING] = EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLET,
    [SENDING] = EPOLLOUT | EPOLLET,
};

enum side side_of(int16_t filter) { return filter == D_EVFILT_WRITE ? SENDING : RECEIVING; }

/* epoll refuses files and some devices, which have no events. Nested kqueues are handled in nesting.c. */
static bool is_in_epoll(const struct knote *note) {
  if (note->kind == KIND_DEVICE) return !note->always;
  return note->kind == KIND_SOCKET || note->kind == KIND_PIPE || note->kind == KIND_FIFO;
}

static long control(const struct knote *note, int operation) {
  const enum side side = side_of(note->filter);
  struct epoll_event event = {.events = MASKS[side], .data.u64 = note->ident};
  return KERNEL(epoll_ctl, note->kq->sides[side], operation, (int)note->ident, &event);
}

int watch_source(struct knote *note) {
  if (!is_in_epoll(note)) return 0;
  const long result = control(note, EPOLL_CTL_ADD);
  /* Already registered by the other knote of this side. */
  if (result >= 0 || result == -EEXIST) return 0;
  /* seltrue() in XNU: /dev/null and its like are always ready. */
  note->always = result == -EPERM && note->kind == KIND_DEVICE;
  return note->always ? 0 : darwin_errno((int)-result);
}

/* The knote itself is no longer in the table. */
void unwatch_source(struct knote *note) {
  if (is_in_epoll(note) && !has_knote_on_side(note->kq, note->ident, side_of(note->filter))) {
    (void)control(note, EPOLL_CTL_DEL);
  }
}

/* A descriptor closed without this library is noticed when it is touched: epoll identifies a registration by number and file. */
bool is_same_source(struct knote *note) {
  struct stat status;
  if (note->kind == KIND_USER) return true;
  if (note->kind == KIND_KQUEUE) return kqueue_of((int)note->ident) == note->child;
  if (is_in_epoll(note)) return control(note, EPOLL_CTL_MOD) >= 0;
  return fstat((int)note->ident, &status) == 0 && status.st_ino == note->inode && status.st_dev == note->device;
}

static void post_all(struct kqueue *kq, uint64_t ident, enum side side) {
  for (struct knote *note = first_of_ident(ident); note != NULL; note = note->next_of_ident) {
    const bool heard = note->kq == kq && note->ident == ident && note->kind != KIND_USER;
    if (heard && side_of(note->filter) == side) post(note);
  }
}

static void drain_side(struct kqueue *kq, enum side side) {
  struct epoll_event heard[BATCH];
  for (int i = 0; i < MOST_BATCHES; i++) {
    const long count = KERNEL(epoll_pwait, kq->sides[side], heard, BATCH, 0, NULL, 8);
    for (long at = 0; at < count; at++) post_all(kq, heard[at].data.u64, side);
    if (count <= 0) return;
  }
}

void drain(struct kqueue *kq) {
  for (struct knote *note = kq->children > 0 ? kq->knotes : NULL; note != NULL; note = note->next_of_kqueue) {
    if (note->child != NULL) drain(note->child);
  }
  for (int side = 0; side < SIDES; side++) drain_side(kq, (enum side)side);
}
