import assert from "node:assert/strict";
import type { BackendModule, Poller, PollerErrorLike } from "../adapter.ts";

/** Returns what `action` throws, and fails if it throws nothing. */
export function thrownBy(action: () => unknown, what = "it"): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  assert.fail(`${what} threw nothing`);
}

/** What a PollerError must have. */
export interface Expected {
  readonly code: string;
  readonly syscall?: RegExp;
  readonly fd?: number;
  readonly index?: number;
}

/** Expects a PollerError from the operating system, with code, errno, syscall and descriptor. */
export function assertSystemError(module: BackendModule, action: () => unknown, expected: Expected): PollerErrorLike {
  const error = assertPollerError(module, action, expected.code);
  assert.equal(error.errno, -module.errno[expected.code]!, `errno of ${expected.code}`);
  if (expected.syscall) assert.match(error.syscall ?? "", expected.syscall);
  if (expected.fd !== undefined) assert.equal(error.fd, expected.fd, "the error names the descriptor");
  if (expected.index !== undefined) assert.equal(error.index, expected.index, "the error has the index");
  return error;
}

/**
 * The codes with which a poller's own waker is refused: as a registration that is not the caller's, or as the poller itself,
 * whose number it has if the waker has no descriptor of its own (kqueue).
 */
export function wakerCodes({ fd, waker }: Poller): { readonly there: string; readonly notThere: string } {
  return fd === waker.fd ? { there: "EINVAL", notThere: "EINVAL" } : { there: "EEXIST", notThere: "ENOENT" };
}

/** Expects a PollerError that does not come from a syscall. */
export function assertOwnError(module: BackendModule, action: () => unknown, code: string): void {
  const error = assertPollerError(module, action, code);
  assert.equal(error.errno, undefined, "errno is absent");
  assert.equal(error.syscall, undefined, "syscall is absent");
}

function assertPollerError(module: BackendModule, action: () => unknown, code: string): PollerErrorLike {
  const error = thrownBy(action, code);
  assert.ok(error instanceof Error, `${code}: expected an Error, got ${String(error)}`);
  assert.ok(isPollerError(module, error), `${code}: expected a PollerError, got ${error.stack}`);
  assert.equal(error.code, code, error.message);
  assert.equal(error.name, "PollerError");
  assert.ok(error.message.includes(code), `the message names ${code}: ${error.message}`);
  return error;
}

function isPollerError(module: BackendModule, error: Error): error is PollerErrorLike {
  return Object.prototype.isPrototypeOf.call(module.PollerError.prototype, error);
}

/** Expects a TypeError with Node's code: the argument has the wrong type. */
export function assertTypeRefused(action: () => unknown, what: string): void {
  assertRefused(action, what, TypeError, "ERR_INVALID_ARG_TYPE");
}

/** Expects a RangeError with Node's code: the argument has the right type but an unacceptable value. */
export function assertRangeRefused(action: () => unknown, what: string): Error {
  return assertRefused(action, what, RangeError, "ERR_OUT_OF_RANGE");
}

/** Expects one of Node's codes, where the interface does not specify which. */
export function assertRefusedEitherWay(action: () => unknown, what: string): void {
  const error = thrownBy(action, what);
  assert.ok(error instanceof TypeError || error instanceof RangeError, `${what}: got ${String(error)}`);
  const code = (error as { code?: string }).code ?? "";
  assert.match(code, /^ERR_(INVALID_ARG_TYPE|OUT_OF_RANGE|INVALID_ARG_VALUE)$/, what);
}

/** Expects a TypeError with Node's code: the argument has the right type, and a value that has no meaning here. */
export function assertValueRefused(action: () => unknown, what: string): void {
  assertRefused(action, what, TypeError, "ERR_INVALID_ARG_VALUE");
}

function assertRefused(action: () => unknown, what: string, type: ErrorConstructor, code: string): Error {
  const error = thrownBy(action, what);
  assert.ok(error instanceof type, `${what}: expected a ${type.name}, got ${String(error)}`);
  assert.equal((error as { code?: string }).code, code, `${what}: ${error.message}`);
  return error;
}
