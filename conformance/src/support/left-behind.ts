import type { BackendModule, Poller } from "../adapter.ts";

/**
 * Leaves a registration behind in an epoll: registers the descriptor and closes it while a duplicate keeps its file open
 * (epoll(7), question 6).
 */
export function leaveBehind({ sys }: Pick<BackendModule, "sys">, poller: Poller, number: number): void {
  poller.add({ fd: number, kind: 1 });
  sys.close(number);
  try {
    poller.delete(number);
  } catch {
    // EBADF: it is too late to remove it.
  }
}
