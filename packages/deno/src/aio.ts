// Linux AIO (io_submit(2)), for one operation: a poll that, once a descriptor is readable, adds 1 to an eventfd. The results say no more
// than that, and nobody reads them.

import type { Block } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import type { Pointer } from "./deno-ffi.ts";
import type { WatchHost } from "./pooled-call.ts";

const { EPOLLIN, IOCB_CMD_POLL, IOCB_FLAG_RESFD } = linux.constants;

/** Results that are dropped at once when the kernel has no more room for them. */
const BATCH = 128;

/** Their arguments, after the number. */
const CALLS = {
  SYS_io_setup: ["u32", "pointer"],
  SYS_io_submit: ["usize", "isize", "pointer"],
  SYS_io_getevents: ["usize", "isize", "isize", "pointer", "pointer"],
  SYS_io_cancel: ["usize", "pointer", "pointer"],
} as const;

/** Returns -1 where it fails. */
type Call = (...args: (Pointer | number)[]) => number;

/**
 * A context with one poll. It lives as long as the process: to destroy it (io_destroy(2)) would block for two of the kernel's grace
 * periods, tens of milliseconds.
 */
export class Aio {
  readonly #submit: Call;
  readonly #getEvents: Call;
  readonly #cancel: Call;
  readonly #context: number;
  readonly #request: Block;
  /** An array of one pointer, to the request. */
  readonly #requests: Block;
  readonly #results: Block;
  /** A timespec of 0. */
  readonly #atOnce: Block;
  readonly #fdAt: number;
  readonly #eventfdAt: number;

  /** Undefined where the kernel or a sandbox refuses. */
  static open(host: WatchHost): Aio | undefined {
    const context = host.allocate(BigUint64Array.BYTES_PER_ELEMENT);
    if (openCall(host, "SYS_io_setup")(1, pointerTo(context)) < 0) return undefined;
    return new Aio(host, Number(new BigUint64Array(context.words.buffer)[0]));
  }

  private constructor(host: WatchHost, context: number) {
    const { iocb, io_event, timespec } = host.platform.architectures[process.arch]!;
    const { aio_lio_opcode, aio_fildes, aio_buf, aio_flags, aio_resfd } = iocb!.fields;
    this.#submit = openCall(host, "SYS_io_submit");
    this.#getEvents = openCall(host, "SYS_io_getevents");
    this.#cancel = openCall(host, "SYS_io_cancel");
    this.#context = context;
    this.#request = host.allocate(iocb!.size);
    this.#requests = host.allocate(BigUint64Array.BYTES_PER_ELEMENT);
    this.#results = host.allocate(BATCH * io_event!.size);
    this.#atOnce = host.allocate(timespec!.size);
    this.#fdAt = wordOf(aio_fildes!);
    this.#eventfdAt = wordOf(aio_resfd!);
    const { words } = this.#request;
    // Its 16 bits are the low half of a word.
    words[wordOf(aio_lio_opcode!)] = IOCB_CMD_POLL;
    words[wordOf(aio_buf!)] = EPOLLIN;
    words[wordOf(aio_flags!)] = IOCB_FLAG_RESFD;
    new BigUint64Array(this.#requests.words.buffer)[0] = host.ffi.UnsafePointer.value(pointerTo(this.#request));
  }

  /** Begins to poll; the last poll has fired or was cancelled. Whether the kernel does it. */
  poll(fd: number, eventfd: number): boolean {
    const { words } = this.#request;
    words[this.#fdAt] = fd;
    words[this.#eventfdAt] = eventfd;
    return this.#begins() || (this.#dropResults() && this.#begins());
  }

  /** Ends the poll, if it has not fired; the kernel then signals all the same, a little later. */
  cancel(): void {
    this.#cancel(this.#context, pointerTo(this.#request), pointerTo(this.#results));
  }

  #begins(): boolean {
    return this.#submit(this.#context, 1, pointerTo(this.#requests)) === 1;
  }

  #dropResults(): boolean {
    return this.#getEvents(this.#context, 0, BATCH, pointerTo(this.#results), pointerTo(this.#atOnce)) > 0;
  }
}

function openCall({ open, platform }: WatchHost, name: keyof typeof CALLS): Call {
  const number = platform.architectureConstants[process.arch]![name]!;
  const { syscall } = open({ syscall: { parameters: ["i64", ...CALLS[name]], result: "i32" } });
  return (...args) => syscall(number, ...args);
}

function pointerTo(block: Block): Pointer {
  return block.pointer as Pointer;
}

function wordOf({ offset }: { readonly offset: number }): number {
  return Math.floor(offset / Int32Array.BYTES_PER_ELEMENT);
}
