// The part of node:ffi in use, https://nodejs.org/api/ffi.html, and how it is loaded.

import { isWorkerThread, loadError, requireFrom } from "@pollio/core/backend";

/** A pointer; null is NULL. */
export type Pointer = bigint | null;

export interface Signature {
  readonly arguments: readonly string[];
  readonly return: string;
}

export type Signatures = Readonly<Record<string, Signature>>;

/** The result type is in the signature; callers state it, unchecked. */
export type Functions<S extends Signatures> = { readonly [name in keyof S]: (...args: (Pointer | number)[]) => never };

export interface Library {
  getSymbol(name: string): bigint;
  getFunctions<const S extends Signatures>(symbols: S): Functions<S>;
  registerCallback(signature: Signature, callback: (...args: never[]) => void): bigint;
}

export interface NodeFfi {
  /** A path of null opens this process. */
  dlopen<const S extends Signatures>(path: string | null, symbols: S): { lib: Library; functions: Functions<S> };
  getRawPointer(memory: ArrayBufferLike): bigint;
  toArrayBuffer(pointer: bigint, bytes: number, copy: boolean): ArrayBuffer;
  /** Missing in the first versions. */
  getCurrentEventLoop?(): bigint;
}

export function loadFfi(): NodeFfi {
  try {
    return withoutItsWarning(() => requireFrom(import.meta.filename)("node:ffi") as NodeFfi);
  } catch (error) {
    throw loadError(
      `@pollio/node-ffi: Node ${process.versions.node} has no node:ffi: ${reason(error)}. Node has it since 26.9, and since 26.1 ` +
        "with --experimental-ffi; --no-experimental-ffi disables it, and so does --permission without --allow-ffi. " +
        "@pollio/koffi works without it.",
      error,
    );
  }
}

/** Opens a library, with an error that says which permission is missing. */
export function openLibrary<const S extends Signatures>(ffi: NodeFfi, path: string | null, symbols: S) {
  try {
    const { lib } = ffi.dlopen(path, {});
    return { lib, functions: functionsOf(lib, symbols) };
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_ACCESS_DENIED") throw error;
    const what = `@pollio/node-ffi: Node was not allowed to open ${path ?? "itself"}: with --permission, add --allow-ffi`;
    throw loadError(what, error);
  }
}

/** The library's functions, in the form that this thread may call. */
export function functionsOf<const S extends Signatures>(library: Library, symbols: S): Functions<S> {
  const functions = library.getFunctions(symbols);
  return isWorkerThread() ? neverCompiledIn(functions) : functions;
}

/**
 * The same functions, called so that V8 does not know the target and compiles no direct call. Compiling one ends the process if the
 * worker ends meanwhile (Node 26.10; docs/known-limits/node-ffi-worker-exit.mjs). Calls take longer and may allocate, in workers
 * only.
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
 * Node warns that FFI is experimental when node:ffi is first loaded. Users of pollio did not load it and cannot act on that, so the
 * warning is suppressed during this import. All others get through.
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
