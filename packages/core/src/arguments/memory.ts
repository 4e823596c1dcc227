// What the engine itself knows of a caller's array. An array's own properties, or those of its subclass, may say anything; the
// kernel would then read or write outside its memory. And the array may come from another realm, whose constructors are not ours.
//
// The getters are called by `.call`: bound functions and Reflect.apply take 20 ns and more each in JavaScriptCore.

import type { Bytes } from "../../../../generated/core/sys.ts";

type Getter<T, R> = { call(value: T): R };

function getter<T, R>(prototype: object, name: PropertyKey): Getter<T, R> {
  return Object.getOwnPropertyDescriptor(prototype, name)!.get as unknown as Getter<T, R>;
}

const typedArrays = Object.getPrototypeOf(Uint8Array.prototype) as object;
const byteLengthGetter = getter<Bytes, number>(typedArrays, "byteLength");
const lengthGetter = getter<Bytes, number>(typedArrays, "length");
const byteOffsetGetter = getter<Bytes, number>(typedArrays, "byteOffset");
const bufferGetter = getter<Bytes, ArrayBufferLike>(typedArrays, "buffer");
/** "Uint8Array" and the like; undefined for what is no typed array, a Proxy of one too. */
const typeGetter = getter<unknown, string | undefined>(typedArrays, Symbol.toStringTag);
const resizableGetter = getter<ArrayBufferLike, boolean>(ArrayBuffer.prototype, "resizable");
const sharedLengthGetter = getter<unknown, number>(SharedArrayBuffer.prototype, "byteLength");
const { isView } = ArrayBuffer;
const View = Uint8Array;
const { getPrototypeOf: prototypeOf } = Object;
const int32s = Int32Array.prototype;
const WORD = Int32Array.BYTES_PER_ELEMENT;

const INTEGERS: ReadonlySet<string | undefined> = new Set([
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
]);

/** The bytes of a typed array of integers; -1 for anything else. */
export function integerBytes(value: unknown): number {
  if (!isView(value)) return -1;
  // First, because it may be the caller's getter. A lie is harmless: an array of floats would be read as integers, within its own
  // bytes. Determining the real type takes 12 ns in JavaScriptCore.
  const ofBytes = (value as Bytes).BYTES_PER_ELEMENT === 1;
  try {
    const bytes = byteLengthGetter.call(value as Bytes);
    if (ofBytes && bytes > 0) return bytes;
    return INTEGERS.has(typeGetter.call(value)) ? bytes : -1;
  } catch {
    // A DataView, which is no typed array.
    return -1;
  }
}

/**
 * Whether it is an Int32Array, of whatever realm. The type's name is a string that JavaScriptCore makes each time, so it is asked for last.
 * An array that was only given this prototype has elements of another size; one of as many bytes an element is read as what it is.
 */
export function isInt32Array(value: unknown): value is Int32Array {
  if (!isView(value)) return false;
  if (
    prototypeOf(value) === int32s &&
    lengthGetter.call(value as Int32Array) * WORD === byteLengthOf(value as Int32Array)
  ) {
    return true;
  }
  return typeGetter.call(value) === "Int32Array";
}

/** The length of an array in bytes. */
export function byteLengthOf(bytes: Bytes): number {
  return byteLengthGetter.call(bytes);
}

/** Where the array begins in its buffer. */
export function byteOffsetOf(bytes: Bytes): number {
  return byteOffsetGetter.call(bytes);
}

export function bufferOf(bytes: Bytes): ArrayBufferLike {
  return bufferGetter.call(bytes);
}

/** The bytes of an array as a Uint8Array. */
export function viewOf(bytes: Bytes): Uint8Array {
  return new View(bufferGetter.call(bytes), byteOffsetGetter.call(bytes), byteLengthGetter.call(bytes));
}

/** Known shared buffers: they have no `resizable`, so the first check of each costs an exception. */
const shared = new WeakSet<ArrayBufferLike>();
let anyShared = false;

/** Whether the array's memory can shrink. Shared memory cannot. */
export function isResizable(bytes: Bytes): boolean {
  const buffer = bufferGetter.call(bytes);
  if (anyShared && shared.has(buffer)) return false;
  try {
    return resizableGetter.call(buffer);
  } catch {
    shared.add(buffer);
    anyShared = true;
    return false;
  }
}

/** Whether an empty array's buffer is detached: every engine then refuses to make a view of it. */
export function isDetached(bytes: Bytes): boolean {
  try {
    new View(bufferGetter.call(bytes));
    return false;
  } catch {
    return true;
  }
}

/** The length of a SharedArrayBuffer; -1 for anything else. */
export function sharedBytes(value: unknown): number {
  try {
    return sharedLengthGetter.call(value);
  } catch {
    return -1;
  }
}
