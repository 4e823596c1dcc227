import type { Poller } from "../adapter.ts";

type Ready = ReturnType<Poller["wait"]>;
type WaitOptions = Parameters<Poller["waitAsync"]>[1];

/** Begins a wait. What a case that fails leaves behind does not become an unhandled rejection. */
export function begin(poller: Poller, timeoutMs?: number, options?: WaitOptions): Promise<Ready> {
  return quiet(poller.waitAsync(timeoutMs, options));
}

/** Keeps a rejection that nobody comes to look at from ending the process. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** What became of a promise, as an action that returns or throws it: the checks of errors take actions. */
export async function outcomeOf<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const value = await promise;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Tells, at any time, whether a promise is settled. */
export function watched(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  return () => settled;
}

/** Lets the host take some turns of its loop. */
export async function turns(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
