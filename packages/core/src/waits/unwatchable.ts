import { type PollerError, syscallError } from "../arguments/errors.ts";
import type { Platform } from "../backend/seam.ts";

/** The error of a descriptor that the event loop, or the thread in its place, cannot watch: `result` is -errno. */
export function unwatchable(
  platform: Platform,
  result: number,
  fd: number,
  syscall = platform.os === "linux" ? "epoll_ctl" : "fcntl",
): PollerError {
  const why =
    result === -platform.errno.ELOOP!
      ? `poller ${fd} is nested too deeply for the event loop to watch it`
      : `descriptor ${fd} cannot be watched; it may no longer be the poller's`;
  return syscallError(platform, result, syscall, why, fd);
}
