// Sends and takes bytes. readAll and writeAll are not among it yet: each is as many calls of `read` and `write` below as it has entries,
// with the same results.

import type { BackendModule } from "../src/adapter.ts";

const CHUNK = 0x10000;

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
    /** To the count of an eventfd. */
    count: (fd: number, value: bigint): number => sys.write(fd, new Uint8Array(new BigUint64Array([value]).buffer)),
    sendUrgent: (fd: number): number => sys.send(fd, new Uint8Array(1), constants.MSG_OOB!),
    takeUrgent: (fd: number): number => sys.recv(fd, new Uint8Array(1), constants.MSG_OOB!),
    shut: (fd: number, how: "write" | "both"): number => sys.shutdown(fd, HOW[how]),
  };
  return self;
}
