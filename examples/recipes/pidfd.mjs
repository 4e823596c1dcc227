// The end of a process that is not your child (pidfd_open(2)): no polling of /proc, and no number that another process may get.
import { execFileSync } from "node:child_process";
import { errnoName, Readiness, readable, release, sys } from "pollio";

/** Resolves when the process has ended; false if it still runs when the time is up. */
async function ended(pid, timeoutMs = -1) {
  const fd = sys.pidfd_open(pid);
  if (errnoName(fd) === "ESRCH") return true;
  if (fd < 0) throw new Error(`pidfd_open: ${errnoName(fd)}`);
  try {
    return ((await readable(fd, { timeoutMs })) & Readiness.Readable) !== 0;
  } finally {
    release(fd);
    sys.close(fd);
  }
}

// A process of somebody else: the shell that started it is gone.
const pid = Number(execFileSync("sh", ["-c", "sleep 0.3 >/dev/null 2>&1 & echo $!"], { encoding: "utf8" }));
console.log("ended within 20 ms:", await ended(pid, 20));
console.log("ended:", await ended(pid));
console.log("ended before we asked:", await ended(pid));
