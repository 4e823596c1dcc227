import type { Fixture } from "./fixture.ts";
import { isLinux } from "./system.ts";

/** A descriptor that is readable while it holds something, and where to write to for it to hold more. */
export interface Counter {
  readonly fd: number;
  readonly feeder: number;
}

/**
 * A descriptor that can be duplicated at will, is readable while it holds something, and always writable: an eventfd
 * (eventfd(2)) on Linux, one end of a pair of sockets elsewhere.
 */
export function openCounter(fixture: Fixture): Counter {
  const { sys, constants } = fixture.module;
  if (!isLinux(fixture.module)) {
    const [fd, feeder] = fixture.pair();
    return { fd, feeder };
  }
  const fd = fixture.own(sys.eventfd(0, constants.EFD_NONBLOCK! | constants.EFD_CLOEXEC!), "eventfd");
  return { fd, feeder: fd };
}

/** What adds one to a counter when it is written to its feeder: an eventfd takes 8 bytes, and no others. */
export function increment(fixture: Fixture): Uint8Array {
  return isLinux(fixture.module) ? new Uint8Array(BigUint64Array.of(1n).buffer) : Uint8Array.of(1);
}
