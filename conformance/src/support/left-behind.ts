import type { BackendModule, Poller } from "../adapter.ts";

/**
 * Leaves a registration behind in an epoll that is ready for ever: the number is registered and closed, while a duplicate keeps its
 * file open (epoll(7), question 6). Consumes the number.
 */
export function leaveBehind({ sys }: Pick<BackendModule, "sys">, poller: Poller, number: number): void {
  poller.add({ fd: number, kind: 1 });
  sys.close(number);
  try {
    poller.delete(number);
  } catch {
    // EBADF: it is too late.
  }
}
