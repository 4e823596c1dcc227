// Backends with one planted fault each in the syscalls, made from a real one, and exactly the cases that find it.

import type { Adapter, BackendModule } from "@pollio/conformance";
import { type Backend, createModule, type LinuxRawSys as RawSys } from "@pollio/core/backend";
import { adapter as sound } from "@pollio/koffi/adapter";
import { opened } from "../../packages/koffi/src/backend.ts";

const backend = opened as Backend<RawSys>;
const { raw } = backend;
const { SO_ERROR } = backend.platform.constants;

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
};
