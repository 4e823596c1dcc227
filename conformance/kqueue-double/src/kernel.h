/* Linux's syscalls by their numbers (syscall(2)): this library defines `read` and `socket` itself and must not call them by
 * mistake. A result is ≥ 0 or -errno with Linux's numbers. */
#pragma once

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KERNEL(name, ...) kernel_result(syscall(SYS_##name, __VA_ARGS__))

static inline long kernel_result(long result) { return result < 0 ? -errno : result; }
