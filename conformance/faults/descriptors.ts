// This process's open descriptors, by number.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const FOLDER = "/proc/self/fd";
const EPOLL = "anon_inode:[eventpoll]";

export function openNumbers(): ReadonlySet<number> {
  return new Set(
    readdirSync(FOLDER)
      .map(Number)
      .filter((fd) => targetOf(fd) !== undefined),
  );
}

/** The epolls that are open. */
export function openEpolls(): ReadonlySet<number> {
  return new Set([...openNumbers()].filter((fd) => targetOf(fd) === EPOLL));
}

/** Those that were opened since, and what they are. */
export function openedSince(before: ReadonlySet<number>): ReadonlyMap<number, string> {
  const opened = new Map<number, string>();
  for (const fd of openNumbers()) {
    const what = before.has(fd) ? undefined : targetOf(fd);
    // libuv keeps a /dev/null in reserve for each event loop.
    if (what !== undefined && what !== "/dev/null") opened.set(fd, what);
  }
  return opened;
}

/** Undefined for what is not open: the descriptor of the listing is closed by now. */
function targetOf(fd: number): string | undefined {
  try {
    return readlinkSync(`${FOLDER}/${fd}`);
  } catch {
    return undefined;
  }
}

/** The epoll that has this descriptor registered (proc_pid_fdinfo(5)); throws if there is none. */
export function epollOf(fd: number): number {
  for (const epoll of openEpolls()) {
    if (new RegExp(`^tfd: +${fd} `, "m").test(readFileSync(`/proc/self/fdinfo/${epoll}`, "utf8"))) return epoll;
  }
  throw new Error(`no epoll has descriptor ${fd}`);
}
