/* Converts socket addresses between Darwin and Linux. */
#pragma once

#include <sys/socket.h>

/* Converts to Linux. Returns the length, or -errno with Darwin's number. */
int address_for_linux(const void *address, socklen_t length, struct sockaddr_storage *out);

/* Converts to Darwin, and writes as much as fits in `*room`; `*room` is then the whole length, as in getsockname(2). */
void address_for_darwin(const struct sockaddr_storage *address, socklen_t length, void *out, socklen_t *room);
