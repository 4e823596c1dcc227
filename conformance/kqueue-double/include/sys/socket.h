/* Apple's sys/socket.h; a struct linger is the same. */
#pragma once

#define sockaddr linux_sockaddr
#define sa_family_t linux_sa_family_t
#define socket linux_socket
#define socketpair linux_socketpair
#define bind linux_bind
#define listen linux_listen
#define accept linux_accept
#define connect linux_connect
#define getsockname linux_getsockname
#define getpeername linux_getpeername
#define getsockopt linux_getsockopt
#define setsockopt linux_setsockopt
#define shutdown linux_shutdown
#define send linux_send
#define recv linux_recv
#include_next <sys/socket.h>
#undef sockaddr
#undef sa_family_t
#undef socket
#undef socketpair
#undef bind
#undef listen
#undef accept
#undef connect
#undef getsockname
#undef getpeername
#undef getsockopt
#undef setsockopt
#undef shutdown
#undef send
#undef recv

#include "../darwin-functions.h"

typedef unsigned char sa_family_t;

struct sockaddr {
  unsigned char sa_len;
  sa_family_t sa_family;
  char sa_data[14];
};

DARWIN_BEGIN
int socket(int, int, int) DARWIN_FUNCTION(socket);
int socketpair(int, int, int, int *) DARWIN_FUNCTION(socketpair);
int bind(int, const struct sockaddr *, socklen_t) DARWIN_FUNCTION(bind);
int listen(int, int) DARWIN_FUNCTION(listen);
int accept(int, struct sockaddr *, socklen_t *) DARWIN_FUNCTION(accept);
int connect(int, const struct sockaddr *, socklen_t) DARWIN_FUNCTION(connect);
int getsockname(int, struct sockaddr *, socklen_t *) DARWIN_FUNCTION(getsockname);
int getpeername(int, struct sockaddr *, socklen_t *) DARWIN_FUNCTION(getpeername);
int getsockopt(int, int, int, void *, socklen_t *) DARWIN_FUNCTION(getsockopt);
int setsockopt(int, int, int, const void *, socklen_t) DARWIN_FUNCTION(setsockopt);
int shutdown(int, int) DARWIN_FUNCTION(shutdown);
ssize_t send(int, const void *, size_t, int) DARWIN_FUNCTION(send);
ssize_t recv(int, void *, size_t, int) DARWIN_FUNCTION(recv);
DARWIN_END

#undef AF_UNIX
#undef AF_INET
#undef AF_INET6
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 30

#undef SOCK_STREAM
#undef SOCK_DGRAM
#undef SOCK_NONBLOCK
#undef SOCK_CLOEXEC
#define SOCK_STREAM 1
#define SOCK_DGRAM 2

#undef SOL_SOCKET
#undef SO_ACCEPTCONN
#undef SO_REUSEADDR
#undef SO_KEEPALIVE
#undef SO_BROADCAST
#undef SO_LINGER
#undef SO_OOBINLINE
#undef SO_REUSEPORT
#undef SO_SNDBUF
#undef SO_RCVBUF
#undef SO_ERROR
#undef SO_TYPE
#undef SO_NREAD
#undef SO_LINGER_SEC
#define SOL_SOCKET 0xffff
#define SO_ACCEPTCONN 0x0002
#define SO_REUSEADDR 0x0004
#define SO_KEEPALIVE 0x0008
#define SO_BROADCAST 0x0020
#define SO_LINGER 0x0080
#define SO_OOBINLINE 0x0100
#define SO_REUSEPORT 0x0200
#define SO_SNDBUF 0x1001
#define SO_RCVBUF 0x1002
#define SO_ERROR 0x1007
#define SO_TYPE 0x1008
#define SO_NREAD 0x1020
#define SO_LINGER_SEC 0x1080

#undef MSG_OOB
#undef MSG_PEEK
#undef MSG_DONTROUTE
#undef MSG_WAITALL
#undef MSG_DONTWAIT
#undef MSG_NOSIGNAL
#define MSG_OOB 0x1
#define MSG_PEEK 0x2
#define MSG_DONTROUTE 0x4
#define MSG_WAITALL 0x40
#define MSG_DONTWAIT 0x80
#define MSG_NOSIGNAL 0x80000

#undef SHUT_RD
#undef SHUT_WR
#undef SHUT_RDWR
#define SHUT_RD 0
#define SHUT_WR 1
#define SHUT_RDWR 2
