import { existsSync, fstatSync, readdirSync, readlinkSync, statSync } from "node:fs";

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

/** What is open now and was not before. */
export function openedSince(before: ReadonlyMap<number, string>): string[] {
  const left: string[] = [];
  for (const [fd, what] of openDescriptors()) {
    if (before.get(fd) !== what && !RUNTIMES_OWN.test(what)) left.push(`${fd} → ${what}`);
  }
  return left;
}
