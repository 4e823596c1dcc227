// The system calls themselves: each returns -errno, and is never made again.

import { syscalls } from "../../../generated/conformance/contract.ts";
import type { BackendModule, SysLike } from "../../src/adapter.ts";
import type { Operation, Prepared } from "../operation.ts";

/** What the calls are made on; it stays open. */
function fixtures({
  sys,
  constants,
  pipe,
  socketPair,
  bindUdp,
  listenTcp,
  localAddress,
  encodeAddress,
}: BackendModule) {
  const udp = bindUdp({});
  const limits = new BigInt64Array(2);
  sys.getrlimit(constants.RLIMIT_NOFILE!, limits);
  return {
    limits,
    udp,
    address: encodeAddress(localAddress(udp)),
    server: listenTcp({}),
    pipe: pipe(),
    pair: socketPair(),
    eventfd: sys.eventfd(0, constants.O_NONBLOCK!),
    timer: sys.timerfd_create(constants.CLOCK_MONOTONIC!, 0),
    inotify: sys.inotify_init1(0),
    zero: sys.open("/dev/null", constants.O_RDWR!),
    bytes: new Uint8Array(128),
    fds: new Int32Array(2),
    longs: new BigInt64Array(4),
    integer: new Int32Array(1),
  };
}

type Act = (module: BackendModule, given: ReturnType<typeof fixtures>) => number;

const ACTS: Readonly<Record<Exclude<keyof SysLike, "readAll" | "writeAll">, Act>> = {
  socket: ({ sys, constants }) => sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, 0),
  bind: ({ sys }, { udp, address }) => sys.bind(udp, address),
  listen: ({ sys }, { server }) => sys.listen(server, 1),
  accept: ({ sys }, { server }) => sys.accept(server),
  connect: ({ sys }, { udp, address }) => sys.connect(udp, address),
  read: ({ sys }, { pipe, bytes }) => sys.read(pipe[0], bytes),
  write: ({ sys }, { zero, bytes }) => sys.write(zero, bytes),
  shutdown: ({ sys, constants }, { pair }) => sys.shutdown(pair[0], constants.SHUT_RD!),
  setsockopt: ({ sys, constants }, { udp, integer }) =>
    sys.setsockopt(udp, constants.SOL_SOCKET!, constants.SO_REUSEADDR!, integer),
  getsockopt: ({ sys, constants }, { udp, integer }) =>
    sys.getsockopt(udp, constants.SOL_SOCKET!, constants.SO_ERROR!, integer),
  getsockname: ({ sys }, { udp, bytes }) => sys.getsockname(udp, bytes),
  getpeername: ({ sys }, { pair, bytes }) => sys.getpeername(pair[0], bytes),
  pipe: ({ sys }, { fds }) => sys.pipe(fds),
  pipe2: ({ sys }, { fds }) => sys.pipe2(fds, 0),
  socketpair: ({ sys, constants }, { fds }) => sys.socketpair(constants.AF_UNIX!, constants.SOCK_STREAM!, 0, fds),
  eventfd: ({ sys }) => sys.eventfd(0, 0),
  dup: ({ sys }, { zero }) => sys.dup(zero),
  dup3: ({ sys }, { zero, timer }) => sys.dup3(zero, timer, 0),
  fcntl: ({ sys, constants }, { zero }) => sys.fcntl(zero, constants.F_GETFD!),
  close: ({ sys }, { zero }) => sys.close(sys.dup(zero)),
  getrlimit: ({ sys, constants }, { longs }) => sys.getrlimit(constants.RLIMIT_NOFILE!, longs),
  setrlimit: ({ sys, constants }, { limits }) => sys.setrlimit(constants.RLIMIT_NOFILE!, limits),
  send: ({ sys, constants }, { pair, bytes }) => sys.send(pair[0], bytes.subarray(0, 1), constants.MSG_DONTWAIT!),
  recv: ({ sys, constants }, { udp, bytes }) => sys.recv(udp, bytes, constants.MSG_DONTWAIT!),
  open: ({ sys, constants }) => sys.open("/dev/null", constants.O_RDONLY!),
  openat: ({ sys, constants }) => sys.openat(constants.AT_FDCWD!, "/dev/null", constants.O_RDONLY!),
  pread: ({ sys }, { zero, bytes }) => sys.pread(zero, bytes, 0),
  pwrite: ({ sys }, { zero, bytes }) => sys.pwrite(zero, bytes, 0),
  readv: ({ sys }, { pipe, bytes }) => sys.readv(pipe[0], [bytes]),
  writev: ({ sys }, { zero, bytes }) => sys.writev(zero, [bytes]),
  ioctl: ({ sys, constants }, { pipe, integer }) => sys.ioctl(pipe[0], constants.FIONREAD!, integer),
  timerfd_create: ({ sys, constants }) => sys.timerfd_create(constants.CLOCK_MONOTONIC!, 0),
  timerfd_settime: ({ sys }, { timer, longs }) => sys.timerfd_settime(timer, 0, longs.fill(0n)),
  timerfd_gettime: ({ sys }, { timer, longs }) => sys.timerfd_gettime(timer, longs),
  inotify_init1: ({ sys }) => sys.inotify_init1(0),
  inotify_add_watch: ({ sys, constants }, { inotify }) => sys.inotify_add_watch(inotify, "/", constants.IN_CREATE!),
  inotify_rm_watch: ({ sys }, { inotify }) => sys.inotify_rm_watch(inotify, 1),
  pidfd_open: ({ sys }) => sys.pidfd_open(process.pid),
  sendto: ({ sys, constants }, { udp, bytes, address }) => sys.sendto(udp, bytes, constants.MSG_DONTWAIT!, address),
  recvfrom: ({ sys, constants }, { udp, bytes }) =>
    sys.recvfrom(udp, bytes, constants.MSG_DONTWAIT!, new Uint8Array(128)),
  sendFds: ({ sys }, { pair, bytes, fds }) => sys.sendFds(pair[1], bytes.subarray(0, 1), fds.fill(pair[0])),
  recvFds: ({ sys }, { pair, bytes, fds }) => sys.recvFds(pair[0], bytes, fds),
};

