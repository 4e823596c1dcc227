// Events of a software clock (perf_event_open(2)), which are readable for one look only. Made through koffi, which runs in every host.

import type koffi from "koffi";

const SYS_PERF_EVENT_OPEN = process.arch === "x64" ? 298 : 241;
const PERF_TYPE_SOFTWARE = 1;
const ATTR_SIZE = 128;
const EXCLUDE_KERNEL = 1 << 5;
const DISABLED = 1;
const CLOSE_ON_EXEC = 8n;
const ENABLE = 0x2400n;
const DISABLE = 0x2401n;
const READ_WRITE = 3;
const SHARED = 1;
/** One page of data and one before it, which says where it is. */
const RING_BYTES = 8192n;

const PERIOD_NS = 2_000_000n;
/** Where the ring's first page says how much was written (perf_event_open(2), data_head). */
const DATA_HEAD = 1024 / Uint32Array.BYTES_PER_ELEMENT;

export interface PerfEvent {
  readonly fd: number;
  /** Lets it report one event, for which this thread is busy. */
  report(): void;
}

/** The calls, on Linux alone: elsewhere the number is another call's. */
const calls = process.platform === "linux" ? bindCalls((await import("koffi")).default) : undefined;

function bindCalls({ load, view }: typeof koffi) {
  const library = load(null);
  return {
    view,
    syscall: library.func(
      "long syscall(long number, void *attr, int64_t pid, int64_t cpu, int64_t group, int64_t flags)",
    ),
    ioctl: library.func("int ioctl(int fd, int64_t request, int64_t argument)"),
    mmap: library.func("void *mmap(int64_t address, int64_t bytes, int protection, int flags, int fd, int64_t offset)"),
  };
}

/** A disabled event that reports once in each period of this thread's processor time; undefined where it is not allowed. */
export function openPerfEvent(): PerfEvent | undefined {
  if (calls === undefined) return undefined;
  const { view, syscall, ioctl, mmap } = calls;
  const attr = new DataView(new ArrayBuffer(ATTR_SIZE));
  attr.setUint32(0, PERF_TYPE_SOFTWARE, true);
  attr.setUint32(4, ATTR_SIZE, true);
  attr.setBigUint64(16, PERIOD_NS, true); // sample_period
  attr.setBigUint64(24, 1n, true); // sample_type: the instruction pointer
  attr.setUint32(40, DISABLED | EXCLUDE_KERNEL, true);
  attr.setUint32(48, 1, true); // wakeup_events: each
  const fd = Number(syscall(SYS_PERF_EVENT_OPEN, new Uint8Array(attr.buffer), 0n, -1n, -1n, CLOSE_ON_EXEC));
  if (fd < 0) return undefined;
  const ring = new Uint32Array(view(mmap(0n, RING_BYTES, READ_WRITE, SHARED, fd, 0n), Number(RING_BYTES)));
  return {
    fd,
    report() {
      const before = Atomics.load(ring, DATA_HEAD);
      ioctl(fd, ENABLE, 0n);
      while (Atomics.load(ring, DATA_HEAD) === before);
      ioctl(fd, DISABLE, 0n);
    },
  };
}
