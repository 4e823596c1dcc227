/* What XNU knows about a socket, found out on Linux. What Linux does not tell is remembered here by the socket's inode, so that all
 * duplicates share it: that this process has shut the sending side down, an error fetched from the kernel and not yet
 * reported, and whether a mark of out-of-band data is ahead. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* -ENOTSOCK, -EBADF, or 0; with Linux's numbers. */
long check_socket(int fd);

/* Linux's numbers: AF_INET, AF_INET6, AF_UNIX; SOCK_STREAM, SOCK_DGRAM. */
int socket_domain(int fd);
int socket_type(int fd);
bool is_listening(int fd);

/* Unread bytes (FIONREAD), and sent bytes that are not read yet (SIOCOUTQ). */
int64_t bytes_to_read(int fd);
int64_t room_to_write(int fd);

/* Connections waiting to be accepted. */
int64_t backlog_of(int fd);

/* SS_CANTSENDMORE. `ready` is the result of poll(2), including POLLRDHUP. */
bool cannot_send_more(int fd, short ready);

/* SS_CANTSENDMORE and SS_CANTRCVMORE. */
bool is_shut_both_ways(int fd);

/* socanwrite(): false for a socket that must be connected first. */
bool is_connected_enough(int fd);

/* so_error, Darwin's number or 0, which stays until getsockopt(SO_ERROR) or a read fetches it. */
int pending_error(int fd, short ready);
int fetch_pending_error(int fd);
void remember_error(int fd, int error);

/* so_oobmark or SS_RCVATMARK: out-of-band data has arrived, and the bytes beyond its mark are unread. Whether its own byte
 * was read makes no difference. */
bool has_urgent_mark(int fd, short ready);

/* What this process did through this library. */
void has_shut_down_sending(int fd);
void has_read_urgent_byte(int fd);
void has_read_bytes(int fd);
