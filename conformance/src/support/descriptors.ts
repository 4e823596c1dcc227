import { existsSync, fstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** Where this process's descriptors are listed. Only proc(5) names the file; elsewhere fstat(2) identifies it. */
const HAS_PROC = existsSync("/proc/self/fd");
const FOLDER = HAS_PROC ? "/proc/self/fd" : "/dev/fd";

/** This process's open descriptors, and what each one is, as far as the system says. */
export function openDescriptors(): Map<number, string> {
  const open = new Map<number, string>();
  for (const name of readdirSync(FOLDER)) {
    const fd = Number(name);
    try {
      open.set(fd, HAS_PROC ? readlinkSync(`${FOLDER}/${name}`) : describe(fd));
    } catch {
      // The descriptor of the listing itself, which is closed by now.
    }
  }
  return open;
}

/** Identifies a descriptor by fstat(2); throws if it is not open. */
export function describe(fd: number): string {
  const { dev, ino, mode, rdev } = fstatSync(fd);
  if (rdev !== 0 && rdev === statSync("/dev/null").rdev) return "/dev/null";
  return `${dev}:${ino}, mode ${mode.toString(8)}`;
}

/** What the runtime opens for itself on first use: libuv keeps a /dev/null in reserve for each event loop. */
const RUNTIMES_OWN = /^\/dev\/null$/;

/**
 * Deno opens two sockets at the first signal listener or the first end of a child, and keeps them for the life of the process.
 * Opening them before the first case keeps them from looking like a leak.
 */
export function openWhatTheRuntimeKeeps(): void {
  if (process.versions.deno === undefined) return;
  const ignore = () => {};
  process.on("SIGWINCH", ignore);
  process.off("SIGWINCH", ignore);
}

/** The descriptors that were opened since. */
export function openedSince(before: ReadonlyMap<number, string>): string[] {
  const opened = [...openDescriptors()].filter(([fd, what]) => before.get(fd) !== what && !RUNTIMES_OWN.test(what));
  const kept = process.versions.deno === undefined ? [] : keptByDeno(opened.map(([fd]) => fd));
  return opened.filter(([fd]) => !kept.includes(fd)).map(([fd, what]) => `${fd} → ${what}`);
}

/**
 * Deno 2.9 keeps two descriptors of the last worker's event loop until another worker ends: an epoll and the eventfd that wakes
 * it, with user data 0 and the mask EPOLLIN, EPOLLRDHUP and EPOLLET. A poller's waker has no EPOLLRDHUP, and no other descriptor
 * of a poller has user data 0.
 */
function keptByDeno(fds: readonly number[]): readonly number[] {
  for (const epoll of fds) {
    const [, eventfd] = /^tfd: +(\d+) events: +80002019 data: +0 /m.exec(watchedBy(epoll)) ?? [];
    if (eventfd !== undefined) return [epoll, Number(eventfd)];
  }
  return [];
}

/** What an epoll watches, according to Linux (proc_pid_fdinfo(5)). */
function watchedBy(fd: number): string {
  try {
    return readFileSync(`/proc/self/fdinfo/${fd}`, "utf8");
  } catch {
    return "";
  }
}
