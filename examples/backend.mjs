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
    watch: seam.timedWatch(readable(library.func("int poll(void *, ulong, int)"))),
  };
}

/** The calls, by what is done with what core passes (`arrange`, below): nothing, where it is what C takes. */
const CALLS = {
  plain: `int epoll_create1(int) int eventfd(uint, int) int socket(int, int, int) int listen(int, int) int shutdown(int, int)
    int socketpair(int, int, int, void *) int pipe(void *) int pipe2(void *, int) int dup(int) int dup3(int, int, int) int close(int)
    int timerfd_create(int, int) int timerfd_settime(int, int, void *, void *) int timerfd_gettime(int, void *)
    int inotify_init1(int) int inotify_add_watch(int, void *, uint) int inotify_rm_watch(int, int) int ioctl(int, ulong, uintptr_t)
    int open(void *, int, uint) int openat(int, void *, int, uint) int getrlimit(int, void *) int setrlimit(int, void *)`,
  withLength: "int bind(int, void *, uint) int connect(int, void *, uint) int setsockopt(int, int, int, void *, uint)",
  part: `int read(int, void *, size_t) int write(int, void *, size_t)
    int pread(int, void *, size_t, int64_t) int pwrite(int, void *, size_t, int64_t)`,
  structs:
    "int readv(int, void *, int) int writev(int, void *, int) int sendmsg(int, void *, int) int recvmsg(int, void *, int)",
  whole: `int send(int, void *, size_t, int) int recv(int, void *, size_t, int)
    int recvfrom(int, void *, size_t, int, void *, void *)`,
  accepted: "int accept(int, void *, void *) int accept4(int, void *, void *, int)",
};
const part = (of, at, length) => new Uint8Array(bufferOf(of), byteOffsetOf(of) + at, length);
const arrange = {
  plain: (...args) => args,
  withLength: (...args) => [...args, byteLengthOf(args.at(-1))],
  part: (fd, of, ...at) => [fd, part(of, ...at.slice(-2)), at.at(-1), ...at.slice(0, -2)],
  structs: (fd, { words }, countOrFlags) => [fd, words, countOrFlags],
  whole: (fd, bytes, ...rest) => [fd, bytes, byteLengthOf(bytes), ...rest],
  accepted: (fd, ...flags) => [fd, null, null, ...flags],
};

/** LinuxRawSys: each call returns its result, or -errno. */
function syscalls(library, { ENOSYS }) {
  const answer = (result) => (result < 0 ? -koffi.errno() : result);
  const call =
    (prototype, how = arrange.plain, native = library.func(prototype)) =>
    (...args) =>
      answer(native(...how(...args)));
  // C reads a length from memory and writes another there, which is the result.
  const intoLength =
    (made, length = new Int32Array(1)) =>
    (...args) => {
      length[0] = byteLengthOf(args.at(-1));
      return Math.min(made(...args, length), 0) || length[0];
    };
  const calls = Object.entries(CALLS).flatMap(([how, prototypes]) =>
    prototypes.match(/int \w+\(.*?\)/g).map((each) => [/ (\w+)/.exec(each)[1], call(each, arrange[how])]),
  );
  return {
    ...Object.fromEntries(calls),
    // What never changes is given once; `memory` keeps the blocks alive.
    bind_epoll_ctl: (epfd, event) => ({ memory: [event], epfd }),
    epoll_ctl: call("int epoll_ctl(int, int, int, void *)", (b, op, fd) => [b.epfd, op, fd, b.memory[0].words]),
    bind_epoll_wait: (epfd, events, max) => ({ memory: [events], epfd, max }),
    epoll_wait: call("int epoll_wait(int, void *, int, int)", (b, ms) => [b.epfd, b.memory[0].words, b.max, ms]),
    epoll_pwait2: () => -ENOSYS, // Core then rounds timeouts up to whole milliseconds.
    getsockname: intoLength(call("int getsockname(int, void *, void *)")),
    getpeername: intoLength(call("int getpeername(int, void *, void *)")),
    getsockopt: intoLength(call("int getsockopt(int, int, int, void *, void *)")),
    sendto: call("int sendto(int, void *, size_t, int, void *, uint)", (...args) =>
      arrange.whole(...arrange.withLength(...args)),
    ),
    fcntl: call("int fcntl(int, int, ...)", (fd, command, argument) => [fd, command, "int", argument]),
    pidfd_open: call("int syscall(long, int, uint)", (pid, flags) => [434, pid, flags]),
  };
}

/** Whether poll(2) finds a descriptor readable, or cannot look at it. A pollfd is a descriptor and what is asked: POLLIN. */
const readable = (poll) => (fd) => poll(new Int32Array([fd, 1]), 1, 0) !== 0;

const opened = seam.openBackend("by-hand", open, { systems: ["linux"] });
const exclusions = [
  { case: "memory.bytes-per-call.some", reason: "wait, which it measures, makes no view" },
  { case: "consuming.", reason: "without `take`, a look from outside consumes such events" },
  { case: "lost-pollers.nested.", reason: "poll(2) watches pollers at any depth" },
  { case: "left-behind.an-idle-asynchronous-wait-rests", reason: "a look each millisecond takes some 5 % of a core" },
  { case: "descriptors.heap-does-not-grow", reason: "100,000 looks by a timer take minutes" },
];
export const module = { ...core, ...seam.createModule(opened) };
export const adapter = { ...seam.createAdapter(opened, module, import.meta.url), exclusions };
