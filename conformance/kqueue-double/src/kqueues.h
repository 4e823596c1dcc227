/* The kqueues of this process, by their descriptors, and the lock of everything about them. */
#pragma once

#include "knotes.h"

void lock(void);
void unlock(void);

/* The kqueue that a descriptor stands for, or NULL. */
struct kqueue *kqueue_of(int fd);

/* All of them, linked by next_kqueue. */
struct kqueue *first_kqueue(void);

void for_each_number(void (*visit)(int fd, struct kqueue *kq));

/* Enters a kqueue, so that it does not go away, and leaves it. */
void enter(struct kqueue *kq);
void leave(struct kqueue *kq);

/* These two take the lock themselves. */
void kqueue_duplicated(int from, int to);

/* close(2): the result of Linux. */
long close_descriptor(int fd);
