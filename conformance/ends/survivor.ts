// Whoever survives: its poller must work as before, and nothing may be left of what has ended.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { BackendModule, Poller } from "../src/adapter.ts";
import { sleep, within } from "./context.ts";

type Pipe = readonly [reader: number, writer: number];

const BYTE = Uint8Array.of(1);

export class Survivor {
  /** Registered level-triggered; it may be shared with what ends. */
  readonly shared: Pipe;
  readonly #module: BackendModule;
  readonly #poller: Poller;
  readonly #edge: Pipe;
  readonly #oneshot: Pipe;
  readonly #single: Pipe;

  constructor(module: BackendModule) {
    this.#module = module;
    this.#poller = new module.OsPoller({ interrupts: "retry" });
    this.shared = module.pipe();
    this.#edge = module.pipe();
    this.#oneshot = module.pipe();
    this.#single = module.pipe();
    this.#poller.add({ fd: this.shared[0], kind: 1 });
    this.#poller.add({ fd: this.#edge[0], kind: 2 }, { trigger: "edge" });
    this.#poller.add({ fd: this.#oneshot[0], kind: 2 }, { trigger: "oneshot" });
  }

  /** Everything that a poller does, once. */
  async check(): Promise<void> {
    this.#level();
    this.#onEdges();
    this.#once();
    await this.#asynchronously();
    await this.#alone();
    this.#tells([], "nothing is left");
  }

  close(): void {
    this.#poller.close();
    for (const fd of [this.shared, this.#edge, this.#oneshot, this.#single].flat()) this.#module.sys.close(fd);
  }

  #level(): void {
    const [reader, writer] = this.shared;
    this.#send(writer);
    for (let time = 0; time < 2; time++) this.#tells([reader], "level-triggered");
    this.#drain(reader);
  }

  #onEdges(): void {
    const [reader, writer] = this.#edge;
    this.#send(writer);
    this.#tells([reader], "edge-triggered");
    this.#tells([], "an edge is told once");
    this.#drain(reader);
  }

  #once(): void {
    const [reader, writer] = this.#oneshot;
    this.#send(writer);
    this.#tells([reader], "one-shot");
    this.#send(writer);
    this.#tells([], "a one-shot is told once");
    this.#poller.modify({ fd: reader, kind: 2 }, { trigger: "oneshot" });
    this.#tells([reader], "re-armed");
    this.#poller.modify({ fd: reader, kind: 2 }, { trigger: "oneshot" });
    this.#drain(reader);
  }

  async #asynchronously(): Promise<void> {
    const [reader, writer] = this.shared;
    const pending = this.#poller.waitAsync();
    await sleep(1);
    this.#send(writer);
    assert.deepEqual(descriptors(await within("an asynchronous wait", pending)), [reader]);
    this.#drain(reader);
    const woken = this.#poller.waitAsync();
    this.#poller.notify();
    assert.equal((await within("a wake of an asynchronous wait", woken)).woken, true);
    this.#poller.notify();
    assert.equal(this.#poller.wait(1_000).woken, true);
  }

  async #alone(): Promise<void> {
    const [reader, writer] = this.#single;
    const { readable, watch } = this.#module;
    const pending = readable(reader);
    this.#send(writer);
    assert.notEqual(await within("readable", pending), 0);
    const called = new Promise<void>((resolve) => {
      const watching = watch(reader, () => {
        watching.close();
        resolve();
      });
    });
    await within("a watch", called);
    this.#drain(reader);
  }

  #tells(fds: readonly number[], what: string): void {
    const told = descriptors(this.#poller.wait(fds.length === 0 ? 0 : 1_000));
    assert.deepEqual(told, fds, `the surviving poller, ${what}`);
  }

  #send(fd: number): void {
    assert.equal(this.#module.sys.write(fd, BYTE), 1);
  }

  #drain(fd: number): void {
    while (this.#module.sys.read(fd, new Uint8Array(64)) > 0);
  }
}

const descriptors = (ready: Iterable<{ readonly fd: number }>): number[] => Array.from(ready, ({ fd }) => fd);

/** What this process has: threads, and descriptors of the kinds that a poller or a program here opens, by number. */
export interface Held {
  /** By their numbers, their names. */
  readonly threads: ReadonlyMap<number, string>;
  readonly descriptors: ReadonlyMap<number, string>;
}

/** More of both than there were, which is no fault: what docs/design.md lists. */
export interface Allowance {
  readonly threads: number;
  readonly descriptors: number;
}

const NOTHING: Allowance = { threads: 0, descriptors: 0 };

function held(): Held {
  return {
    // The runtimes start compilers, collectors and threads of their pools, and open files of their own, at any time.
    threads: listed(
      "/proc/self/task",
      (id) =>
        /^(?!HeapHelper|JITWorker|ollector Thread|iou-|tokio-).*/.exec(
          readFileSync(`/proc/self/task/${id}/comm`, "utf8"),
        )?.[0],
    ),
    descriptors: listed(
      "/proc/self/fd",
      (fd) => /^(anon_inode|pipe|socket):.*/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[0],
    ),
  };
}

/** What a folder of numbers lists, and what each one is; without those that are nothing, or are gone by then. */
function listed(folder: string, whatIs: (name: string) => string | undefined): Map<number, string> {
  const all = new Map<number, string>();
  for (const name of readdirSync(folder)) {
    try {
      const what = whatIs(name);
      if (what !== undefined) all.set(Number(name), what);
    } catch {
      // Of the listing itself, or of a thread that has ended.
    }
  }
  return all;
}

/** A helper worker that is to end may load koffi first, and all that it has counts until then. */
const LOOKS_ALIKE = 12;

/** What it has once that has stopped to change. */
export async function settled(): Promise<Held> {
  let last = held();
  for (let same = 0; same < LOOKS_ALIKE; ) {
    await sleep(25);
    const next = held();
    same = KINDS.every((kind) => next[kind].size === last[kind].size) ? same + 1 : 0;
    last = next;
  }
  return last;
}

const KINDS = ["threads", "descriptors"] as const;

/** How often it is looked whether what has ended has given everything back, each 25 ms: a helper worker that has not loaded koffi yet does so first. */
const LOOKS = 160;

/** What has just ended may give things back a little later. */
export async function assertNothingLeft(before: Held, what: string, allowed: Allowance = NOTHING): Promise<void> {
  const more = (now: Held, kind: (typeof KINDS)[number]) => now[kind].size - before[kind].size - allowed[kind];
  for (let time = 0; time < LOOKS && KINDS.some((kind) => more(held(), kind) > 0); time++) await sleep(25);
  const now = held();
  for (const kind of KINDS) {
    const since = [...now[kind]].filter(([number, name]) => before[kind].get(number) !== name);
    assert.ok(
      more(now, kind) <= 0,
      `${what}: ${more(now, kind)} ${kind} are left, among ${since.slice(0, 12).join(" ")}`,
    );
  }
}
