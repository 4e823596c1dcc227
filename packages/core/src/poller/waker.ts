// Waking a poller from any thread, without ever touching a descriptor that is no longer the poller's. One shared word holds
// the number of threads inside `wake` and a bit that says the poller was closed. `wake` enters, checks the bit, writes and
// leaves; `close` sets the bit and waits until the count is zero before it closes the descriptor.

import type { Waker } from "../../../../generated/core/interfaces.ts";
import { isDescriptor } from "../arguments/checks.ts";
import { typeError } from "../arguments/errors.ts";
import { sharedBytes } from "../arguments/memory.ts";
import { now } from "../host-modules.ts";
import type { System } from "../systems/system.ts";

/** Also in packages/napi/native/thread-end.cc. */
const CLOSED = 0x40000000;
const INSIDE = CLOSED - 1;

/** Milliseconds that close waits for a thread that was terminated inside `wake`, and so never leaves. */
const PATIENCE_MS = 1000;

export function createWaker(fd: number): Waker {
  return Object.freeze({ fd, state: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) });
}

/** Wakes the poller unless it is closed; whether it did. */
export function wakeThrough(waker: Waker, system: Pick<System, "wake">): boolean {
  checkWaker(waker);
  // Each is read once: a getter may say something else the second time.
  const fd = descriptorIn(waker);
  const state = stateIn(waker);
  if ((Atomics.add(state, 0, 1) & CLOSED) !== 0) {
    leave(state);
    return false;
  }
  try {
    system.wake(fd);
  } finally {
    leave(state);
  }
  return true;
}

function leave(state: Int32Array): void {
  if (Atomics.sub(state, 0, 1) === (CLOSED | 1)) Atomics.notify(state, 0);
}

/**
 * Lets no thread in any more, and waits until none is inside. If it returns false, a thread never left: the descriptor must then
 * stay open, because that thread may still write to its number.
 */
export function closeWaker(waker: Waker): boolean {
  const state = stateIn(waker);
  const deadline = now() + PATIENCE_MS;
  let word = Atomics.or(state, 0, CLOSED) | CLOSED;
  while ((word & INSIDE) !== 0) {
    const left = deadline - now();
    if (left <= 0) return false;
    Atomics.wait(state, 0, word, left);
    word = Atomics.load(state, 0);
  }
  return true;
}

/** Views of the shared words: only the first wake allocates one. */
const views = new WeakMap<SharedArrayBuffer, Int32Array>();

const EXPECTED = "the waker of a poller, as it was posted";

function checkWaker(waker: Waker): void {
  if (typeof waker !== "object" || waker === null) throw typeError("waker", EXPECTED, waker);
}

function descriptorIn({ fd }: Waker): number {
  if (!isDescriptor(fd)) throw typeError("waker.fd", EXPECTED, fd);
  return fd;
}

export function stateIn({ state }: Waker): Int32Array {
  const known = views.get(state);
  if (known !== undefined) return known;
  if (sharedBytes(state) !== Int32Array.BYTES_PER_ELEMENT) throw typeError("waker.state", EXPECTED, state);
  const view = new Int32Array(state);
  views.set(state, view);
  return view;
}
