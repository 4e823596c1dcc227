// Made by pollio's generator from spec/linux.yaml.
// Do not edit: change the spec and run `npm run generate`.
// The syscalls in the form that node:ffi calls fastest: with two or three doubles, which it passes on unchecked. The first is the
// address of the other arguments. A failed call returns -errno, read before anything else can change it.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "../../../packages/core/native/direct.h"

#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int result(long status) { return status < 0 ? -errno : (int)status; }

int pollio_epoll_create1(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(epoll_create1((int)in[0]));
}

int pollio_epoll_ctl(double frame, double op, double fd) {
  const double *in = (const double *)(uintptr_t)frame;
  return result(epoll_ctl((int)in[0], (int)op, (int)fd, (struct epoll_event *)(uintptr_t)in[3]));
}

int pollio_epoll_wait(double frame, double timeout) {
  const double *in = (const double *)(uintptr_t)frame;
#if defined(__x86_64__)
  return (int)pollio_direct(232, (long)((int)in[0]), (long)((struct epoll_event *)(uintptr_t)in[1]), (long)((int)in[2]), (long)((int)timeout));
#else
  return result(epoll_wait((int)in[0], (struct epoll_event *)(uintptr_t)in[1], (int)in[2], (int)timeout));
#endif
}

int pollio_accept4(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(accept4((int)in[0], NULL, NULL, (int)in[3]));
}

int pollio_socket(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(socket((int)in[0], (int)in[1], (int)in[2]));
}

int pollio_bind(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(bind((int)in[0], (const struct sockaddr *)(uintptr_t)in[1], (socklen_t)in[2]));
}

int pollio_listen(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(listen((int)in[0], (int)in[1]));
}

int pollio_accept(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(accept((int)in[0], NULL, NULL));
}

int pollio_connect(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(connect((int)in[0], (const struct sockaddr *)(uintptr_t)in[1], (socklen_t)in[2]));
}

int pollio_read(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(read((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2]));
}

int pollio_write(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(write((int)in[0], (const void *)(uintptr_t)in[1], (size_t)in[2]));
}

int pollio_shutdown(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(shutdown((int)in[0], (int)in[1]));
}

int pollio_setsockopt(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(setsockopt((int)in[0], (int)in[1], (int)in[2], (const void *)(uintptr_t)in[3], (socklen_t)in[4]));
}

int pollio_getsockopt(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(getsockopt((int)in[0], (int)in[1], (int)in[2], (void *)(uintptr_t)in[3], (socklen_t *)(uintptr_t)in[4]));
}

int pollio_getsockname(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(getsockname((int)in[0], (struct sockaddr *)(uintptr_t)in[1], (socklen_t *)(uintptr_t)in[2]));
}

int pollio_getpeername(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(getpeername((int)in[0], (struct sockaddr *)(uintptr_t)in[1], (socklen_t *)(uintptr_t)in[2]));
}

int pollio_pipe(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(pipe((int *)(uintptr_t)in[0]));
}

int pollio_pipe2(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(pipe2((int *)(uintptr_t)in[0], (int)in[1]));
}

int pollio_socketpair(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(socketpair((int)in[0], (int)in[1], (int)in[2], (int *)(uintptr_t)in[3]));
}

int pollio_eventfd(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(eventfd((unsigned int)in[0], (int)in[1]));
}

int pollio_dup(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(dup((int)in[0]));
}

int pollio_dup3(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(dup3((int)in[0], (int)in[1], (int)in[2]));
}

int pollio_fcntl(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(fcntl((int)in[0], (int)in[1], (int)in[2]));
}

int pollio_close(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(close((int)in[0]));
}

int pollio_getrlimit(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(getrlimit((int)in[0], (struct rlimit *)(uintptr_t)in[1]));
}

int pollio_setrlimit(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(setrlimit((int)in[0], (const struct rlimit *)(uintptr_t)in[1]));
}

int pollio_epoll_pwait2(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(syscall(441, (int)in[0], (struct epoll_event *)(uintptr_t)in[1], (int)in[2], (const struct timespec *)(uintptr_t)in[3], NULL, NULL));
}

int pollio_send(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(send((int)in[0], (const void *)(uintptr_t)in[1], (size_t)in[2], (int)in[3]));
}

int pollio_recv(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(recv((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2], (int)in[3]));
}

int pollio_open(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(open((const char *)(uintptr_t)in[0], (int)in[1], (unsigned int)in[2]));
}

int pollio_openat(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(openat((int)in[0], (const char *)(uintptr_t)in[1], (int)in[2], (unsigned int)in[3]));
}

int pollio_pread(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(pread((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2], (off_t)in[3]));
}

int pollio_pwrite(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(pwrite((int)in[0], (const void *)(uintptr_t)in[1], (size_t)in[2], (off_t)in[3]));
}

int pollio_readv(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(readv((int)in[0], (const struct iovec *)(uintptr_t)in[1], (int)in[2]));
}

int pollio_writev(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(writev((int)in[0], (const struct iovec *)(uintptr_t)in[1], (int)in[2]));
}

int pollio_ioctl(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(ioctl((int)in[0], (unsigned long)in[1], (uintptr_t)in[2]));
}

int pollio_timerfd_create(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(timerfd_create((int)in[0], (int)in[1]));
}

int pollio_timerfd_settime(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(timerfd_settime((int)in[0], (int)in[1], (const struct itimerspec *)(uintptr_t)in[2], (struct itimerspec *)(uintptr_t)in[3]));
}

int pollio_timerfd_gettime(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(timerfd_gettime((int)in[0], (struct itimerspec *)(uintptr_t)in[1]));
}

int pollio_inotify_init1(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(inotify_init1((int)in[0]));
}

int pollio_inotify_add_watch(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(inotify_add_watch((int)in[0], (const char *)(uintptr_t)in[1], (unsigned int)in[2]));
}

int pollio_inotify_rm_watch(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(inotify_rm_watch((int)in[0], (int)in[1]));
}

int pollio_pidfd_open(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(syscall(434, (int)in[0], (unsigned int)in[1]));
}

int pollio_sendto(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(sendto((int)in[0], (const void *)(uintptr_t)in[1], (size_t)in[2], (int)in[3], (const struct sockaddr *)(uintptr_t)in[4], (socklen_t)in[5]));
}

int pollio_recvfrom(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(recvfrom((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2], (int)in[3], (struct sockaddr *)(uintptr_t)in[4], (socklen_t *)(uintptr_t)in[5]));
}

int pollio_sendmsg(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(sendmsg((int)in[0], (const struct msghdr *)(uintptr_t)in[1], (int)in[2]));
}

int pollio_recvmsg(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(recvmsg((int)in[0], (struct msghdr *)(uintptr_t)in[1], (int)in[2]));
}
