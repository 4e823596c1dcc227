// What a poller has opened, and how it is given back if the poller is never closed: when it is collected, and when its worker ends.

import type { CloseAtEnd, LoopWatcher, OnReadable } from "../backend/seam.ts";
import { isWorkerThread } from "../host-modules.ts";
import type { Facility } from "../systems/system.ts";
import { stateIn } from "./waker.ts";

/** It must not reference its poller, which could never be collected then. */
export class Opened<Owner extends object = object> {
  readonly #facility: Facility;
  readonly #forget: (() => void) | undefined;
  #watcher: LoopWatcher | undefined;
  #onReadable: OnReadable | undefined;
  readonly #abandon: (owner: Owner) => void;
  #owner: WeakRef<Owner> | undefined;

  /** `abandon` closes a poller whose thread ends: no code is left that could see its waits reject. */
  constructor(owner: Owner, facility: Facility, closeAtEnd: CloseAtEnd | undefined, abandon: (owner: Owner) => void) {
    this.#facility = facility;
    this.#abandon = abandon;
    this.#forget = closeAtEnd?.(facility.fd, facility.wakeFd, stateIn(facility.waker));
    dropped.register(owner, this as unknown as Opened, this);
    if (!isWorkerThread()) return;
    this.#owner = new WeakRef(owner);
    if (open.size === 0) process.on("exit", closeAll);
    open.add(this as unknown as Opened);
  }

  /** Keeps the watcher that `watch` makes. It calls whom `expect` was given. */
  watch(watch: (onReadable: OnReadable) => LoopWatcher): LoopWatcher {
    this.#watcher = watch((failure) => this.#onReadable?.(failure));
    return this.#watcher;
  }

  /** What the watcher calls; nothing while no wait is pending, so that the poller can be collected. */
  expect(onReadable: OnReadable | undefined): void {
    this.#onReadable = onReadable;
  }

  close(): void {
    this.forget();
    // Its waker first, so that no wake reaches the number's next owner.
    this.#facility.close();
  }

  /** Closes no descriptor: they were closed from outside, and their numbers may have other owners. */
  forget(): void {
    dropped.unregister(this);
    if (open.delete(this as unknown as Opened) && open.size === 0) process.off("exit", closeAll);
    this.#watcher?.close();
    this.#forget?.();
  }

  /** Closes the poller, so that it is not used with numbers that others got, or what it left. */
  end(): void {
    const owner = this.#owner?.deref();
    if (owner === undefined) this.close();
    else this.#abandon(owner);
  }
}

/** Those of this thread, if it is a worker. The operating system closes those of a process. */
const open = new Set<Opened>();

/** Not called when a worker is terminated: then only addons learn of it. */
function closeAll(): void {
  for (const opened of [...open]) opened.end();
}

const dropped = new FinalizationRegistry<Opened>((opened) => {
  opened.close();
  warn();
});

let warned = false;

function warn(): void {
  if (warned) return;
  warned = true;
  process.emitWarning(
    "A poller was garbage-collected before it was closed. Its descriptors were closed now; call close(), or declare it with `using`.",
    { type: "ResourceWarning", code: "POLLIO_UNCLOSED" },
  );
}
