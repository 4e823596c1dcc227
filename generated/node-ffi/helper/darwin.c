// Made by pollio's generator from spec/darwin.yaml.
// Do not edit: change the spec and run `npm run generate`.
// The syscalls in the form that node:ffi calls fastest: with two or three doubles, which it passes on unchecked. The first is the
// address of the other arguments. A failed call returns -errno, read before anything else can change it.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/event.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int result(long status) { return status < 0 ? -errno : (int)status; }

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

int pollio_socketpair(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(socketpair((int)in[0], (int)in[1], (int)in[2], (int *)(uintptr_t)in[3]));
}

int pollio_dup(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(dup((int)in[0]));
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

int pollio_kqueue(double frame, double unused) {
  const double *in = (const double *)(uintptr_t)frame;
  (void)in;
  (void)unused;
  return result(kqueue());
}

int pollio_kevent(double frame, double nchanges, double nevents) {
  const double *in = (const double *)(uintptr_t)frame;
  return result(kevent((int)in[0], (const struct kevent *)(uintptr_t)in[1], (int)nchanges, (struct kevent *)(uintptr_t)in[3], (int)nevents, (const struct timespec *)(uintptr_t)in[5]));
}
