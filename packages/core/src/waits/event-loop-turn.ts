// One turn of the host's event loop, for programs that block: signal handlers, timers and I/O in JavaScript run only there.

import { setImmediate, setTimeout } from "../host-modules.ts";

/** Milliseconds. Deno handles signals in a thread of its own, which reaches the event loop some time after the call was interrupted. */
const DENO_SIGNAL_MS = 20;

let interrupted = false;

/** Called when a signal has interrupted a syscall on this thread. */
export function noteInterruption(): void {
  interrupted = true;
}

export async function eventLoopTurn(): Promise<void> {
  // Twice: called from an I/O callback, the first comes before the event loop has looked for signals and I/O again.
  await immediate();
  await immediate();
  if (!interrupted) return;
  interrupted = false;
  if (process.versions.deno !== undefined) await new Promise<void>((resolve) => setTimeout(resolve, DENO_SIGNAL_MS));
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
