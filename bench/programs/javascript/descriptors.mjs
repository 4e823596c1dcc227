// Makes descriptors to register, with a backend's own calls.

import { must } from "./protocol.mjs";

/** Duplicates of one file open at a time: below the usual hard limit of 20,000 descriptors. */
const BATCH = 9_950;

/** @param {any} backend */
export function raiseDescriptorLimit({ sys, constants }) {
  const limits = new BigUint64Array(2);
  const bytes = new Uint8Array(limits.buffer);
  must(sys.getrlimit(constants.RLIMIT_NOFILE, bytes));
  limits[0] = limits[1] ?? 0n;
  must(sys.setrlimit(constants.RLIMIT_NOFILE, bytes));
}

/**
 * @param {any} backend
 * @param {number} value 0 is idle, 1 ready.
 * @returns {number}
 */
export function newEventfd({ sys, constants }, value) {
  return must(sys.eventfd(value, constants.EFD_NONBLOCK | constants.EFD_CLOEXEC));
}

/**
 * Makes `count` registrations with at most BATCH descriptors: a registration lives as long as its open file, so duplicates are
 * registered and closed, and their numbers are reused with another file.
 *
 * @param {any} backend
 * @param {(fd: number) => void} add
 * @param {number} count
 * @param {number} value
 */
export function addMany(backend, add, count, value) {
  for (let left = count; left > 0; left -= BATCH) {
    const file = newEventfd(backend, value);
    const numbers = Array.from({ length: Math.min(left, BATCH) }, () => must(backend.sys.dup(file)));
    for (const fd of numbers) add(fd);
    for (const fd of numbers) backend.sys.close(fd);
  }
}
