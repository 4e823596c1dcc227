/* errno, with Darwin's numbers. */
#pragma once

/* Translates Linux's number to Darwin's. */
int darwin_errno(int linux_errno);

/* Sets this thread's errno, whose address __error() returns, to Darwin's number; returns -1. */
int fail(int number);

/* Converts the kernel's result to that of a Darwin syscall: ≥ 0, or -1 with errno. */
long answer(long result);

/* Numbers that this library itself returns. */
enum {
  D_ENOENT = 2,
  D_EINTR = 4,
  D_EBADF = 9,
  D_ENOMEM = 12,
  D_EFAULT = 14,
  D_EINVAL = 22,
  D_EMFILE = 24,
  D_ENOTTY = 25,
  D_EPIPE = 32,
  D_ENOTSOCK = 38,
  D_ENOPROTOOPT = 42,
  D_EPROTONOSUPPORT = 43,
  D_ENOTSUP = 45,
  D_EAFNOSUPPORT = 47,
  D_ECONNREFUSED = 61,
  D_ENAMETOOLONG = 63,
  D_ENOTCONN = 57,
  D_EOPNOTSUPP = 102,
};
