import { pbkdf2 } from "node:crypto";
import { lookup } from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Things a host does besides polling; each promise settles when it is done. */
export type HostWork = Readonly<Record<string, () => Promise<unknown>>>;

/** Work of the event loop itself. */
export const loopWork: HostWork = {
  "setTimeout(0)": () => new Promise<void>((resolve) => setTimeout(resolve, 0)),
  "setTimeout(20)": () => new Promise<void>((resolve) => setTimeout(resolve, 20)),
  setImmediate: () => new Promise<void>((resolve) => setImmediate(resolve)),
  "process.nextTick": () => new Promise<void>((resolve) => process.nextTick(resolve)),
  queueMicrotask: () => new Promise<void>((resolve) => queueMicrotask(resolve)),
};

/** Work of the runtime's thread pool. */
export const poolWork: HostWork = {
  "fs.promises.readFile": () => readSome(),
  "dns.lookup": () => promisify(lookup)("127.0.0.1"),
  "crypto.pbkdf2": () => promisify(pbkdf2)("word", "salt", 10, 32, "sha256"),
};

/** Does all of it several times, concurrently. */
export async function doAll(work: HostWork, times: number): Promise<void> {
  const all: Promise<unknown>[] = [];
  for (let i = 0; i < times; i++) for (const each of Object.values(work)) all.push(each());
  await Promise.all(all);
}

async function readSome(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pollio-"));
  try {
    const path = join(folder, "file");
    writeFileSync(path, "content");
    const text = await readFile(path, "utf8");
    if (text !== "content") throw new Error(`read ${text}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
