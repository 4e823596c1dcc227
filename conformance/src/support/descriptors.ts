import { existsSync, fstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** Where this process's descriptors are listed. What a link leads to is told by proc(5) only; elsewhere fstat(2) is asked. */
const HAS_PROC = existsSync("/proc/self/fd");
const FOLDER = HAS_PROC ? "/proc/self/fd" : "/dev/fd";

/** The descriptors that this process has open, and what each one is as far as the system tells. */
export function openDescriptors(): Map<number, string> {
  const open = new Map<number, string>();
  for (const name of readdirSync(FOLDER)) {
    const fd = Number(name);
    try {
      open.set(fd, HAS_PROC ? readlinkSync(`${FOLDER}/${name}`) : describe(fd));
    } catch {
      // The listing's own descriptor: it was closed when the listing was complete.
    }
  }
  return open;
}

/** What fstat(2) tells of a descriptor; it throws for one that is not open. */
export function describe(fd: number): string {
  const { dev, ino, mode, rdev } = fstatSync(fd);
  if (rdev !== 0 && rdev === statSync("/dev/null").rdev) return "/dev/null";
  return `${dev}:${ino}, mode ${mode.toString(8)}`;
}

/** What the runtime opens for itself when it first needs it: libuv holds a /dev/null in reserve for each event loop. */
const RUNTIMES_OWN = /^\/dev\/null$/;

/**
 * Deno opens two sockets when the first signal is listened for or the first child has ended, whichever case that is in, and keeps
 * them for as long as the process lives. Afterwards they are open already.
 */
export function openWhatTheRuntimeKeeps(): void {
  if (process.versions.deno === undefined) return;
  const ignore = () => {};
  process.on("SIGWINCH", ignore);
  process.off("SIGWINCH", ignore);
}

/** What is open now and was not before. */
export function openedSince(before: ReadonlyMap<number, string>): string[] {
  const opened = [...openDescriptors()].filter(([fd, what]) => before.get(fd) !== what && !RUNTIMES_OWN.test(what));
  const kept = process.versions.deno === undefined ? [] : keptByDeno(opened.map(([fd]) => fd));
  return opened.filter(([fd]) => !kept.includes(fd)).map(([fd, what]) => `${fd} → ${what}`);
}

/**
 * Deno 2.9 keeps two descriptors of the worker that ended last, its event loop's, until another one ends: an epoll and the
 * eventfd that wakes it, with the user data 0 and the mask EPOLLIN, EPOLLRDHUP and EPOLLET. A poller's own has no EPOLLRDHUP, and
 * no other descriptor of a poller has the user data 0.
 */
function keptByDeno(fds: readonly number[]): readonly number[] {
  for (const epoll of fds) {
    const [, eventfd] = /^tfd: +(\d+) events: +80002019 data: +0 /m.exec(watchedBy(epoll)) ?? [];
    if (eventfd !== undefined) return [epoll, Number(eventfd)];
  }
  return [];
}

/** What an epoll watches, as Linux tells it (proc_pid_fdinfo(5)). */
function watchedBy(fd: number): string {
  try {
    return readFileSync(`/proc/self/fdinfo/${fd}`, "utf8");
  } catch {
    return "";
  }
}
