// What the operating system means when it refuses a registration, and what would be right.

import type { Platform } from "../../../generated/core/platforms.ts";
import { errnoName, type PollerError, syscallError } from "./errors.ts";

const MEANINGS: Readonly<Record<string, (fd: number) => string>> = {
  EEXIST: (fd) => `descriptor ${fd} is registered already; delete it first`,
  ENOENT: (fd) => `descriptor ${fd} is not registered`,
  EBADF: (fd) => `descriptor ${fd} is not open; delete a descriptor before you close it`,
  EINVAL: (fd) => `descriptor ${fd} is the poller itself`,
  ELOOP: (fd) => `descriptor ${fd} is a poller, and registering it would close a cycle of pollers`,
  EPERM: (fd) => `descriptor ${fd} cannot be waited for; regular files and directories are always ready`,
  ENOSPC: () => "the limit of registrations is reached; see /proc/sys/fs/epoll/max_user_watches",
};

/** The error of an operation on a registration: `result` is -errno, `index` the position among many. */
export function refusal(
  platform: Pick<Platform, "errno">,
  operation: string,
  result: number,
  syscall: string,
  fd: number,
  index?: number,
): PollerError {
  const meaning = MEANINGS[errnoName(platform.errno, -result)]?.(fd) ?? `descriptor ${fd} was refused`;
  const where = index === undefined ? operation : `${operation} at index ${index}`;
  return syscallError(platform, result, syscall, `${where}: ${meaning}`, fd, index);
}
