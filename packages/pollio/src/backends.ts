// The backends, and the order in which `import "pollio"` tries them. No other file says so.

export type RuntimeName = "node" | "bun" | "deno";

export interface KnownBackend {
  /** Its npm package. */
  readonly package: string;
  /** How it reaches the kernel. */
  readonly way: string;
}

export const BACKENDS = {
  napi: { package: "@pollio/napi", way: "a Node-API addon" },
  koffi: { package: "@pollio/koffi", way: "koffi, a foreign function interface" },
  bun: { package: "@pollio/bun", way: "bun:ffi" },
  deno: { package: "@pollio/deno", way: "Deno's FFI" },
  "node-ffi": { package: "@pollio/node-ffi", way: "node:ffi" },
} as const satisfies Readonly<Record<string, KnownBackend>>;

/** The names of the backends. */
export type BackendName = keyof typeof BACKENDS;

/** The backends of a runtime, in the order in which they are tried. */
export interface Order {
  readonly runtime: RuntimeName;
  /** The lowest major version. The first matching row counts. */
  readonly from: number;
  readonly backends: readonly BackendName[];
}

export const ORDER: readonly Order[] = [
  { runtime: "bun", from: 0, backends: ["bun", "napi", "koffi"] },
  { runtime: "deno", from: 0, backends: ["deno", "napi", "koffi"] },
  { runtime: "node", from: 26, backends: ["napi", "koffi", "node-ffi"] },
  { runtime: "node", from: 0, backends: ["napi", "koffi"] },
];
