// A syscall that bypasses the C library's function, for calls whose spec says `direct`. A function that may block is a cancellation
// point (pthreads(7)): in a process with threads, that costs two atomic operations and a mispredicted return. The result is -errno
// if the call failed.
#ifndef POLLIO_DIRECT_H
#define POLLIO_DIRECT_H

#if defined(__linux__) && defined(__x86_64__)
static inline long pollio_direct(long number, long a, long b, long c, long d) {
  // syscall(2), "Architecture calling conventions"
  register long fourth __asm__("r10") = d;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                   : "rcx", "r11", "memory");
  return result;
}
#endif

#endif
