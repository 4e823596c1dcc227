/* readv(2), writev(2); an iovec is the same. */
#pragma once

#define readv linux_readv
#define writev linux_writev
#include_next <sys/uio.h>
#undef readv
#undef writev

#include "../darwin-functions.h"

DARWIN_BEGIN
ssize_t readv(int, const struct iovec *, int) DARWIN_FUNCTION(readv);
ssize_t writev(int, const struct iovec *, int) DARWIN_FUNCTION(writev);
DARWIN_END
