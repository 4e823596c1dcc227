// For backends, and for tests of them: not for users, and not under semantic versioning.

export { instrumented, type WaitObserver } from "./instrument.ts";
export { createModule } from "./module.ts";
export * from "./seam.ts";
