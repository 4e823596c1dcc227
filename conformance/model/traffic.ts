// Sends and takes bytes. All that is sent is zeros, so that a byte that comes from elsewhere shows.

import type { BackendModule } from "../src/adapter.ts";

const CHUNK = 0x10000;
/** What nobody sends, and no call results in. */
const FOREIGN = 0xff;
const NO_RESULT = 0x7fffffff;
/** Foreign bytes before each part of what writeAll writes. */
const GAP = 3;

/** What readAll or writeAll gave: a result for each descriptor, and what it read. */
export interface Transferred {
  readonly succeeded: number;
  readonly results: readonly number[];
  /** Whether the element after the last was left as it was. */
  readonly isRestKept: boolean;
  /** Of each descriptor that was read. */
  readonly parts: readonly Uint8Array[];
}

export type Traffic = ReturnType<typeof traffic>;

export function traffic(module: BackendModule) {
  const { sys, constants } = module;
  const zeros = new Uint8Array(CHUNK);
  const into = new Uint8Array(CHUNK);
  const HOW = { write: constants.SHUT_WR!, both: constants.SHUT_RDWR! } as const;
  const self = {
    write: (fd: number, bytes: number): number => sys.write(fd, zeros, 0, bytes),
    /** Until there is no room for a byte; returns how many there was room for. */
    fill(fd: number): number {
      let total = 0;
      for (const bytes of [CHUNK, 1]) {
        for (let result = self.write(fd, bytes); result > 0; result = self.write(fd, bytes)) total += result;
      }
      return total;
    },
    read: (fd: number, bytes: number = CHUNK): number => sys.read(fd, into, 0, bytes),
    /** Until nothing is left, or another result ends it; calls back with each result. */
    drain(fd: number, onResult: (result: number) => void = () => {}): void {
      for (let result = 1; result > 0; ) {
        result = self.read(fd);
        onResult(result);
      }
    },
    /** What has no number is no descriptor. */
    readAll(fds: readonly (number | undefined)[], stride: number): Transferred {
      const memory = new Uint8Array(fds.length * stride).fill(FOREIGN);
      const results = new Int32Array(fds.length + 1).fill(NO_RESULT);
      const succeeded = sys.readAll(numbers(fds), fds.length, memory, stride, results);
      return transferred(succeeded, results, (index) => memory.subarray(index * stride, (index + 1) * stride));
    },
    writeAll(fds: readonly (number | undefined)[], length: number): Transferred {
      const memory = new Uint8Array(fds.length * (GAP + length)).fill(FOREIGN);
      const offsets = Int32Array.from(fds, (_, index) => index * (GAP + length) + GAP);
      for (const offset of offsets) memory.fill(0, offset, offset + length);
      const results = new Int32Array(fds.length + 1).fill(NO_RESULT);
      const lengths = new Int32Array(fds.length).fill(length);
      const succeeded = sys.writeAll(numbers(fds), fds.length, memory, offsets, lengths, results);
      return transferred(succeeded, results, () => new Uint8Array());
    },
    /** To the count of an eventfd. */
    count: (fd: number, value: bigint): number => sys.write(fd, new Uint8Array(new BigUint64Array([value]).buffer)),
    sendUrgent: (fd: number): number => sys.send(fd, new Uint8Array(1), constants.MSG_OOB!),
    takeUrgent: (fd: number): number => sys.recv(fd, new Uint8Array(1), constants.MSG_OOB!),
    shut: (fd: number, how: "write" | "both"): number => sys.shutdown(fd, HOW[how]),
  };
  return self;
}

const numbers = (fds: readonly (number | undefined)[]): Int32Array => Int32Array.from(fds, (fd) => fd ?? -1);

function transferred(succeeded: number, results: Int32Array, partOf: (index: number) => Uint8Array): Transferred {
  const own = [...results.subarray(0, -1)];
  return {
    succeeded,
    results: own,
    isRestKept: results.at(-1) === NO_RESULT,
    parts: own.map((_, index) => partOf(index)),
  };
}

/** Whether a part has what was sent, as many bytes as were read, and nothing behind them. */
export function isSound(part: Uint8Array, result: number): boolean {
  const read = Math.max(result, 0);
  return part.every((byte, index) => byte === (index < read ? 0 : FOREIGN));
}
