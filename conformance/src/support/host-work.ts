import { pbkdf2 } from "node:crypto";
import { lookup } from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Things that a host does beside polling, each settled when the host has done it. */
export type HostWork = Readonly<Record<string, () => Promise<unknown>>>;

/** What happens on the event loop itself. */
export const loopWork: HostWork = {
  "setTimeout(0)": () => new Promise<void>((resolve) => setTimeout(resolve, 0)),
  "setTimeout(20)": () => new Promise<void>((resolve) => setTimeout(resolve, 20)),
  setImmediate: () => new Promise<void>((resolve) => setImmediate(resolve)),
  "process.nextTick": () => new Promise<void>((resolve) => process.nextTick(resolve)),
  queueMicrotask: () => new Promise<void>((resolve) => queueMicrotask(resolve)),
};

/** What the runtime's pool of threads does: all of it at once, more than the pool has threads. */
export const poolWork: HostWork = {
  "fs.promises.readFile": () => readSome(),
  "dns.lookup": () => promisify(lookup)("127.0.0.1"),
  "crypto.pbkdf2": () => promisify(pbkdf2)("word", "salt", 10, 32, "sha256"),
};

/** Does all of it, some times over. */
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
