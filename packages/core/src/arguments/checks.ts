// Argument checks, made before any syscall. The codes are Node's: ERR_INVALID_ARG_TYPE and ERR_OUT_OF_RANGE.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { Bytes, SysChecks } from "../../../../generated/core/sys.ts";
import { rangeError, typeError } from "./errors.ts";
import { byteLengthOf, integerBytes, isDetached, isInt32Array, isResizable } from "./memory.ts";

const DESCRIPTOR = LIMITS.descriptor;

export function checkInteger(value: number, name: string, min: number, max: number): void {
  if (typeof value !== "number") throw typeError(name, `an integer from ${min} to ${max}`, value);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw rangeError(name, `an integer from ${min} to ${max}`, value);
  }
}

export function checkDescriptor(value: number, name: string): void {
  if (!isDescriptor(value)) checkInteger(value, name, DESCRIPTOR.min, DESCRIPTOR.max);
}

/** An integer from 0 to 2^31-1. The type is checked first: `|` would call a valueOf of the caller's. */
export function isDescriptor(value: number): boolean {
  return typeof value === "number" && (value | 0) === value && value >= 0;
}

function checkOneOf(value: number, name: string, values: readonly number[], allowed: string): void {
  if (typeof value !== "number") throw typeError(name, `one of ${allowed}`, value);
  if (!values.includes(value)) throw rangeError(name, `one of ${allowed}`, value);
}

/** Checks an array of the caller's, and returns its length in bytes. */
export function checkBytes(value: Bytes, name: string, minBytes: number): number {
  const size = integerBytes(value);
  if (size < 0) throw typeError(name, "a typed array of integers, such as a Uint8Array or a Buffer", value);
  return checkSize(value, name, size, minBytes);
}

function checkSize(value: Bytes, name: string, size: number, minBytes: number): number {
  // A resizable buffer can shrink, which frees its memory, while a pointer to it is in use.
  if (isResizable(value)) throw typeError(name, "an array over a buffer that is not resizable", value);
  if (size === 0 && isDetached(value)) throw typeError(name, "an array whose buffer is not detached", value);
  if (size < minBytes) throw rangeError(name, `an array of at least ${minBytes} bytes`, size);
  return size;
}

/** Checks an Int32Array of the caller's, with at least so many elements. */
export function checkInt32s(value: Int32Array, name: string, least: number): void {
  if (!isInt32Array(value)) throw typeError(name, "an Int32Array", value);
  checkSize(value, name, byteLengthOf(value), least * Int32Array.BYTES_PER_ELEMENT);
}

/** Checks a part of an array, and returns the length of the part. */
function checkWindow(value: Bytes, name: string, offset: number, length: number | undefined): number {
  const size = checkBytes(value, name, 0);
  if (offset !== 0) checkInteger(offset, "offset", 0, size);
  if (length === undefined) return size - offset;
  checkInteger(length, "length", 0, size - offset);
  return length;
}

/** Taken at import. Inside `for … in`, V8 makes this call free, unlike one of Object.hasOwn. */
export const hasOwn = Object.prototype.hasOwnProperty;

/** Throws unless it is an object. */
export function checkObject(options: object, name: string): void {
  if (typeof options !== "object" || options === null) throw typeError(name, "an object", options);
}

export function refuseKey(name: string, key: string, keys: readonly string[]): never {
  throw typeError(`${name}.${key}`, `left out: the options are ${keys.join(", ")}`, key);
}

/**
 * The caller's own properties, each read once, so that a getter cannot change its answer later. Throws unless it is an object
 * without any other keys.
 */
export function ownOptions<T extends object>(options: T, name: string, keys: readonly (keyof T & string)[]): T {
  checkObject(options, name);
  const own = Object.create(null) as T;
  for (const key in options) {
    if (!hasOwn.call(options, key)) continue;
    if (!(keys as readonly string[]).includes(key)) refuseKey(name, key, keys);
    own[key] = options[key];
  }
  return own;
}

export const sysChecks: SysChecks = {
  fd: checkDescriptor,
  integer: checkInteger,
  oneOf: checkOneOf,
  bytes: checkBytes,
  window: checkWindow,
};
