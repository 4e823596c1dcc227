/* Apple's sys/fcntl.h. */
#pragma once

#define fcntl linux_fcntl
#define open linux_open
#define openat linux_openat
#include_next <fcntl.h>
#undef fcntl
#undef open
#undef openat

#include "darwin-functions.h"

DARWIN_BEGIN
int fcntl(int, int, ...) DARWIN_FUNCTION(fcntl);
int open(const char *, int, ...) DARWIN_FUNCTION(open);
int openat(int, const char *, int, ...) DARWIN_FUNCTION(openat);
DARWIN_END

#undef O_NONBLOCK
#undef O_APPEND
#undef O_ASYNC
#undef O_CREAT
#undef O_TRUNC
#undef O_EXCL
#undef O_CLOEXEC
#undef O_SYNC
#undef O_DSYNC
#undef O_NOFOLLOW
#undef O_NOCTTY
#undef O_DIRECTORY
#undef AT_FDCWD
#define AT_FDCWD (-2)
#define O_NONBLOCK 0x00000004
#define O_APPEND 0x00000008
#define O_ASYNC 0x00000040
#define O_CREAT 0x00000200
#define O_TRUNC 0x00000400
#define O_EXCL 0x00000800
#define O_CLOEXEC 0x01000000
#define O_SYNC 0x0080
#define O_NOFOLLOW 0x0100
#define O_NOCTTY 0x00020000
#define O_DIRECTORY 0x00100000
#define O_DSYNC 0x400000

#undef F_DUPFD
#undef F_GETFD
#undef F_SETFD
#undef F_GETFL
#undef F_SETFL
#undef F_DUPFD_CLOEXEC
#undef FD_CLOEXEC
#define F_DUPFD 0
#define F_GETFD 1
#define F_SETFD 2
#define F_GETFL 3
#define F_SETFL 4
#define F_DUPFD_CLOEXEC 67
#define FD_CLOEXEC 1
