// An open file handed through a unix socket (unix(7), SCM_RIGHTS), as to a process that may not open it itself.
import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errnoName, readable, release, socketPair, sys } from "pollio";

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

const path = join(tmpdir(), `passed-${process.pid}`);
writeFileSync(path, "read through a descriptor that was passed");

// Between two processes this is a listening unix socket and a connection; a pair does for one program.
const [ours, theirs] = socketPair();
const file = openSync(path, "r");
// A message needs at least one byte. The receiver gets a descriptor of its own: ours can be closed at once.
check(sys.sendFds(ours, new TextEncoder().encode("a file"), new Int32Array([file])), "sendFds");
closeSync(file);
rmSync(path); // what is open can still be read

await readable(theirs, { timeoutMs: 1_000 });
const text = new Uint8Array(64);
// Room for as many as are welcome: what is left is -1, and what does not fit is closed. They are close-on-exec.
const fds = new Int32Array(4);
const length = check(sys.recvFds(theirs, text, fds), "recvFds");
console.log(
  "received",
  new TextDecoder().decode(text.subarray(0, length)),
  "with",
  fds.filter((fd) => fd >= 0).length,
  "descriptor",
);

const [received] = fds;
const size = check(sys.pread(received, text, 0), "pread");
console.log(new TextDecoder().decode(text.subarray(0, size)));
for (const fd of [received, ours, theirs]) {
  release(fd);
  sys.close(fd);
}