/** What a call opens is the descriptors that are open afterwards and were not before. */
function closing(module: BackendModule, act: Act, given: ReturnType<typeof fixtures>): Prepared {
  const opens = new Set<Act>(
    (
      ["socket", "accept", "eventfd", "dup", "open", "openat", "timerfd_create", "inotify_init1", "pidfd_open"] as const
    ).map((name) => ACTS[name]),
  );
  const opensTwo = new Set<Act>([ACTS.pipe, ACTS.pipe2, ACTS.socketpair, ACTS.recvFds]);
  let opened: number[] = [];
  return {
    begin: () => void given.fds.fill(-1),
    act() {
      const result = act(module, given);
      if (opens.has(act)) opened = [result];
      if (opensTwo.has(act)) opened = [...given.fds];
      return result;
    },
    end() {
      for (const fd of opened) if (fd >= 0) module.sys.close(fd);
      opened = [];
      // What was sent would fill the socket in the end.
      if (act === ACTS.send || act === ACTS.sendFds)
        module.sys.read(given.pair[act === ACTS.send ? 1 : 0], given.bytes);
    },
    expected: (_, error) => ({ returns: -module.errno[error]! }),
    // What the operation does only to prepare its own.
    isForeign: ({ name }) => act === ACTS.close && name !== "close",
  };
}

/** Three reads or writes, of which the second or all fail: each has a result of its own. */
function batch(name: "readAll" | "writeAll"): Operation {
  return {
    name: `sys.${name}`,
    prepare({ name: backend, module: { sys, errno, constants } }) {
      const fd = sys.open("/dev/zero", constants.O_RDWR!);
      const fds = Int32Array.of(fd, fd, fd);
      const results = new Int32Array(3);
      const bytes = new Uint8Array(12);
      const act = (): unknown => {
        const count =
          name === "readAll"
            ? sys.readAll(fds, 3, bytes, 4, results)
            : sys.writeAll(fds, 3, bytes, Int32Array.of(0, 4, 8), Int32Array.of(4, 4, 4), results);
        return [count, ...results].join(" ");
      };
      return {
        act,
        expected({ name: call, skip, times }, error) {
          // koffi passes an array from its start only; the parts after that go by iovecs.
          const same = [0, 1, 2].filter((index) => backend !== "koffi" || call.endsWith("v") === index > 0);
          const failed = [0, 1, 2].map((index) => same.slice(skip, skip + times).includes(index));
          const all = failed.map((isFailed) => (isFailed ? -errno[error]! : 4));
          return { returns: [all.filter((result) => result > 0).length, ...all].join(" ") };
        },
      };
    },
  };
}

export const sysOperations: readonly Operation[] = [
  ...syscalls
    .filter((name) => name in ACTS)
    .map((name) => ({
      name: `sys.${name}`,
      prepare: ({ module }: { readonly module: BackendModule }) =>
        closing(module, ACTS[name as keyof typeof ACTS], fixtures(module)),
    })),
  batch("readAll"),
  batch("writeAll"),
];
