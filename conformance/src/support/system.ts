import type { BackendModule } from "../adapter.ts";

/** What has a backend: a fixture, an adapter. */
interface Holder {
  readonly module: BackendModule;
}

/** Whether the backend is over Linux; the other system of the spec is Darwin. What this process runs on says nothing of it. */
export function isLinux({ backend }: BackendModule): boolean {
  return backend.os === "linux";
}

/** Whether the backend is over Darwin. */
export function isDarwin({ backend }: BackendModule): boolean {
  return backend.os === "darwin";
}

/** What holds on the operating system that the backend is over. */
export function bySystem<T>({ module }: Holder, choices: { readonly linux: T; readonly darwin: T }): T {
  return isLinux(module) ? choices.linux : choices.darwin;
}
