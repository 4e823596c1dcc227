/* Darwin's calls about files and devices: open(2), openat(2), ioctl(2). pread(2) and pwrite(2) are the same on both systems. */

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/types.h>

#include "darwin.h"
#include "errors.h"
#include "kernel.h"

static int flags_for_linux(int flags) {
  static const struct {
    int darwin_flag;
    int linux_flag;
  } FLAGS[] = {
      {D_O_NONBLOCK, O_NONBLOCK}, {D_O_APPEND, O_APPEND}, {D_O_ASYNC, O_ASYNC},         {D_O_SYNC, O_SYNC},
      {D_O_NOFOLLOW, O_NOFOLLOW}, {D_O_CREAT, O_CREAT},   {D_O_TRUNC, O_TRUNC},         {D_O_EXCL, O_EXCL},
      {D_O_NOCTTY, O_NOCTTY},     {D_O_DSYNC, O_DSYNC},   {D_O_DIRECTORY, O_DIRECTORY}, {D_O_CLOEXEC, O_CLOEXEC},
  };
  int out = flags & D_O_ACCMODE;
  for (unsigned i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
    if ((flags & FLAGS[i].darwin_flag) != 0) out |= FLAGS[i].linux_flag;
  }
  return out;
}

static int opened(int folder, const char *path, int flags, int mode) {
  const int where = folder == D_AT_FDCWD ? AT_FDCWD : folder;
  return (int)answer(KERNEL(openat, where, path, flags_for_linux(flags), mode));
}

DARWIN(int, open, const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = va_arg(more, int);
  va_end(more);
  return opened(D_AT_FDCWD, path, flags, mode);
}

DARWIN(int, openat, int folder, const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = va_arg(more, int);
  va_end(more);
  return opened(folder, path, flags, mode);
}

DARWIN(ssize_t, pread, int fd, void *bytes, size_t count, off_t position) {
  return answer(KERNEL(pread64, fd, bytes, count, position));
}

DARWIN(ssize_t, pwrite, int fd, const void *bytes, size_t count, off_t position) {
  return answer(KERNEL(pwrite64, fd, bytes, count, position));
}

/* The requests in use; others are ENOTTY. */
static long request_for_linux(unsigned long request) {
  switch (request) {
    case D_FIONREAD:
      return FIONREAD;
    case D_FIONBIO:
      return FIONBIO;
    case D_TIOCGWINSZ:
      return TIOCGWINSZ;
    case D_TIOCSWINSZ:
      return TIOCSWINSZ;
    default:
      return -1;
  }
}

DARWIN(int, ioctl, int fd, unsigned long request, ...) {
  va_list more;
  va_start(more, request);
  void *argument = va_arg(more, void *);
  va_end(more);
  const long open = KERNEL(fcntl, fd, F_GETFD, 0);
  if (open < 0) return (int)answer(open);
  const long wanted = request_for_linux(request);
  return wanted < 0 ? fail(D_ENOTTY) : (int)answer(KERNEL(ioctl, fd, wanted, argument));
}
