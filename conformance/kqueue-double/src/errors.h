/* errno, with Darwin's numbers. */
#pragma once

/* Darwin's number of Linux's. */
int darwin_errno(int linux_errno);

/* Sets this thread's errno, which __error() is the address of, and gives -1. The number is Darwin's. */
int fail(int number);

/* A kernel's result as a syscall of Darwin gives it: ≥ 0, or -1 with errno. */
long answer(long result);

/* Numbers that this library's own code gives. */
enum {
  D_ENOENT = 2,
  D_EINTR = 4,
  D_EBADF = 9,
  D_ENOMEM = 12,
  D_EFAULT = 14,
  D_EINVAL = 22,
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
