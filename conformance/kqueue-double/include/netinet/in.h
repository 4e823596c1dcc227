/* Apple's netinet/in.h and netinet6/in6.h. */
#pragma once

#include <sys/socket.h>

#define sockaddr_in linux_sockaddr_in
#define sockaddr_in6 linux_sockaddr_in6
#include_next <netinet/in.h>
#undef sockaddr_in
#undef sockaddr_in6

struct sockaddr_in {
  unsigned char sin_len;
  sa_family_t sin_family;
  in_port_t sin_port;
  struct in_addr sin_addr;
  char sin_zero[8];
};

struct sockaddr_in6 {
  unsigned char sin6_len;
  sa_family_t sin6_family;
  in_port_t sin6_port;
  unsigned sin6_flowinfo;
  struct in6_addr sin6_addr;
  unsigned sin6_scope_id;
};

#undef IPPROTO_TCP
#undef IPPROTO_IPV6
#undef IPV6_V6ONLY
#define IPPROTO_TCP 6
#define IPPROTO_IPV6 41
#define IPV6_V6ONLY 27
