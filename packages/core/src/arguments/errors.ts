import type { Platform } from "../../../../generated/core/platforms.ts";

/** What is known of a failure, beside its code. */
export interface PollerErrorDetails {
  errno?: number;
  syscall?: string;
  fd?: number;
  index?: number;
}

/** A failure of the operating system, or a poller used after its end. */
export class PollerError extends Error {
  /** The error's name, such as "EBADF" or "ERR_POLLER_CLOSED". */
  readonly code: string;
  /** The negative error number, such as -9; absent when no syscall failed. */
  declare readonly errno?: number;
  /** The syscall that failed, such as "epoll_ctl". */
  declare readonly syscall?: string;
  /** The descriptor that it was about. */
  declare readonly fd?: number;
  /** Its position, where many were registered or deleted at once. */
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
  return Object.keys(errno).find((name) => errno[name] === value) ?? `ERRNO_${value}`;
}

export function closedError(what: string): PollerError {
  return new PollerError("ERR_POLLER_CLOSED", `${what} on a poller that was closed; make a new OsPoller`);
}

export function pendingError(what: string): PollerError {
  return new PollerError("ERR_WAIT_PENDING", `${what} while a waitAsync is pending; one wait may be at a time`);
}

/** Node's error for an argument of the wrong type. */
export function typeError(name: string, expected: string, received: unknown): TypeError {
  return coded(new TypeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_INVALID_ARG_TYPE");
}

/** Node's error for an argument whose value is not taken. */
export function rangeError(name: string, expected: string, received: unknown): RangeError {
  return coded(new RangeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_OUT_OF_RANGE");
}

/** Node's error for a value that has the right type and no meaning here. */
export function valueError(name: string, expected: string, received: unknown): TypeError {
  return coded(new TypeError(`"${name}" must be ${expected}; received ${describe(received)}`), "ERR_INVALID_ARG_VALUE");
}

function coded<E extends Error>(error: E, code: string): E & { code: string } {
  return Object.assign(error, { code });
}

/** A value for a message: short, and never calling code of the user's. */
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

// What the operating system means when it refuses a registration, and what would be right.

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
