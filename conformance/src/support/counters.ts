import type { BackendModule } from "../adapter.ts";
import { isLinux } from "./system.ts";

/** What opens a counter: a fixture. */
interface Opener {
  readonly module: BackendModule;
  own(fd: number, what: string): number;
  pair(): readonly [number, number];
}

/** A descriptor that is readable while it holds something, and the descriptor to write to so that it holds more. */
export interface Counter {
  readonly fd: number;
  readonly feeder: number;
}

/**
 * A descriptor that can be duplicated at will, is readable while it holds something, and always writable: an eventfd
 * (eventfd(2)) on Linux, one end of a pair of sockets elsewhere.
 */
export function openCounter(opener: Opener): Counter {
  const { sys, constants } = opener.module;
  if (!isLinux(opener.module)) {
    const [fd, feeder] = opener.pair();
    return { fd, feeder };
  }
  const fd = opener.own(sys.eventfd(0, constants.EFD_NONBLOCK! | constants.EFD_CLOEXEC!), "eventfd");
  return { fd, feeder: fd };
}

/** The bytes that add one to a counter when written to its feeder: an eventfd takes exactly 8 bytes. */
export function increment({ module }: Pick<Opener, "module">): Uint8Array {
  return isLinux(module) ? new Uint8Array(BigUint64Array.of(1n).buffer) : Uint8Array.of(1);
}
