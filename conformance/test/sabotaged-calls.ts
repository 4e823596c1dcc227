// Backends with one planted fault each in the syscalls, made from a real one, and exactly the cases that find it.

import type { Adapter, BackendModule } from "@pollio/conformance";
import { type Backend, createModule, type LinuxRawSys as RawSys } from "@pollio/core/backend";
import { adapter as sound } from "@pollio/koffi/adapter";
import { opened } from "../../packages/koffi/src/backend.ts";

const backend = opened as Backend<RawSys>;
const { raw } = backend;
const { SO_ERROR, MSG_CMSG_CLOEXEC } = backend.platform.constants;

const blank = new ArrayBuffer(16_384);

export interface Fault {
  /** Without a url, because worker threads and child processes would import the sound backend. */
  readonly adapter: Adapter;
  readonly failing: readonly string[];
}

function fault(changed: Partial<RawSys>, failing: readonly string[]): Fault {
  const made = createModule({ ...backend, raw: { ...raw, ...changed } });
  return { adapter: { name: "a fault", module: { ...sound.module, ...made } as unknown as BackendModule }, failing };
}

const isLinux = process.platform === "linux";

const everywhere: Readonly<Record<string, Fault>> = {
  "the peer's address is one's own": fault({ getpeername: raw.getsockname }, [
    "addresses.decode-what-the-kernel-wrote",
    "addresses.remote",
    "addresses.remote.refusals",
    "sys.errors-are-results",
  ]),
  "a pending error is lost": fault(
    {
      getsockopt(fd, level, option, value) {
        const length = raw.getsockopt(fd, level, option, value);
        if (option === SO_ERROR) value.fill(0 as never);
        return length;
      },
    },
    ["addresses.socket-error", "sys.memory.every-array-of-integers", "sys.memory.lies.whole-arrays"],
  ),
  "positions are cut to 32 bits": fault(
    { pread: (fd, bytes, position, ...part) => raw.pread(fd, bytes, position % 2 ** 32, ...part) },
    ["sys.files.positions-beyond-32-bits"],
  ),
  "the first array alone is read into": fault({ readv: (fd, arrays) => raw.readv(fd, arrays, 1) }, [
    "sys.vectors.any-array",
    "sys.vectors.garbage",
    "sys.vectors.in-order",
    "sys.vectors.none-and-many",
  ]),
  "new files have no mode": fault({ open: (path, flags) => raw.open(path, flags, 0o600) }, ["sys.files.open"]),
  "requests do not see what an array holds": fault(
    {
      // The address is taken each time, because nothing else would keep the memory from being collected.
      ioctl: (fd, request, argument) => raw.ioctl(fd, request, argument > 65_535 ? backend.addressOf(blank) : argument),
    },
    [
      ...(isLinux ? ["sys.ioctl.a-number"] : []),
      "sys.ioctl.from-an-array",
      "sys.ioctl.into-an-array",
      "sys.ioctl.nothing-of-an-earlier-request",
      "sys.ioctl.writes-more-than-the-array-holds",
    ],
  ),
  "an address may be longer than its array": fault(
    {
      recvfrom(fd, bytes, flags, address, length) {
        const room = new Uint8Array(128);
        (length as Int32Array)[0] = room.length;
        const result = raw.recvfrom(fd, bytes, flags, room, length);
        // What a kernel that believes the length would do, within the same buffer.
        const { buffer, byteOffset } = address;
        if (result >= 0)
          new Uint8Array(buffer).set(room.subarray(0, Math.min(16, buffer.byteLength - byteOffset)), byteOffset);
        return result;
      },
    },
    ["sys.messages.lying-lengths", "sys.messages.unix", "sys.messages.without-an-address"],
  ),
};

/** Faults in calls, and in flags, that only Linux has. */
const onLinux: Readonly<Record<string, Fault>> = {
  "received descriptors stay open on exec": fault(
    { recvmsg: (fd, message, flags) => raw.recvmsg(fd, message, flags & ~MSG_CMSG_CLOEXEC!) },
    ["sys.fds.pass"],
  ),
  "timers are never set": fault({ timerfd_settime: () => 0 }, ["sys.timerfd", "sys.timerfd.errors"]),
  "watches lose the highest bit": fault(
    { inotify_add_watch: (fd, path, mask) => raw.inotify_add_watch(fd, path, mask & 0x7fffffff) },
    ["sys.inotify"],
  ),
  "another process is opened": fault({ pidfd_open: (_, flags) => raw.pidfd_open(process.ppid, flags) }, ["sys.pidfd"]),
};

export const callFaults = { ...everywhere, ...(isLinux && onLinux) };
