/* The kqueues of this process by descriptor, and the lock that guards them. */
#pragma once

#include "knotes.h"

void lock(void);
void unlock(void);

/* The kqueue of a descriptor, or NULL. */
struct kqueue *kqueue_of(int fd);

/* All of them, linked by next_kqueue. */
struct kqueue *first_kqueue(void);

void for_each_number(void (*visit)(int fd, struct kqueue *kq));

/* Enters a kqueue, which keeps it alive, and leaves it. */
void enter(struct kqueue *kq);
void leave(struct kqueue *kq);

/* These two take the lock themselves. */
void kqueue_duplicated(int from, int to);

/* close(2): returns Linux's result. */
long close_descriptor(int fd);
