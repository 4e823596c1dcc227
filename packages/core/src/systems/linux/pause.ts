// A sleep that a wake-up or a signal ends: a wait on an epoll that holds the wake descriptor and nothing else.

import { linux } from "../../../../../generated/core/linux.ts";
import type { Bound } from "../../../../../generated/core/sys.ts";
import { wordOf } from "../memory.ts";
import type { LinuxHost } from "../system.ts";
import type { PreciseWaits } from "./precise-waits.ts";
import { WAKE_MASK } from "./waker.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD } = linux.constants;
const { EINTR } = linux.errno;

/** Nothing notifies it, so waiting for it is a plain sleep. */
const NEVER = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** A sleep that neither a wake-up nor a signal ends. */
export function sleep(timeoutMs: number): number {
  Atomics.wait(NEVER, 0, 0, timeoutMs);
  return 0;
}

export interface Pause {
  /** Returns ≥ 0, or -EINTR if a signal ended it. */
  sleep(timeoutMs: number): number;
  close(): void;
}

/** Undefined if no descriptor is free. */
export function openPause(host: LinuxHost, precise: PreciseWaits, wakeFd: number): Pause | undefined {
  const { raw, allocate, layouts } = host;
  const fd = raw.epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return undefined;
  const layout = layouts.epoll_event!;
  const event = allocate(layout.size);
  event.words[wordOf(layout.fields.events!)] = WAKE_MASK;
  raw.epoll_ctl(raw.bind_epoll_ctl(fd, event), EPOLL_CTL_ADD, wakeFd);
  const whole: Bound = raw.bind_epoll_wait(fd, event, 1);
  const wait = precise.there
    ? precise.bind(fd, event, 1)
    : (timeoutMs: number) => raw.epoll_wait(whole, Math.ceil(timeoutMs));
  return {
    sleep(timeoutMs) {
      const result = wait(timeoutMs);
      // Even if its descriptor was closed from outside, it must be a pause.
      return result >= 0 || result === -EINTR ? result : sleep(timeoutMs);
    },
    close: () => raw.close(fd),
  };
}
