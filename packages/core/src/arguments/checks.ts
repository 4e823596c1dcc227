// Argument checks, made before any syscall. The codes are Node's: ERR_INVALID_ARG_TYPE and ERR_OUT_OF_RANGE.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { Bytes, SysChecks } from "../../../../generated/core/sys.ts";
import { rangeError, typeError } from "./errors.ts";

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

/** Not every runtime has these properties of ArrayBuffer. */
interface MaybeResizable {
  readonly resizable?: boolean;
  readonly detached?: boolean;
}

export function checkBytes(value: Bytes, name: string, minBytes: number): void {
  if (!(value instanceof Uint8Array) && !(value instanceof Int32Array)) {
    throw typeError(name, "a Uint8Array, a Buffer or an Int32Array", value);
  }
  const buffer = value.buffer as MaybeResizable;
  // A resizable buffer can shrink, which frees its memory, while a pointer to it is in use.
  if (buffer.resizable === true) throw typeError(name, "an array over a buffer that is not resizable", value);
  if (value.byteLength === 0 && isDetached(value))
    throw typeError(name, "an array whose buffer is not detached", value);
  if (value.byteLength < minBytes) throw rangeError(name, `an array of at least ${minBytes} bytes`, value.byteLength);
}

/** Called for empty arrays only: a detached one has no bytes. */
function isDetached(value: Bytes): boolean {
  const { detached } = value.buffer as MaybeResizable;
  if (detached !== undefined) return detached;
  if (value.buffer instanceof SharedArrayBuffer) return false;
  // Node 20 has no `detached`; every runtime refuses a view of a detached buffer.
  try {
    new Uint8Array(value.buffer);
    return false;
  } catch {
    return true;
  }
}

function checkWindow(value: Bytes, offset: number, length: number | undefined): number {
  const size = value.byteLength;
  checkInteger(offset, "offset", 0, size);
  if (length === undefined) return size - offset;
  checkInteger(length, "length", 0, size - offset);
  return length;
}

/** Throws unless it is an object with no other keys than these. */
export function checkOptions(options: object, name: string, keys: readonly string[]): void {
  if (typeof options !== "object" || options === null) throw typeError(name, "an object", options);
  for (const key in options) {
    if (!keys.includes(key)) throw typeError(`${name}.${key}`, `left out: the options are ${keys.join(", ")}`, key);
  }
}

export const sysChecks: SysChecks = {
  fd: checkDescriptor,
  integer: checkInteger,
  oneOf: checkOneOf,
  bytes: checkBytes,
  window: checkWindow,
};
