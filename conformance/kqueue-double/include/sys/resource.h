/* Apple's sys/resource.h; a struct rlimit is the same. */
#pragma once

#define getrlimit linux_getrlimit
#define setrlimit linux_setrlimit
#include_next <sys/resource.h>
#undef getrlimit
#undef setrlimit

#include "../darwin-functions.h"

DARWIN_BEGIN
int getrlimit(int, struct rlimit *) DARWIN_FUNCTION(getrlimit);
int setrlimit(int, const struct rlimit *) DARWIN_FUNCTION(setrlimit);
DARWIN_END

#undef RLIMIT_CPU
#undef RLIMIT_FSIZE
#undef RLIMIT_DATA
#undef RLIMIT_STACK
#undef RLIMIT_CORE
#undef RLIMIT_AS
#undef RLIMIT_RSS
#undef RLIMIT_MEMLOCK
#undef RLIMIT_NPROC
#undef RLIMIT_NOFILE
#define RLIMIT_CPU 0
#define RLIMIT_FSIZE 1
#define RLIMIT_DATA 2
#define RLIMIT_STACK 3
#define RLIMIT_CORE 4
#define RLIMIT_AS 5
#define RLIMIT_RSS RLIMIT_AS
#define RLIMIT_MEMLOCK 6
#define RLIMIT_NPROC 7
#define RLIMIT_NOFILE 8

#undef RLIM_INFINITY
#define RLIM_INFINITY (((unsigned long long)1 << 63) - 1)
