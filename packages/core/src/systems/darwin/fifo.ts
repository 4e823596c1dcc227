// FIFOs that were opened by their path. A kqueue reports their bytes, but never that the other end was closed (XNU:
// fifo_close_internal() wakes no knote of the vnode), so that a wait for the end would never return. Pipes of pipe(2) are no vnodes.

import { fsModule } from "../../host-modules.ts";

/** Whether a descriptor is a FIFO's or a pipe's. Cold: it is asked about vnodes only. */
export function isFifo(fd: number): boolean {
  const { fstatSync, statSync } = fsModule();
  // Deno's fstatSync knows only what Deno has opened.
  for (const look of [() => fstatSync(fd), () => statSync(`/dev/fd/${fd}`)]) {
    try {
      return look().isFIFO();
    } catch {
      // The other way may work.
    }
  }
  return false;
}
