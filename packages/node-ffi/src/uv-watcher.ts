// Watching a descriptor from Node's event loop.

import type { LoopWatcher, Platform, WaitHost, Watch } from "@pollio/core/backend";
import { type LoopRefusal, loopRefusal, setImmediate, unwatchable } from "@pollio/core/backend";
import type { NodeFfi } from "./ffi.ts";
import { openUv, type Uv } from "./uv.ts";

/** libuv is opened when the first watcher is armed, so a program that never waits pays nothing. */
export function uvWatch(ffi: NodeFfi, host: WaitHost): Watch {
  const { platform } = host;
  const refusal = loopRefusal(host);
  let handles: Handles | undefined;
  const open = (): Handles => {
    handles ??= new Handles((onPolled) => openUv(ffi, platform, onPolled));
    return handles;
  };
  return (fd, onReadable) => new UvWatcher(open, platform, refusal, fd, onReadable);
}

/** The open handles and their owners. */
class Handles {
  readonly uv: Uv;
  /** Weak, so that a dropped poller can be collected. */
  readonly #owners = new Map<bigint, WeakRef<UvWatcher>>();
  readonly #dropped = new FinalizationRegistry<bigint>((handle) => this.close(handle));

  constructor(open: (onPolled: (handle: bigint) => void) => Uv) {
    this.uv = open((handle) => this.#owners.get(handle)?.deref()?.polled());
    // After 'exit' the loop still runs, to close Node's handles, and must not call us any more.
    process.on("exit", () => {
      for (const handle of this.#owners.keys()) this.close(handle);
    });
  }

  add(handle: bigint, owner: UvWatcher): void {
    this.#owners.set(handle, new WeakRef(owner));
    this.#dropped.register(owner, handle, owner);
  }

  close(handle: bigint): void {
    const owner = this.#owners.get(handle)?.deref();
    if (!this.#owners.delete(handle)) return;
    if (owner !== undefined) this.#dropped.unregister(owner);
    this.uv.close(handle);
  }
}

/** Armed watchers, held so that they are not collected. */
const armed = new Set<UvWatcher>();

class UvWatcher implements LoopWatcher {
  readonly #open: () => Handles;
  readonly #platform: Platform;
  readonly #refusal: LoopRefusal;
  readonly #fd: number;
  readonly #onReadable: () => void;
  #handles: Handles | undefined;
  #handle: bigint | undefined;
  #referenced = true;
  #closed = false;

  constructor(open: () => Handles, platform: Platform, refusal: LoopRefusal, fd: number, onReadable: () => void) {
    this.#open = open;
    this.#platform = platform;
    this.#refusal = refusal;
    this.#fd = fd;
    this.#onReadable = onReadable;
  }

  arm(): void {
    if (this.#closed || armed.has(this)) return;
    this.#demand(this.#refusal.ask(this.#fd, this.#handle !== undefined));
    this.#handle ??= this.#opened();
    this.#demand(this.#handles!.uv.start(this.#handle));
    armed.add(this);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    armed.delete(this);
    if (this.#handle === undefined) return;
    this.#handles!.close(this.#handle);
    this.#handle = undefined;
    this.#refusal.forget(this.#fd);
  }

  ref(): void {
    this.#referenced = true;
    if (this.#handle !== undefined) this.#handles!.uv.ref(this.#handle);
  }

  unref(): void {
    this.#referenced = false;
    if (this.#handle !== undefined) this.#handles!.uv.unref(this.#handle);
  }

  /**
   * libuv calls this through node:ffi, outside of Node's callback scope: neither microtasks nor process.nextTick run after it, and it
   * must not throw. So the real callback runs in the event loop's next phase, which comes at once.
   */
  polled(): void {
    if (this.#handle === undefined) return;
    this.#handles!.uv.stop(this.#handle);
    setImmediate(this.#fire);
  }

  readonly #fire = (): void => {
    if (armed.delete(this)) this.#onReadable();
  };

  #opened(): bigint {
    this.#handles ??= this.#open();
    const { uv } = this.#handles;
    const handle = uv.open(this.#fd);
    if (typeof handle === "number") throw unwatchable(this.#platform, handle, this.#fd);
    this.#handles.add(handle, this);
    if (!this.#referenced) uv.unref(handle);
    return handle;
  }

  #demand(result: number): void {
    if (result < 0) throw unwatchable(this.#platform, result, this.#fd);
  }
}
