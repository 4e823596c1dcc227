// What is used of Deno's foreign function interface, https://docs.deno.com/api/deno/ffi. Declared here, because the types
// that come with Deno declare what Node's types declare too.

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

/** What a function gives, its signature says; the type that takes it does not check that. */
export type Functions<S> = { readonly [name in keyof S]: (...args: (Pointer | number | bigint)[]) => never };

/** Deno.dlopen with errors that say what to do. */
export type Open = <const S extends Readonly<Record<string, Signature>>>(symbols: S) => Functions<S>;

export interface Signature {
  readonly parameters: readonly string[];
  readonly result: string;
  /** The call is made on a thread of Deno's pool and gives a promise. */
  readonly nonblocking?: boolean;
}

/** Undefined in another runtime. */
export const deno: DenoFfi | undefined = (globalThis as { Deno?: DenoFfi }).Deno;
