import type { BackendModule } from "../adapter.ts";

/** Something with a backend: a fixture or an adapter. */
interface Holder {
  readonly module: BackendModule;
}

/** Whether the backend is for Linux, rather than Darwin; this need not be the system that the process runs on. */
export function isLinux({ backend }: BackendModule): boolean {
  return backend.os === "linux";
}

/** Whether the backend is for Darwin. */
export function isDarwin({ backend }: BackendModule): boolean {
  return backend.os === "darwin";
}

/** Chooses by the operating system of the backend. */
export function bySystem<T>({ module }: Holder, choices: { readonly linux: T; readonly darwin: T }): T {
  return isLinux(module) ? choices.linux : choices.darwin;
}
