/* What calls that transfer bytes have in common. */
#pragma once

#include <stddef.h>

/* Translates MSG_ flags. */
int message_flags_for_linux(int flags);

/* Converts the kernel's result of reading or writing a descriptor, in XNU's order of errors. */
long received(int fd, long result, size_t wanted);
long sent(int fd, long result);
