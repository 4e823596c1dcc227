// A whole backend for Linux: the C library's syscalls through koffi, declared by hand. docs/writing-a-backend.md explains it.
// It shows what a backend must do, not how to do it fast: see @pollio/koffi for that.

import * as core from "@pollio/core";
import * as engine from "@pollio/core/backend";
import { createAdapter, createModule, hostWaitThread, openBackend, threadedWatch } from "@pollio/core/backend";
import koffi from "koffi";

/** Opens the C library with what the spec says about Linux. */
function open(platform) {
  const host = { raw: syscalls(koffi.load(platform.library), platform.errno), allocate, platform };
  const worker = () => new URL("wait-worker.mjs", import.meta.url);
  return {
    ...host,
    address: (block) => Number(koffi.address(block.words.buffer)),
    // read and write make a view of the part that they are given.
    allocationFree: false,
    // A worker waits and posts a message: this backend asks nothing of the host's event loop.
    watch: threadedWatch(host, hostWaitThread(worker, host)),
  };
}

/** An ArrayBuffer never moves; koffi takes the array over it for a pointer. */
function allocate(bytes) {
  const words = new Int32Array(new ArrayBuffer(bytes));
  return { words, pointer: words };
}

/** LinuxRawSys: each call returns its result, or -errno. */
function syscalls(library, { ENOSYS }) {
  const call = (prototype) => {
    const native = library.func(prototype);
    return (...args) => {
      const result = native(...args);
      return result < 0 ? -koffi.errno() : result;
    };
  };
  /** Its last argument is an array, whose length follows. */
  const withLength = (prototype) => {
    const made = call(prototype);
    return (...args) => made(...args, engine.byteLengthOf(args.at(-1)));
  };
  /** The same through memory, in which the kernel leaves the result. */
  const intoLength = (prototype) => {
    const made = call(prototype);
    return (...args) => {
      const length = new Int32Array([engine.byteLengthOf(args.at(-1))]);
      const result = made(...args, length);
      return result < 0 ? result : length[0];
    };
  };
  const part = (bytes, offset, length) =>
    new Uint8Array(engine.bufferOf(bytes), engine.byteOffsetOf(bytes) + offset, length);
  const [ctl, wait] = [call("int epoll_ctl(int, int, int, void *)"), call("int epoll_wait(int, void *, int, int)")];
  const [accept, accept4] = [call("int accept(int, void *, void *)"), call("int accept4(int, void *, void *, int)")];
  const [read, write] = [call("int read(int, void *, size_t)"), call("int write(int, void *, size_t)")];
  const [send, recv] = [call("int send(int, void *, size_t, int)"), call("int recv(int, void *, size_t, int)")];
  const fcntl = call("int fcntl(int, int, ...)");
  return {
    epoll_create1: call("int epoll_create1(int)"),
    // What never changes is given once; `memory` keeps the blocks alive.
    bind_epoll_ctl: (epfd, event) => ({ memory: [event], epfd }),
    epoll_ctl: ({ epfd, memory }, op, fd) => ctl(epfd, op, fd, memory[0].pointer),
    bind_epoll_wait: (epfd, events, maxevents) => ({ memory: [events], epfd, maxevents }),
    epoll_wait: ({ epfd, memory, maxevents }, timeout) => wait(epfd, memory[0].pointer, maxevents, timeout),
    // Core then rounds timeouts up to whole milliseconds, and `capabilities` says so.
    epoll_pwait2: () => -ENOSYS,
    eventfd: call("int eventfd(uint, int)"),
    socket: call("int socket(int, int, int)"),
    socketpair: call("int socketpair(int, int, int, void *)"),
    bind: withLength("int bind(int, void *, uint)"),
    connect: withLength("int connect(int, void *, uint)"),
    listen: call("int listen(int, int)"),
    accept: (fd) => accept(fd, null, null),
    accept4: (fd, flags) => accept4(fd, null, null, flags),
    getsockname: intoLength("int getsockname(int, void *, void *)"),
    getsockopt: intoLength("int getsockopt(int, int, int, void *, void *)"),
    setsockopt: withLength("int setsockopt(int, int, int, void *, uint)"),
    shutdown: call("int shutdown(int, int)"),
    read: (fd, bytes, offset, length) => read(fd, part(bytes, offset, length), length),
    write: (fd, bytes, offset, length) => write(fd, part(bytes, offset, length), length),
    send: (fd, bytes, flags) => send(fd, bytes, engine.byteLengthOf(bytes), flags),
    recv: (fd, bytes, flags) => recv(fd, bytes, engine.byteLengthOf(bytes), flags),
    pipe: call("int pipe(void *)"),
    dup: call("int dup(int)"),
    fcntl: (fd, command, argument) => fcntl(fd, command, "int", argument),
    close: call("int close(int)"),
    getrlimit: call("int getrlimit(int, void *)"),
    setrlimit: call("int setrlimit(int, void *)"),
  };
}

export const opened = openBackend("by-hand", open, { systems: ["linux"] });
const module = { ...core, ...createModule(opened) };
export const { EventObject, OsPoller, backend, constants, errno, sys } = module;
export const adapter = {
  ...createAdapter(opened, module, import.meta.url),
  exclusions: [{ case: "memory.bytes-per-call.some", reason: "wait, which it measures, does not allocate; read does" }],
};
