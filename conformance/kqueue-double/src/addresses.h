/* Socket addresses of Darwin as Linux's, and back. */
#pragma once

#include <sys/socket.h>

/* What Linux is to be given. The result is its length, or -errno with Darwin's number. */
int address_for_linux(const void *address, socklen_t length, struct sockaddr_storage *out);

/* Writes Darwin's form of Linux's address, as much as `*room` has space for; `*room` is then its whole length, as getsockname(2)
 * says. */
void address_for_darwin(const struct sockaddr_storage *address, socklen_t length, void *out, socklen_t *room);
