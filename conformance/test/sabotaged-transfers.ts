// Faults of readAll and writeAll, each with exactly the cases that find it.

import type { BackendModule, SysLike } from "@pollio/conformance";
import { adapter as sound } from "@pollio/koffi/adapter";
import type { Fault } from "./sabotaged-calls.ts";

const { constants, errno, sys } = sound.module;

type All = Pick<SysLike, "readAll" | "writeAll">;
type Transfer = (fd: number, bytes: Uint8Array, offset: number, length: number) => number;

function fault(changed: Partial<All>, failing: readonly string[]): Fault {
  const module = { ...sound.module, sys: { ...sys, ...changed } } as unknown as BackendModule;
  return { adapter: { name: "a fault", module }, failing };
}

/** What AIO does: a file is written at a position that the call gives, and its own does not move. */
function writeAtStart(fd: number, bytes: Uint8Array, offset: number, length: number): number {
  const result = sys.pwrite(fd, bytes, 0, offset, length);
  return result === -errno.ESPIPE! ? sys.write(fd, bytes, offset, length) : result;
}

function readAtStart(fd: number, bytes: Uint8Array, offset: number, length: number): number {
  const result = sys.pread(fd, bytes, 0, offset, length);
  return result === -errno.ESPIPE! ? sys.read(fd, bytes, offset, length) : result;
}

/** A write of each part by `write`. */
function writesBy(write: Transfer): All["writeAll"] {
  return (fds, count, bytes, offsets, lengths, results) => {
    let succeeded = 0;
    for (let index = 0; index < count; index++) {
      results[index] = write(fds[index]!, bytes as Uint8Array, offsets[index]!, lengths[index]!);
      if (results[index]! >= 0) succeeded++;
    }
    return succeeded;
  };
}

function readsBy(read: Transfer): All["readAll"] {
  return (fds, count, bytes, stride, results) => {
    let succeeded = 0;
    for (let index = 0; index < count; index++) {
      results[index] = read(fds[index]!, bytes as Uint8Array, index * stride, stride);
      if (results[index]! >= 0) succeeded++;
    }
    return succeeded;
  };
}

export const transferFaults: Readonly<Record<string, Fault>> = {
  "the last is written first": fault(
    {
      writeAll(fds, count, bytes, offsets, lengths, results) {
        const backwards = (numbers: Int32Array) => numbers.slice(0, count).reverse();
        const stored = new Int32Array(count);
        const result = sys.writeAll(backwards(fds), count, bytes, backwards(offsets), backwards(lengths), stored);
        results.set(stored.reverse());
        return result;
      },
    },
    [
      "sys.all.a-blocking-descriptor-waits-in-its-turn",
      "sys.all.files-move-their-position",
      "sys.all.many",
      "sys.all.one-descriptor-twice",
      "sys.all.short-writes",
      "sys.all.what-was-written-can-be-read",
    ],
  ),
  "results are shifted by one": fault(
    {
      readAll(fds, count, bytes, stride, results) {
        const result = sys.readAll(fds, count, bytes, stride, results);
        results.copyWithin(1, 0, Math.max(0, count - 1));
        return result;
      },
    },
    [
      "sys.all.a-blocking-descriptor-waits-in-its-turn",
      "sys.all.errors-end-nothing",
      "sys.all.every-kind-of-descriptor",
      "sys.all.files-move-their-position",
      "sys.all.many",
      "sys.all.none-and-nothing",
      "sys.all.one-descriptor-twice",
      "sys.all.reads-and-writes-in-order",
    ],
  ),
  "the first failure ends a batch": fault(
    {
      writeAll(...given) {
        let failure = 0;
        const write: Transfer = (...part) => {
          const result = failure < 0 ? failure : sys.write(...part);
          failure = Math.min(0, result);
          return result;
        };
        return writesBy(write)(...given);
      },
    },
    [
      "sys.all.arguments.one-memory-for-all",
      "sys.all.errors-end-nothing",
      "sys.all.every-kind-of-descriptor",
      "sys.all.short-writes",
    ],
  ),
  "files are read and written at their beginning": fault(
    { readAll: readsBy(readAtStart), writeAll: writesBy(writeAtStart) },
    [
      "sys.all.arguments.one-memory-for-all",
      "sys.all.errors-end-nothing",
      "sys.all.every-kind-of-descriptor",
      "sys.all.files-move-their-position",
    ],
  ),
  "what blocks is not read": fault(
    {
      readAll: readsBy((fd, ...part) => {
        const flags = sys.fcntl(fd, constants.F_GETFL!, 0);
        return flags >= 0 && (flags & constants.O_NONBLOCK!) === 0 ? -errno.EAGAIN! : sys.read(fd, ...part);
      }),
    },
    [
      "sys.all.a-blocking-descriptor-waits-in-its-turn",
      "sys.all.errors-end-nothing",
      "sys.all.every-kind-of-descriptor",
    ],
  ),
  "only the first 256 are read": fault(
    {
      readAll: (fds, count, ...rest) =>
        count > 256 ? sys.readAll(fds.subarray(0, 256), 256, ...rest) : sys.readAll(fds, count, ...rest),
    },
    ["sys.all.many"],
  ),
  "arrays are read while others are written": fault({ readAll: readsBy(sys.read), writeAll: writesBy(sys.write) }, [
    "sys.all.arguments.one-memory-for-all",
    "sys.all.errors-end-nothing",
  ]),
};
