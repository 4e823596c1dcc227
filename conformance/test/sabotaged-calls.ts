// Backends with one planted fault each in the syscalls, made from a real one, and exactly the cases that find it.

import type { Adapter, BackendModule } from "@pollio/conformance";
import { type Backend, createModule, type LinuxRawSys as RawSys } from "@pollio/core/backend";
import { adapter as sound } from "@pollio/koffi/adapter";
import { opened } from "../../packages/koffi/src/backend.ts";

const backend = opened as Backend<RawSys>;
const { raw } = backend;
const { SO_ERROR } = backend.platform.constants;

const blank = new ArrayBuffer(16_384);
const BLANK_ADDRESS = backend.addressOf(blank);

interface Fault {
  /** Without a url, because worker threads and child processes would import the sound backend. */
  readonly adapter: Adapter;
  readonly failing: readonly string[];
}

function fault(changed: Partial<RawSys>, failing: readonly string[]): Fault {
  const made = createModule({ ...backend, raw: { ...raw, ...changed } });
  return { adapter: { name: "a fault", module: { ...sound.module, ...made } as unknown as BackendModule }, failing };
}

export const callFaults: Readonly<Record<string, Fault>> = {
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
      ioctl: (fd, request, argument) => raw.ioctl(fd, request, argument > 65_535 ? BLANK_ADDRESS : argument),
    },
    [
      "sys.ioctl.a-number",
      "sys.ioctl.from-an-array",
      "sys.ioctl.into-an-array",
      "sys.ioctl.nothing-of-an-earlier-request",
      "sys.ioctl.writes-more-than-the-array-holds",
    ],
  ),
};
