// Waking an epoll from any thread: its wake descriptor is an eventfd (eventfd(2)).

import { linux } from "../../../../../generated/core/linux.ts";
import type { RawSys } from "../../backend/seam.ts";

const { EPOLLIN, EPOLLET } = linux.constants;
const { EINTR } = linux.errno;

/** How an eventfd is watched. Edge-triggered: a wake-up is reported once, without a read. */
export const WAKE_MASK: number = EPOLLIN | EPOLLET;

/** The 64-bit integer 1, which is added to the count; every architecture in the spec is little-endian. */
const ONE = new Uint8Array(new ArrayBuffer(8));
ONE[0] = 1;

/**
 * Makes an eventfd readable. On Linux a write fails only if the count is at its maximum: then it is readable already. Elsewhere a signal
 * may interrupt even a write that cannot block, and a wake-up must not be lost.
 */
export function wakeEventfd(raw: Pick<RawSys, "write">, fd: number): void {
  while (raw.write(fd, ONE, 0, ONE.length) === -EINTR);
}
