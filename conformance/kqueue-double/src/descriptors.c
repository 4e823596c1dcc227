/* Darwin's calls about descriptors themselves: pipe(2), dup(2), fcntl(2), close(2), getrlimit(2). */

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/resource.h>

#include "darwin.h"
#include "errors.h"
#include "kernel.h"
#include "kqueues.h"

DARWIN(int, pipe, int *fds) { return (int)answer(KERNEL(pipe2, fds, 0)); }

/* The kqueue gets another number; its knotes are the same. */
static int duplicated(int fd, long result) {
  if (result >= 0) kqueue_duplicated(fd, (int)result);
  return (int)answer(result);
}

DARWIN(int, dup, int fd) { return duplicated(fd, KERNEL(dup, fd)); }

static int flags_for_darwin(long flags) {
  int out = (int)flags & D_O_ACCMODE;
  if ((flags & O_NONBLOCK) != 0) out |= D_O_NONBLOCK;
  if ((flags & O_APPEND) != 0) out |= D_O_APPEND;
  if ((flags & O_ASYNC) != 0) out |= D_O_ASYNC;
  return out;
}

static int flags_for_linux(int flags) {
  int out = 0;
  if ((flags & D_O_NONBLOCK) != 0) out |= O_NONBLOCK;
  if ((flags & D_O_APPEND) != 0) out |= O_APPEND;
  if ((flags & D_O_ASYNC) != 0) out |= O_ASYNC;
  return out;
}

/* fo_ioctl() of a kqueue is ENOTTY, after the flag was set: fcntl_nocancel() */
static int set_flags(int fd, int flags) {
  const long result = KERNEL(fcntl, fd, F_SETFL, flags_for_linux(flags));
  lock();
  const bool is_kqueue = result >= 0 && kqueue_of(fd) != NULL;
  unlock();
  return is_kqueue ? fail(D_ENOTTY) : (int)answer(result);
}

/* The commands with an integer argument. All others are EINVAL here, those that only Darwin has included. */
static int control(int fd, int command, int argument) {
  switch (command) {
    case D_F_DUPFD:
      return duplicated(fd, KERNEL(fcntl, fd, F_DUPFD, argument));
    case D_F_DUPFD_CLOEXEC:
      return duplicated(fd, KERNEL(fcntl, fd, F_DUPFD_CLOEXEC, argument));
    case D_F_GETFD:
      return (int)answer(KERNEL(fcntl, fd, F_GETFD, 0));
    case D_F_SETFD:
      return (int)answer(KERNEL(fcntl, fd, F_SETFD, argument));
    case D_F_GETFL: {
      const long flags = KERNEL(fcntl, fd, F_GETFL, 0);
      return flags < 0 ? (int)answer(flags) : flags_for_darwin(flags);
    }
    case D_F_SETFL:
      return set_flags(fd, argument);
    default: {
      const long open = KERNEL(fcntl, fd, F_GETFD, 0);
      return open < 0 ? (int)answer(open) : fail(D_EINVAL);
    }
  }
}

#ifdef VARIADICS_ON_STACK
/* Who pads the arguments for Apple's ABI on arm64, where variadic ones are on the stack, gets the ninth there on Linux as well. */
DARWIN(int, fcntl, int fd, int command, int c, int d, int e, int f, int g, int h, int argument) {
  (void)c, (void)d, (void)e, (void)f, (void)g, (void)h;
  return control(fd, command, argument);
}
#else
DARWIN(int, fcntl, int fd, int command, ...) {
  va_list more;
  va_start(more, command);
  const int argument = va_arg(more, int);
  va_end(more);
  return control(fd, command, argument);
}
#endif

DARWIN(int, close, int fd) { return (int)answer(close_descriptor(fd)); }

static const int RESOURCES[] = {RLIMIT_CPU,  RLIMIT_FSIZE,   RLIMIT_DATA,  RLIMIT_STACK, RLIMIT_CORE,
                                RLIMIT_RSS,  RLIMIT_MEMLOCK, RLIMIT_NPROC, RLIMIT_NOFILE};

static int resource_for_linux(int resource) {
  const int count = sizeof RESOURCES / sizeof *RESOURCES;
  return resource < 0 || resource >= count ? -1 : RESOURCES[resource];
}

struct d_rlimit {
  uint64_t rlim_cur;
  uint64_t rlim_max;
};

static uint64_t limit_for_darwin(uint64_t limit) { return limit > D_RLIM_INFINITY ? D_RLIM_INFINITY : limit; }
static uint64_t limit_for_linux(uint64_t limit) { return limit >= D_RLIM_INFINITY ? ~(uint64_t)0 : limit; }

/* dosetrlimit() takes any number of descriptors up to a hard limit that is usually infinite; what counts is the lower one of it and
 * kern.maxfilesperproc (proc_limitgetcur_nofile()), for which Linux's hard limit stands here. 0 is 'as it was'. */
static _Atomic uint64_t descriptors_asked_for;

DARWIN(int, getrlimit, int resource, struct d_rlimit *limits) {
  const int which = resource_for_linux(resource);
  if (which < 0) return fail(D_EINVAL);
  struct d_rlimit now;
  const long result = KERNEL(prlimit64, 0, which, NULL, &now);
  if (result < 0) return (int)answer(result);
  if (limits == NULL) return fail(D_EFAULT);
  *limits = (struct d_rlimit){limit_for_darwin(now.rlim_cur), limit_for_darwin(now.rlim_max)};
  if (which != RLIMIT_NOFILE) return 0;
  limits->rlim_max = D_RLIM_INFINITY;
  const uint64_t asked = descriptors_asked_for;
  if (asked > now.rlim_max && now.rlim_cur == now.rlim_max) limits->rlim_cur = asked;
  return 0;
}

static int set_descriptors(uint64_t asked) {
  struct d_rlimit wanted;
  const long result = KERNEL(prlimit64, 0, RLIMIT_NOFILE, NULL, &wanted);
  if (result < 0) return (int)answer(result);
  wanted.rlim_cur = asked < wanted.rlim_max ? asked : wanted.rlim_max;
  descriptors_asked_for = asked;
  return (int)answer(KERNEL(prlimit64, 0, RLIMIT_NOFILE, &wanted, NULL));
}

DARWIN(int, setrlimit, int resource, const struct d_rlimit *limits) {
  const int which = resource_for_linux(resource);
  if (which < 0) return fail(D_EINVAL);
  if (limits == NULL) return fail(D_EFAULT);
  if (limits->rlim_cur > limits->rlim_max) return fail(D_EINVAL);
  if (which == RLIMIT_NOFILE) return set_descriptors(limits->rlim_cur);
  const struct d_rlimit wanted = {limit_for_linux(limits->rlim_cur), limit_for_linux(limits->rlim_max)};
  return (int)answer(KERNEL(prlimit64, 0, which, &wanted, NULL));
}
