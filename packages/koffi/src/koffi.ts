import { createRequire } from "node:module";

export type Koffi = typeof import("koffi").default;

let loaded: Koffi | undefined;

/** koffi, loaded on first use: importing this package also works on systems that koffi has no binary for. */
export function loadKoffi(): Koffi {
  loaded ??= createRequire(import.meta.url)("koffi") as Koffi;
  return loaded;
}
