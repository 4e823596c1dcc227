import { createRequire } from "node:module";

export type Koffi = typeof import("koffi").default;

let loaded: Koffi | undefined;

/** koffi, loaded when it is first needed: it has no binary for some systems, where importing this package works all the same. */
export function loadKoffi(): Koffi {
  loaded ??= createRequire(import.meta.url)("koffi") as Koffi;
  return loaded;
}
