// What a poller needs of the operating system's facility: epoll here, kqueue elsewhere. Results are ≥ 0 or -errno.

import type { Waker } from "../../../generated/core/interfaces.ts";
import type { BatchSource } from "./ready-events.ts";

export interface Facility {
  /** Its descriptor. */
  readonly fd: number;
  /** The name of the syscall that registers, for errors. */
  readonly controlName: string;
  /** The name of the syscall that waits, for errors. */
  readonly waitName: string;
  readonly waker: Waker;
  /** The descriptor that is registered for wake-ups, which is not the caller's to change; -1 where there is none. */
  readonly wakeFd: number;
  /** How a batch is read. */
  readonly batch: Omit<BatchSource, "registrations" | "pooled">;
  /** Whether the last fetch took a wake-up. */
  readonly woken: boolean;

  /** `low` and `high` are the halves of the user data, `packed` is how to register; see registration.ts. */
  add(fd: number, low: number, high: number, packed: number): number;
  modify(fd: number, low: number, high: number, packed: number): number;
  delete(fd: number): number;
  /**
   * Adds the first `count` changes, in order, and gives how many succeeded. Where one was refused it stops, and the second
   * word of that change is -errno.
   */
  addAll(changes: Int32Array, count: number, packed: number): number;
  deleteAll(changes: Int32Array, count: number): number;
  /** Waits for whole milliseconds, -1 to block, and gives how many events there are without a wake-up. */
  fetch(timeoutMs: number): number;
  /** The same for milliseconds with a fraction, which is kept where the kernel can and rounded up elsewhere. */
  fetchPrecisely(timeoutMs: number): number;
  /** Wakes through the descriptor of a waker. */
  wake(fd: number): void;
  close(): void;
}
