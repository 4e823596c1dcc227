import { existsSync, readdirSync, readlinkSync } from "node:fs";

const FOLDER = existsSync("/proc/self/fd") ? "/proc/self/fd" : "/dev/fd";

/** The descriptors that this process has open, and what each one is where the system tells. */
export function openDescriptors(): Map<number, string> {
  const open = new Map<number, string>();
  for (const name of readdirSync(FOLDER)) {
    try {
      open.set(Number(name), readlinkSync(`${FOLDER}/${name}`));
    } catch {
      // The listing's own descriptor: it was closed when the listing was complete.
    }
  }
  return open;
}

/** What the runtime opens for itself when it first needs it: libuv holds a /dev/null in reserve for each event loop. */
const RUNTIMES_OWN = /^\/dev\/null$/;

/** What is open now and was not before. */
export function openedSince(before: ReadonlyMap<number, string>): string[] {
  const left: string[] = [];
  for (const [fd, what] of openDescriptors()) {
    if (before.get(fd) !== what && !RUNTIMES_OWN.test(what)) left.push(`${fd} → ${what}`);
  }
  return left;
}
