// A whole backend for Linux, clear rather than fast: the C library through koffi. docs/writing-a-backend.md explains it.
import * as core from "@pollio/core";
import * as seam from "@pollio/core/backend";
import koffi from "koffi";

const { bufferOf, byteLengthOf, byteOffsetOf } = seam;

/** Opens the C library with what the spec says about Linux. */
function open(platform) {
  const library = koffi.load(platform.library);
  return {
    raw: syscalls(library, platform.errno),
    // An ArrayBuffer never moves. koffi takes the array over it for a pointer.
    allocate: (bytes) => ({ words: new Int32Array(new ArrayBuffer(bytes)), pointer: null }),
    addressOf: (buffer) => Number(koffi.address(new Uint8Array(buffer))),
    allocationFree: false, // read and write make a view of their part of an array.
    watch: watchByTimer(library.func("int poll(void *, ulong, int)")),
  };
}

/** Calls that take what core passes. */
const PLAIN = `int epoll_create1(int) int eventfd(uint, int) int socket(int, int, int) int listen(int, int) int shutdown(int, int)
  int socketpair(int, int, int, void *) int pipe(void *) int pipe2(void *, int) int dup(int) int dup3(int, int, int)
  int open(void *, int, uint) int openat(int, void *, int, uint) int ioctl(int, ulong, uintptr_t)
  int close(int) int getrlimit(int, void *) int setrlimit(int, void *)`;

/** LinuxRawSys: each call returns its result, or -errno. */
function syscalls(library, { ENOSYS }) {
  /** `arrange` turns what core passes into what C takes. */
  const call = (prototype, arrange = (...args) => args, native = library.func(prototype)) => {
    const answer = (result) => (result < 0 ? -koffi.errno() : result);
    return (...args) => answer(native(...arrange(...args)));
  };
  /** C reads a length from memory and writes another there, which is the result. */
  const intoLength = (prototype) => {
    const made = call(prototype);
    return (...args) => {
      const length = new Int32Array([byteLengthOf(args.at(-1))]);
      return Math.min(made(...args, length), 0) || length[0];
    };
  };
  const withLength = (...args) => [...args, byteLengthOf(args.at(-1))];
  const flagged = (fd, bytes, flags) => [fd, bytes, byteLengthOf(bytes), flags];
  const part = (fd, of, at, length) => [fd, new Uint8Array(bufferOf(of), byteOffsetOf(of) + at, length), length];
  const partAt = (fd, of, position, at, length) => [...part(fd, of, at, length), position];
  const vectors = (fd, { words }, count) => [fd, words, count];
  const plain = PLAIN.match(/int \w+\(.*?\)/g).map((prototype) => [/ (\w+)/.exec(prototype)[1], call(prototype)]);
  return {
    ...Object.fromEntries(plain),
    // What never changes is given once; `memory` keeps the blocks alive.
    bind_epoll_ctl: (epfd, event) => ({ memory: [event], epfd }),
    epoll_ctl: call("int epoll_ctl(int, int, int, void *)", (b, op, fd) => [b.epfd, op, fd, b.memory[0].words]),
    bind_epoll_wait: (epfd, events, max) => ({ memory: [events], epfd, max }),
    epoll_wait: call("int epoll_wait(int, void *, int, int)", (b, ms) => [b.epfd, b.memory[0].words, b.max, ms]),
    epoll_pwait2: () => -ENOSYS, // Core then rounds timeouts up to whole milliseconds.
    bind: call("int bind(int, void *, uint)", withLength),
    connect: call("int connect(int, void *, uint)", withLength),
    accept: call("int accept(int, void *, void *)", (fd) => [fd, null, null]),
    accept4: call("int accept4(int, void *, void *, int)", (fd, flags) => [fd, null, null, flags]),
    getsockname: intoLength("int getsockname(int, void *, void *)"),
    getpeername: intoLength("int getpeername(int, void *, void *)"),
    getsockopt: intoLength("int getsockopt(int, int, int, void *, void *)"),
    setsockopt: call("int setsockopt(int, int, int, void *, uint)", withLength),
    read: call("int read(int, void *, size_t)", part),
    write: call("int write(int, void *, size_t)", part),
    pread: call("int pread(int, void *, size_t, int64_t)", partAt),
    pwrite: call("int pwrite(int, void *, size_t, int64_t)", partAt),
    readv: call("int readv(int, void *, int)", vectors),
    writev: call("int writev(int, void *, int)", vectors),
    send: call("int send(int, void *, size_t, int)", flagged),
    recv: call("int recv(int, void *, size_t, int)", flagged),
    fcntl: call("int fcntl(int, int, ...)", (fd, command, argument) => [fd, command, "int", argument]),
  };
}

/** Looks once a millisecond while it is armed: this asks nothing of the host, but takes processor time. */
const watchByTimer = (poll) => (fd, onReadable) => {
  const pollfd = new Int32Array([fd, 1]); // POLLIN
  let armed = false;
  const timer = seam.setTimeout(() => {
    if (!armed) return;
    armed = poll(pollfd, 1, 0) === 0;
    if (armed) timer.refresh();
    else onReadable();
  }, 1);
  return {
    arm() {
      armed = true;
      timer.refresh();
    },
    close() {
      clearTimeout(timer);
      this.arm = () => {};
    },
    ref: () => timer.ref(),
    unref: () => timer.unref(),
  };
};

const opened = seam.openBackend("by-hand", open, { systems: ["linux"] });
const exclusions = [
  { case: "memory.bytes-per-call.some", reason: "wait, which it measures, makes no view" },
  { case: "consuming.", reason: "without `take`, a look from outside consumes such events" },
  { case: "lost-pollers.nested.", reason: "poll(2) watches pollers at any depth" },
];
export const module = { ...core, ...seam.createModule(opened) };
export const adapter = { ...seam.createAdapter(opened, module, import.meta.url), exclusions };
