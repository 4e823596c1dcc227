import type { Platform } from "../../../../generated/core/platforms.ts";

/** What is known about a failure, besides its code. */
export interface PollerErrorDetails {
  errno?: number;
  syscall?: string;
  fd?: number;
  index?: number;
}

/** A failed syscall, or a poller used after it was closed. */
export class PollerError extends Error {
  /** The error code, such as "EBADF" or "ERR_POLLER_CLOSED". */
  readonly code: string;
  /** The negative error number, such as -9; absent if no syscall failed. */
  declare readonly errno?: number;
  /** The syscall that failed, such as "epoll_ctl". */
  declare readonly syscall?: string;
  /** The descriptor involved. */
  declare readonly fd?: number;
  /** Its position in the list given to `registerAll` or `deleteAll`. */
  declare readonly index?: number;

  constructor(code: string, message: string, details: PollerErrorDetails = {}) {
    super(`${code}: ${message}`);
    this.code = code;
    Object.assign(this, details);
  }

  static {
    Object.defineProperty(PollerError.prototype, "name", { value: "PollerError", configurable: true, writable: true });
  }
}

/** The error of a failed syscall: `result` is -errno. */
export function syscallError(
  { errno }: Pick<Platform, "errno">,
  result: number,
  syscall: string,
  what: string,
  fd?: number,
  index?: number,
): PollerError {
  const details: PollerErrorDetails = { errno: result, syscall };
  if (fd !== undefined) details.fd = fd;
  if (index !== undefined) details.index = index;
  return new PollerError(errnoName(errno, -result), what, details);
}

/** The name of a positive error number on an operating system. */
export function errnoName(errno: Platform["errno"], value: number): string {
  return Object.keys(errno).find((name) => errno[name] === value) ?? `E${value}`;
}

export function closedError(what: string): PollerError {
  return new PollerError("ERR_POLLER_CLOSED", `${what} on a closed poller; make a new OsPoller`);
}

export function pendingError(what: string): PollerError {
  return new PollerError(
    "ERR_WAIT_PENDING",
    `${what} while a waitAsync is pending; only one wait can be pending at a time`,
  );
}

export function replacedError(): PollerError {
  return new PollerError(
    "ERR_BATCH_REPLACED",
    "a wait inside the loop replaced the batch; leave the loop before the next wait, or copy the events first",
  );
}

export function releasedError(fd: number): PollerError {
  const what = `descriptor ${fd} was released while it was waited for, or was closed and its number now belongs to another file`;
  return new PollerError("ERR_DESCRIPTOR_RELEASED", what, { fd });
}

/** Node's error for an argument of the wrong type. */
export function typeError(name: string, expected: string, received: unknown): TypeError {
  return coded(new TypeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_INVALID_ARG_TYPE");
}

/** Node's error for an argument that is out of range. */
export function rangeError(name: string, expected: string, received: unknown): RangeError {
  return coded(new RangeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_OUT_OF_RANGE");
}

/** Node's error for an argument of the right type with an unacceptable value. */
export function valueError(name: string, expected: string, received: unknown): TypeError {
  return coded(new TypeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_INVALID_ARG_VALUE");
}

function coded<E extends Error>(error: E, code: string): E & { code: string } {
  return Object.assign(error, { code });
}

/** Describes a value in a few words, without running any code of the caller's. */
function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    case "function":
      return "a function";
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

/** What the operating system means when it refuses a registration. */
const MEANINGS: Readonly<Record<string, (fd: number) => string>> = {
  EEXIST: (fd) => `descriptor ${fd} is already registered; use modify to change its registration`,
  ENOENT: (fd) => `descriptor ${fd} is not registered`,
  EBADF: (fd) => `descriptor ${fd} is not open; delete descriptors before you close them`,
  EINVAL: (fd) =>
    `descriptor ${fd} is the poller's own, or one of too many duplicates of one file (Linux takes 500 in a poller that is watched)`,
  ELOOP: (fd) =>
    `descriptor ${fd} is a poller, and registering it would close a cycle of pollers or nest them too deeply`,
  EPERM: (fd) =>
    `descriptor ${fd} cannot be polled; regular files, directories and devices such as /dev/null never block` +
    " (on macOS also a FIFO that was opened by its path: use a pipe or a unix socket, or read it in a thread)",
  ENOSPC: () => "the limit on registrations is reached; see /proc/sys/fs/epoll/max_user_watches",
};

function aboutExclusive(fd: number): string {
  return `descriptor ${fd} is a poller, or registered already: an exclusive registration takes no pollers and cannot be changed, nor can another be made exclusive; delete it and add it`;
}

/**
 * The error for a refused change of a registration: `result` is -errno, `index` the position in a list. `exclusive` says that EINVAL
 * is about an exclusive registration.
 */
export function refusal(
  platform: Pick<Platform, "errno">,
  operation: string,
  result: number,
  syscall: string,
  fd: number,
  index?: number,
  exclusive = false,
): PollerError {
  const name = errnoName(platform.errno, -result);
  const meaning = exclusive && name === "EINVAL" ? aboutExclusive : MEANINGS[name];
  const where = index === undefined ? operation : `${operation} at index ${index}`;
  const why = meaning?.(fd) ?? `descriptor ${fd} was refused`;
  return syscallError(platform, result, syscall, `${where}: ${why}`, fd, index);
}
