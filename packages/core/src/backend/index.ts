// @pollio/core/backend: everything a backend is written with. docs/writing-a-backend.md is the guide. Changes here follow semantic
// versioning.

export { syscallError } from "../arguments/errors.ts";
export { bufferOf, byteLengthOf, byteOffsetOf } from "../arguments/memory.ts";
export {
  clearTimeout,
  isWorkerThread,
  now,
  queueMicrotask,
  requireFrom,
  setImmediate,
  setTimeout,
  type Timer,
} from "../host-modules.ts";
/** What all backends export alike. */
export { EventKind, EventObject, Interest, PollerError, Readiness, ReadyEvents } from "../index.ts";
export { wakeEventfd } from "../systems/linux/waker.ts";
export { hostTake, hostWaitThread } from "../waits/host-thread.ts";
export { loopRefusal } from "../waits/loop-refusal.ts";
export { type OnReport, type StartWaitThread, threadError, type WaitHost, type WaitThread } from "../waits/session.ts";
export { threadedWatch } from "../waits/threaded-watch.ts";
export { timedWatch } from "../waits/timed-watch.ts";
export { unwatchable } from "../waits/unwatchable.ts";
export { type UvPoll, uvWatch } from "../waits/uv-watcher.ts";
export { serveWaits, type WorkerEntry } from "../waits/worker-thread.ts";
export { type BackendAdapter, type BackendExports, createAdapter, instrumented, type WaitObserver } from "./adapter.ts";
export { addonsRefused, loadError, readingRefused } from "./load-errors.ts";
export { createModule } from "./module.ts";
export { createAddresses, createVector } from "./pointers.ts";
export { refusingModule } from "./refusing.ts";
export {
  type Backend,
  type Block,
  type Bound,
  type Bytes,
  CHANGE_WORDS,
  type CloseAtEnd,
  type CommonRawSys,
  type DarwinRawSys,
  type Field,
  type Layout,
  type LinuxRawSys,
  type LoopWatcher,
  type Native,
  type OnReadable,
  type OpenOptions,
  openBackend,
  type Platform,
  type RawSys,
  type StartTake,
  type Take,
  type UnsupportedBackend,
  type Watch,
} from "./seam.ts";
