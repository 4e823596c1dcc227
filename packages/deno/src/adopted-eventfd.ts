// An eventfd that Deno's own event loop reads: it takes any descriptor that can be polled as a pipe, through the binding that its
// node:net is made of. That is not documented: whoever uses it proves first that it works here.

import type { LinuxRawSys } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import type { WatchHost } from "./pooled-call.ts";

const { EFD_CLOEXEC, EFD_NONBLOCK } = linux.constants;

/** The bytes of an eventfd's count. */
const COUNT_BYTES = 8;

/** Node's internal handle of a pipe, as far as it is used here. */
interface PipeHandle {
  onread: () => void;
  /** Takes over the descriptor; 0, or -errno. */
  open(fd: number): number;
  /** Reads into this memory instead of allocating 64 KiB for each read. */
  useUserBuffer(memory: Uint8Array): void;
  readStart(): number;
  unref(): void;
  /** Closes the descriptor, too. */
  close(): void;
}

interface PipeBinding {
  readonly Pipe: new (type: number) => PipeHandle;
  readonly constants: { readonly SOCKET: number };
}

/** It does not keep the process alive. */
export class AdoptedEventfd {
  readonly fd: number;
  readonly #handle: PipeHandle;

  /** `onCount` is called with each count that was read. Undefined where there is no descriptor, or Deno does not adopt it. */
  static open(host: WatchHost, count: number, onCount: (count: number) => void): AdoptedEventfd | undefined {
    const raw = host.raw as LinuxRawSys;
    const fd = raw.eventfd(count, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) return undefined;
    const handle = tried(() => adopt(fd, onCount));
    // From here on, the descriptor is the handle's to close.
    if (handle === undefined) raw.close(fd);
    else if (tried(() => handle.readStart()) === 0) return new AdoptedEventfd(fd, handle);
    else handle.close();
    return undefined;
  }

  private constructor(fd: number, handle: PipeHandle) {
    this.fd = fd;
    this.#handle = handle;
    handle.unref();
  }

  close(): void {
    this.#handle.close();
  }
}

/** Undefined where Deno refuses. */
function adopt(fd: number, onCount: (count: number) => void): PipeHandle | undefined {
  const { Pipe, constants } = (process as unknown as { binding(name: string): PipeBinding }).binding("pipe_wrap");
  const count = new Int32Array(new ArrayBuffer(COUNT_BYTES));
  const handle = new Pipe(constants.SOCKET);
  handle.useUserBuffer(new Uint8Array(count.buffer));
  handle.onread = () => onCount(count[0]!);
  return handle.open(fd) === 0 ? handle : undefined;
}

function tried<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
