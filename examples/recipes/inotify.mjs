// What happens in a folder (inotify(7)), in the kernel's own words: names, and which two moves belong together.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, errnoName, readable, release, sys } from "pollio";

const { IN_CLOEXEC, IN_CLOSE_WRITE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_NONBLOCK, IN_Q_OVERFLOW } = constants;
/** Bytes of a struct inotify_event before its name. */
const HEAD = 16;

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

/** Yields the events of a folder until the caller breaks out of its loop, which closes the descriptor. */
async function* changesIn(folder, mask) {
  const fd = check(sys.inotify_init1(IN_NONBLOCK | IN_CLOEXEC), "inotify_init1");
  try {
    check(sys.inotify_add_watch(fd, folder, mask), "inotify_add_watch");
    const bytes = new Uint8Array(4096); // the longest event takes 16 + 256 bytes
    const view = new DataView(bytes.buffer);
    for (;;) {
      await readable(fd);
      const length = check(sys.read(fd, bytes), "read");
      for (let at = 0; at < length; ) {
        const size = view.getUint32(at + 12, true);
        const name = new TextDecoder().decode(bytes.subarray(at + HEAD, at + HEAD + size)).replace(/\0.*/s, "");
        yield { mask: view.getUint32(at + 4, true), cookie: view.getUint32(at + 8, true), name };
        at += HEAD + size;
      }
    }
  } finally {
    release(fd);
    sys.close(fd);
  }
}

const folder = mkdtempSync(join(tmpdir(), "inotify-"));
setTimeout(() => {
  writeFileSync(join(folder, "draft"), "text");
  renameSync(join(folder, "draft"), join(folder, "final"));
  rmSync(join(folder, "final"));
}, 10);

let moved = 0;
for await (const { mask, cookie, name } of changesIn(
  folder,
  IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE,
)) {
  if (mask & IN_Q_OVERFLOW) throw new Error("the kernel dropped events: read the folder again");
  if (mask & IN_CLOSE_WRITE) console.log("written", name);
  if (mask & IN_MOVED_FROM) moved = cookie;
  if (mask & IN_MOVED_TO) console.log("renamed to", name, cookie === moved ? "(the same file)" : "(from elsewhere)");
  if (mask & IN_DELETE) {
    console.log("deleted", name);
    break;
  }
}
rmSync(folder, { recursive: true });
