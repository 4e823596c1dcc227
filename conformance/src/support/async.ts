import type { Poller } from "../adapter.ts";

type Ready = ReturnType<Poller["wait"]>;
type WaitOptions = Parameters<Poller["waitAsync"]>[1];

/** Begins a wait that causes no unhandled rejection if the case fails. */
export function begin(poller: Poller, timeoutMs?: number, options?: WaitOptions): Promise<Ready> {
  return quiet(poller.waitAsync(timeoutMs, options));
}

/** Keeps an unhandled rejection from ending the process. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The outcome of a promise as an action that returns or throws it, which the checks of errors take. */
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

/** Returns a function that returns whether the promise is settled. */
export function watched(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  return () => settled;
}

/** Lets the host's loop take some turns. */
export async function turns(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
