/* A program that believes that it runs on Darwin; see headers.test.ts. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/event.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

typedef void (*function)(void);

static function functions[] = {
    (function)__error,     (function)accept,     (function)bind,        (function)close,      (function)connect,
    (function)dup,         (function)fcntl,      (function)getrlimit,   (function)getsockname, (function)getsockopt, (function)getpeername, (function)open,        (function)openat,
    (function)pread,       (function)pwrite,     (function)ioctl,
    (function)kevent,      (function)kqueue,     (function)listen,      (function)pipe,       (function)read,
    (function)readv,       (function)recv,       (function)send,        (function)setrlimit,  (function)setsockopt,
    (function)shutdown,    (function)socket,     (function)socketpair,  (function)write,      (function)writev,
};

static int is_the_doubles(function one) {
  union {
    function code;
    void *address;
  } either = {.code = one};
  Dl_info info;
  return dladdr(either.address, &info) != 0 && strstr(info.dli_fname, "libdarwin-double.so") != NULL;
}

int main(void) {
  const unsigned count = sizeof functions / sizeof *functions;
  unsigned ours = 0;
  for (unsigned i = 0; i < count; i++) ours += is_the_doubles(functions[i]);
  if (ours == count) printf("%u functions are the double's\n", ours);

  int fds[2];
  char bytes[3] = "abc";
  if (pipe(fds) != 0 || fcntl(fds[0], F_SETFL, O_NONBLOCK) != 0) return 1;
  if (read(fds[0], bytes, sizeof bytes) == -1 && errno == EAGAIN) printf("%d is EAGAIN\n", errno);

  const int kq = kqueue();
  struct kevent change = {.ident = (uintptr_t)fds[0], .filter = EVFILT_READ, .flags = EV_ADD};
  struct kevent event;
  if (kevent(kq, &change, 1, NULL, 0, NULL) != 0 || write(fds[1], bytes, sizeof bytes) != sizeof bytes) return 1;
  const int events = kevent(kq, NULL, 0, &event, 1, NULL);
  printf("kevent: %d event, data %ld\n", events, (long)event.data);
  return close(kq);
}
