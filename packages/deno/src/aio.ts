// Linux AIO (io_submit(2)), for one operation: a poll that, once a descriptor is readable, adds 1 to an eventfd. The results say no more
// than that, and nobody reads them.

import type { Block } from "@pollio/core/backend";
import { isWorkerThread } from "@pollio/core/backend";
import { linux } from "../../../generated/core/linux.ts";
import type { WatchHost } from "./pooled-call.ts";

const { EPOLLIN, IOCB_CMD_POLL, IOCB_FLAG_RESFD } = linux.constants;

/** Results that are dropped at once when the kernel has no room for more. */
const BATCH = 128;

const PATIENCE_NS = 10_000_000;

/** The C library has no functions for these calls. -1 where one fails; a call ignores the arguments that it does not have. */
type Syscall = (number: number, ...args: readonly number[]) => number;

/** Returns what opens a context. */
export function aioOpener(host: WatchHost): () => Aio | undefined {
  // Opened here and not by the first wait, which may be in a test that must leave no library open.
  const { syscall } = host.open({
    syscall: { parameters: ["i64", "usize", "usize", "usize", "usize", "usize"], result: "i32" },
  });
  return () => Aio.open(host, (number, a = 0, b = 0, c = 0, d = 0, e = 0) => syscall(number, a, b, c, d, e));
}

/** A context with one poll. */
export class Aio {
  readonly #syscall: Syscall;
  readonly #numbers: Readonly<Record<string, number>>;
  readonly #context: number;
  readonly #request: Memory;
  /** An array of one pointer, to the request. */
  readonly #requests: Memory;
  readonly #results: Memory;
  /** A timespec: how long a poll may wait for those that were cancelled to end. */
  readonly #patience: Memory;
  readonly #fdAt: number;
  readonly #eventfdAt: number;

  /** Undefined where the kernel or a sandbox refuses. */
  static open(host: WatchHost, syscall: Syscall): Aio | undefined {
    const context = new Memory(host, BigUint64Array.BYTES_PER_ELEMENT);
    const { SYS_io_setup } = host.platform.architectureConstants[process.arch]!;
    return syscall(SYS_io_setup!, 1, context.address) < 0 ? undefined : new Aio(host, syscall, Number(context.wide[0]));
  }

  private constructor(host: WatchHost, syscall: Syscall, context: number) {
    const { architectures, architectureConstants } = host.platform;
    const { iocb, io_event, timespec } = architectures[process.arch]!;
    const { aio_lio_opcode, aio_fildes, aio_buf, aio_flags, aio_resfd } = iocb!.fields;
    this.#syscall = syscall;
    this.#numbers = architectureConstants[process.arch]!;
    this.#context = context;
    this.#request = new Memory(host, iocb!.size);
    this.#requests = new Memory(host, BigUint64Array.BYTES_PER_ELEMENT);
    this.#results = new Memory(host, BATCH * io_event!.size);
    this.#patience = new Memory(host, timespec!.size);
    this.#patience.words[wordOf(timespec!.fields.tv_nsec!)] = PATIENCE_NS;
    this.#fdAt = wordOf(aio_fildes!);
    this.#eventfdAt = wordOf(aio_resfd!);
    const { words } = this.#request;
    // Its 16 bits are the low half of a word.
    words[wordOf(aio_lio_opcode!)] = IOCB_CMD_POLL;
    words[wordOf(aio_buf!)] = EPOLLIN;
    words[wordOf(aio_flags!)] = IOCB_FLAG_RESFD;
    this.#requests.wide[0] = BigInt(this.#request.address);
    // Not where the process ends, which the kernel does as well: it takes two of its grace periods, tens of milliseconds.
    if (isWorkerThread()) process.on("exit", () => syscall(this.#numbers.SYS_io_destroy!, context));
  }

  /** Begins to poll; the last poll has fired or was cancelled. Returns whether the kernel does it. */
  poll(fd: number, eventfd: number): boolean {
    const { words } = this.#request;
    words[this.#fdAt] = fd;
    words[this.#eventfdAt] = eventfd;
    return this.#begins() || (this.#dropsResults() && this.#begins());
  }

  /** Ends the poll if it has not fired; the kernel then signals all the same, a little later. */
  cancel(): void {
    this.#syscall(this.#numbers.SYS_io_cancel!, this.#context, this.#request.address, this.#results.address);
  }

  #begins(): boolean {
    return this.#syscall(this.#numbers.SYS_io_submit!, this.#context, 1, this.#requests.address) === 1;
  }

  #dropsResults(): boolean {
    const { SYS_io_getevents } = this.#numbers;
    const results = this.#results.address;
    return this.#syscall(SYS_io_getevents!, this.#context, 1, BATCH, results, this.#patience.address) > 0;
  }
}

/** Memory and its address, which keeps nothing alive. */
class Memory {
  readonly words: Int32Array;
  readonly wide: BigUint64Array;
  readonly address: number;

  constructor({ allocate, ffi }: WatchHost, bytes: number) {
    const { words, pointer }: Block = allocate(bytes);
    this.words = words;
    this.wide = new BigUint64Array(words.buffer);
    this.address = Number(ffi.UnsafePointer.value(pointer as object));
  }
}

function wordOf({ offset }: { readonly offset: number }): number {
  return offset / Int32Array.BYTES_PER_ELEMENT;
}
