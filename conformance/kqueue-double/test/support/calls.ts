// The double's functions through koffi.

import koffi from "koffi";
import { onTestFinished } from "vitest";
import { buildLibrary } from "../../build.mjs";

const library = koffi.load(buildLibrary());
const bind = (prototype: string) => library.func(prototype);

const location = bind("void *__error()")();
const errnoView = new Int32Array(koffi.view(location, 4));

/** This thread's errno. */
export const errno = (): number => errnoView[0]!;

type Int = (...args: unknown[]) => number;

/** The calls as they are: -1 and errno. */
export const c = {
  kqueue: bind("int kqueue()") as Int,
  kevent: bind("int kevent(int kq, void *changes, int nchanges, void *events, int nevents, void *timeout)"),
  socket: bind("int socket(int domain, int type, int protocol)") as Int,
  socketpair: bind("int socketpair(int domain, int type, int protocol, void *fds)") as Int,
  bind: bind("int bind(int fd, void *address, uint length)") as Int,
  listen: bind("int listen(int fd, int backlog)") as Int,
  accept: bind("int accept(int fd, void *address, void *length)") as Int,
  connect: bind("int connect(int fd, void *address, uint length)") as Int,
  getsockname: bind("int getsockname(int fd, void *address, void *length)") as Int,
  getsockopt: bind("int getsockopt(int fd, int level, int option, void *value, void *length)") as Int,
  setsockopt: bind("int setsockopt(int fd, int level, int option, void *value, uint length)") as Int,
  shutdown: bind("int shutdown(int fd, int how)") as Int,
  read: bind("int64_t read(int fd, void *bytes, size_t count)") as Int,
  write: bind("int64_t write(int fd, void *bytes, size_t count)") as Int,
  send: bind("int64_t send(int fd, void *bytes, size_t count, int flags)") as Int,
  recv: bind("int64_t recv(int fd, void *bytes, size_t count, int flags)") as Int,
  pipe: bind("int pipe(void *fds)") as Int,
  dup: bind("int dup(int fd)") as Int,
  fcntl: bind("int fcntl(int fd, int command, ...)") as Int,
  close: bind("int close(int fd)") as Int,
  getrlimit: bind("int getrlimit(int resource, void *limits)") as Int,
  setrlimit: bind("int setrlimit(int resource, void *limits)") as Int,
};

/** A call's result; a failure is an exception that names errno. */
export function ok(result: number): number {
  if (result < 0) throw new Error(`errno ${errno()}`);
  return result;
}

/** The errno of a call that must fail. */
export function refused(result: number): number {
  if (result !== -1) throw new Error(`it gave ${result}, and should have failed`);
  return errno();
}

/** A descriptor that is closed at the end of the test. */
export function own(fd: number): number {
  ok(fd);
  onTestFinished(() => void c.close(fd));
  return fd;
}
