// What is opened by a path: a FIFO, and a terminal.

import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import koffi from "koffi";
import { onTestFinished } from "vitest";
import { c, own } from "./calls.ts";

/** Opened by the runtime, and closed through the double. */
function opened(path: string, flags: number): number {
  const fd = openSync(path, flags | constants.O_NONBLOCK | constants.O_NOCTTY);
  const copy = own(c.dup(fd));
  closeSync(fd);
  return copy;
}

/** Both ends of a FIFO. */
export function fifo(): { reader: number; writer: number } {
  const folder = mkdtempSync(join(tmpdir(), "kqueue-double-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "fifo");
  execFileSync("mkfifo", [path]);
  return { reader: opened(path, constants.O_RDONLY), writer: opened(path, constants.O_WRONLY) };
}

/** A pseudo-terminal. */
export function terminal(): { master: number; slave: number } {
  const libc = koffi.load(null);
  const master = opened("/dev/ptmx", constants.O_RDWR);
  libc.func("int unlockpt(int fd)")(master);
  const path = libc.func("const char *ptsname(int fd)")(master) as string;
  return { master, slave: opened(path, constants.O_RDWR) };
}
