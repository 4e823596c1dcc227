// node:ffi, https://nodejs.org/api/ffi.html: what is used of it, and how it is loaded.

import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";

/** A pointer; null is NULL. */
export type Pointer = bigint | null;

export interface Signature {
  readonly arguments: readonly string[];
  readonly return: string;
}

export type Signatures = Readonly<Record<string, Signature>>;

/** What a function gives, its signature says; the type that takes it does not check that. */
export type Functions<S extends Signatures> = { readonly [name in keyof S]: (...args: (Pointer | number)[]) => never };

export interface Library {
  getSymbol(name: string): bigint;
  getFunctions<const S extends Signatures>(symbols: S): Functions<S>;
  registerCallback(signature: Signature, callback: (...args: never[]) => void): bigint;
}

export interface NodeFfi {
  /** null is this process. */
  dlopen<const S extends Signatures>(path: string | null, symbols: S): { lib: Library; functions: Functions<S> };
  getRawPointer(memory: ArrayBufferLike): bigint;
  toArrayBuffer(pointer: bigint, bytes: number, copy: boolean): ArrayBuffer;
  /** Not in the first versions. */
  getCurrentEventLoop?(): bigint;
}

export function loadFfi(): NodeFfi {
  try {
    return withoutItsWarning(() => createRequire(import.meta.url)("node:ffi") as NodeFfi);
  } catch (error) {
    throw new Error(
      `@pollio/node-ffi: Node ${process.versions.node} gives no node:ffi: ${reason(error)}. It has one from 26.9 on, and from 26.1 ` +
        "on with --experimental-ffi; --no-experimental-ffi takes it away, and --permission does without --allow-ffi. " +
        "@pollio/koffi needs none.",
      { cause: error },
    );
  }
}

/** The C library, or what else is opened: the permission is asked for here. */
export function openLibrary<const S extends Signatures>(ffi: NodeFfi, path: string | null, symbols: S) {
  try {
    const { lib } = ffi.dlopen(path, {});
    return { lib, functions: functionsOf(lib, symbols) };
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_ACCESS_DENIED") throw error;
    throw new Error(
      `@pollio/node-ffi: Node was not allowed to open ${path ?? "itself"}: with --permission it needs --allow-ffi too`,
      { cause: error },
    );
  }
}

/** The library's functions, as they may be called in this thread. */
export function functionsOf<const S extends Signatures>(library: Library, symbols: S): Functions<S> {
  const functions = library.getFunctions(symbols);
  return isMainThread ? functions : neverCompiledIn(functions);
}

/**
 * The same functions, called from a place that V8 does not know the target of: then it makes no direct call of it when it compiles,
 * which ends the process where a worker ends meanwhile (Node 26.10; docs/known-limits/node-ffi-worker-exit.mjs). It takes longer
 * and may allocate, in workers only.
 */
function neverCompiledIn<F extends Readonly<Record<string, (...args: never[]) => unknown>>>(functions: F): F {
  const names = Object.keys(functions);
  const targets = names.map((name) => functions[name]!);
  const indirect = names.map((name, index) => {
    const call = (...args: never[]): unknown => Reflect.apply(targets[index]!, undefined, args);
    return [name, call] as const;
  });
  return Object.fromEntries(indirect) as F;
}

/**
 * Node says once that FFI is experimental, when node:ffi is loaded first. Who uses pollio did not load it and can do nothing about it:
 * so that one is kept back, for as long as this import takes. What else is said meanwhile gets through.
 */
function withoutItsWarning<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = function (this: unknown, ...args: unknown[]) {
    const [warning, type] = args;
    if (type === "ExperimentalWarning" && /^FFI is /.test(String(warning))) return;
    Reflect.apply(emitWarning, process, args);
  } as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
