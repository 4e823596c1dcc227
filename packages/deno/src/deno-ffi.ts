// The part of Deno's foreign function interface in use, https://docs.deno.com/api/deno/ffi. It is declared here because Deno's own
// types conflict with Node's.

/** A pointer; null is NULL. */
export type Pointer = object | null;

export interface DenoFfi {
  dlopen<const S extends Readonly<Record<string, Signature>>>(
    path: string,
    symbols: S,
  ): { readonly symbols: Functions<S> };
  readonly UnsafePointer: {
    of(memory: ArrayBufferLike | ArrayBufferView): Pointer;
    value(pointer: Pointer): bigint;
  };
  readonly UnsafePointerView: { getArrayBuffer(pointer: Pointer, bytes: number): ArrayBuffer };
}

/** The result type is in the signature; callers state it, unchecked. */
export type Functions<S> = { readonly [name in keyof S]: (...args: (Pointer | number | bigint)[]) => never };

/** Deno.dlopen, with errors that say what to do. */
export type Open = <const S extends Readonly<Record<string, Signature>>>(symbols: S) => Functions<S>;

export interface Signature {
  readonly parameters: readonly string[];
  readonly result: string;
  /** Whether the call runs on a thread of Deno's pool and returns a promise. */
  readonly nonblocking?: boolean;
}

/** Undefined in another runtime. */
export const deno: DenoFfi | undefined = (globalThis as { Deno?: DenoFfi }).Deno;
