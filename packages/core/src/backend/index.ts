// @pollio/core/backend: what people need who write a backend. Under semantic versioning; docs/writing-a-backend.md is the guide.

export { syscallError } from "../arguments/errors.ts";
export { wakeEventfd } from "../systems/linux/waker.ts";
export { hostWaitThread } from "../waits/host-thread.ts";
export type { StartWaitThread, WaitHost, WaitThread } from "../waits/session.ts";
export { threadedWatch } from "../waits/threaded-watch.ts";
export { serveWaits } from "../waits/worker-thread.ts";
export { type BackendAdapter, type BackendExports, createAdapter, instrumented, type WaitObserver } from "./adapter.ts";
export { createModule } from "./module.ts";
export { createAddresses, createVector } from "./pointers.ts";
export { refusingModule } from "./refusing.ts";
export * from "./seam.ts";
