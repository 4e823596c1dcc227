/* read(2), write(2), pread(2), pwrite(2), close(2), pipe(2), dup(2). */
#pragma once

#define read linux_read
#define write linux_write
#define pread linux_pread
#define pwrite linux_pwrite
#define close linux_close
#define pipe linux_pipe
#define dup linux_dup
#include_next <unistd.h>
#undef read
#undef write
#undef pread
#undef pwrite
#undef close
#undef pipe
#undef dup

#include "darwin-functions.h"

DARWIN_BEGIN
ssize_t read(int, void *, size_t) DARWIN_FUNCTION(read);
ssize_t write(int, const void *, size_t) DARWIN_FUNCTION(write);
ssize_t pread(int, void *, size_t, off_t) DARWIN_FUNCTION(pread);
ssize_t pwrite(int, const void *, size_t, off_t) DARWIN_FUNCTION(pwrite);
int close(int) DARWIN_FUNCTION(close);
int pipe(int *) DARWIN_FUNCTION(pipe);
int dup(int) DARWIN_FUNCTION(dup);
DARWIN_END
