// For backends, and for tests of them: not for users, and not under semantic versioning.

export { type BackendAdapter, type BackendExports, createAdapter } from "./adapter.ts";
export { createAddresses, createVector } from "./array-addresses.ts";
export { syscallError } from "./errors.ts";
export { wakeEventfd } from "./eventfd.ts";
export { hostWaitThread } from "./host-wait-thread.ts";
export { instrumented, type WaitObserver } from "./instrument.ts";
export { createModule } from "./module.ts";
export { refusingModule } from "./refusing.ts";
export * from "./seam.ts";
export { threadedWatch } from "./threaded-watch.ts";
export type { StartWaitThread, WaitHost, WaitThread } from "./wait-session.ts";
export { serveWaits } from "./wait-worker.ts";
