/* Apple's sys/un.h. */
#pragma once

#include <sys/socket.h>

#define sockaddr_un linux_sockaddr_un
#include_next <sys/un.h>
#undef sockaddr_un

struct sockaddr_un {
  unsigned char sun_len;
  sa_family_t sun_family;
  char sun_path[104];
};
