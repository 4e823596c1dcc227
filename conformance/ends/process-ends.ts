// A process that ends while all kinds of waits are pending in it, in its main thread and in workers; and one that crashes while it shares
// descriptors with another.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import type { BackendModule } from "../src/adapter.ts";
import {
  type Context,
  loaded,
  nextMessage,
  now,
  readOnce,
  say,
  sleep,
  startWorker,
  wakeOnce,
  within,
} from "./context.ts";
import { assertNothingLeft, Survivor, settled } from "./survivor.ts";

export interface Holds {
  readonly blocks: boolean;
  readonly reader: number;
}

/** Waits in every way, says so, and ends as `how` says, or waits for a signal to end it. */
export async function processEnds({ module, url, how }: Context): Promise<undefined> {
  const [reader, writer] = module.pipe();
  const workers = [true, false].map((blocks) => startWorker(url, "holds", { blocks, reader } satisfies Holds));
  await Promise.all(workers.map((worker) => nextMessage(worker)));
  await sleep(10);
  const [callback, trigger] = module.pipe();
  const poller = new module.OsPoller();
  poller.add({ fd: reader, kind: 1 });
  module.watch(reader, () => {});
  void module.readable(reader);
  if (how === "in a watch") {
    module.watch(callback, () => {
      module.sys.read(callback, new Uint8Array(8));
      process.exit(7);
    });
  }
  if (how === "throw in a watch") module.watch(callback, fails);
  if (how === "reject") void module.readable(callback).then(fails);
  if (how !== "blocked") void poller.waitAsync();
  say({ pending: how });
  if (how === "blocked") for (;;) poller.wait(-1);
  await sleep(20);
  if (how === "exit") process.exit(7);
  if (how === "throw") setTimeout(fails);
  if (how === "abort") process.abort();
  module.sys.write(trigger, Uint8Array.of(1));
  // Both ends stay open, whatever a collector thinks of it.
  setInterval(() => writer, 1_000);
}

function fails(): never {
  throw new Error("thrown on purpose");
}

/** A worker that waits for good. */
export async function holds(url: string, { blocks, reader }: Holds): Promise<void> {
  const module = await loaded(url);
  const { OsPoller, readable, watch } = module;
  const poller = new OsPoller();
  await wakeOnce(poller);
  await readOnce(module);
  poller.add({ fd: reader, kind: 1 });
  watch(reader, () => {});
  void readable(reader);
  if (!blocks) void poller.waitAsync();
  parentPort!.postMessage("ready");
  while (blocks) poller.wait(-1);
}

/** `how` is the command that starts this program in the same runtime. */
export async function crashes({ module, url, rounds, how }: Context): Promise<Record<string, unknown>> {
  const command = JSON.parse(how) as string[];
  const survivor = new Survivor(module);
  await survivor.check();
  await crashOne(module, survivor, command, url);
  const before = await settled();
  for (let round = 0; round < rounds; round++) await crashOne(module, survivor, command, url);
  await assertNothingLeft(before, "crashes");
  survivor.close();
  return { crashes: rounds };
}

async function crashOne(module: BackendModule, survivor: Survivor, command: string[], url: string): Promise<void> {
  const { sys, listenTcp, accept, readable, socketPair, release } = module;
  const path = join(tmpdir(), `pollio-ends-${process.pid}-${Math.trunc(now())}`);
  const server = listenTcp({ path });
  const [file, ...args] = command;
  const child = spawn(file!, [...args, url, "sharer", "1", path], { stdio: ["ignore", "ignore", "ignore"] });
  const exit = exitOf(child);
  await within("the child connects", readable(server), 20_000);
  const connection = accept(server);
  const [end, given] = socketPair();
  const fds = Int32Array.of(survivor.shared[0], given);
  assert.equal(sys.sendFds(connection, new Uint8Array(1), fds), 1);
  sys.close(given);
  await within("the child waits", readable(connection), 20_000);
  const byte = new Uint8Array(1);
  assert.equal(sys.read(connection, byte), 1);
  await sleep(10);
  await survivor.check();
  // From here on the child does what it was told: it ends at once, without closing anything.
  sys.write(connection, byte);
  const poller = new module.OsPoller();
  poller.add({ fd: end, kind: 1 }, { trigger: "edge" });
  const ready = await within("the end of what only the child held", poller.waitAsync());
  assert.notEqual(ready.readiness(0) & module.Readiness.ReadClosed, 0);
  assert.equal(await within("the child's end", exit), "SIGABRT");
  await survivor.check();
  poller.close();
  for (const fd of [connection, server]) release(fd);
  for (const fd of [connection, server, end]) sys.close(fd);
  rmSync(path, { force: true });
}

function exitOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ?? code));
  });
}

/** The child: takes descriptors, waits for them in every way, and aborts when it is told to. `how` is where the parent listens. */
export async function sharer({ module, how }: Context): Promise<undefined> {
  const { sys, connectTcp, readable, watch } = module;
  const connection = connectTcp({ path: how });
  await readable(connection);
  const fds = new Int32Array(2);
  assert.equal(sys.recvFds(connection, new Uint8Array(1), fds), 1);
  const poller = new module.OsPoller();
  for (const [index, fd] of fds.entries()) {
    poller.add({ fd, kind: 1 }, { trigger: index === 0 ? "edge" : "level" });
    watch(fd, () => {});
    void readable(fd);
  }
  void poller.waitAsync();
  sys.write(connection, new Uint8Array(1));
  await readable(connection);
  process.kill(process.pid, "SIGABRT");
}
