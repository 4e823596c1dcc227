// A descriptor to watch, like a poller's: an epoll or a kqueue with a pipe in it, as the backend's system has them.

import { darwin } from "../../../../generated/core/darwin.ts";
import { linux } from "../../../../generated/core/linux.ts";
import {
  type Backend,
  type DarwinRawSys,
  type LinuxRawSys,
  type LoopWatcher,
  NO_BLOCK,
  type OnReadable,
} from "../../src/backend/seam.ts";
import { Changes } from "../../src/systems/darwin/changes.ts";
import { wordOf } from "../../src/systems/memory.ts";
import type { DarwinHost } from "../../src/systems/system.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLLIN } = linux.constants;
const { EV_ADD, EVFILT_READ } = darwin.constants;

/** What the suite needs of a backend. */
export type Watching = Pick<Backend, "raw" | "allocate" | "layouts" | "watch">;

/** An epoll that waits for the descriptor. */
function epollOf({ raw: anyRaw, allocate, layouts }: Watching, fd: number): number {
  const raw = anyRaw as LinuxRawSys;
  const layout = layouts.epoll_event!;
  const event = allocate(layout.size);
  event.words[wordOf(layout.fields.events!)] = EPOLLIN;
  const poller = raw.epoll_create1(EPOLL_CLOEXEC);
  raw.epoll_ctl(raw.bind_epoll_ctl(poller, event), EPOLL_CTL_ADD, fd);
  return poller;
}

function kqueueOf({ raw: anyRaw, allocate, layouts }: Watching, fd: number): number {
  const raw = anyRaw as DarwinRawSys;
  const changes = new Changes({ allocate, layouts } as Pick<DarwinHost, "allocate" | "layouts">, 1);
  changes.put(fd, EVFILT_READ, EV_ADD, 0, 0);
  const poller = raw.kqueue();
  raw.kevent(raw.bind_kevent(poller, changes.block, NO_BLOCK, NO_BLOCK), 1, 0);
  return poller;
}

export class Watched {
  /** The poller's. */
  readonly fd: number;
  readonly watcher: LoopWatcher;
  readonly #raw: Watching["raw"];
  readonly #ends = new Int32Array(2);
  readonly #byte = new Uint8Array(1);

  constructor(backend: Watching, onReadable: OnReadable) {
    const { raw, layouts, watch } = backend;
    this.#raw = raw;
    raw.pipe(this.#ends);
    this.fd = (layouts.epoll_event === undefined ? kqueueOf : epollOf)(backend, this.#ends[0]!);
    this.watcher = watch(this.fd, onReadable);
  }

  makeReadable(): void {
    this.#raw.write(this.#ends[1]!, this.#byte, 0, 1);
  }

  /** `makeReadable` without the watcher, which may then be collected. */
  writer(): () => void {
    const [raw, fd, byte] = [this.#raw, this.#ends[1]!, this.#byte];
    return () => void raw.write(fd, byte, 0, 1);
  }

  drain(): void {
    this.#raw.read(this.#ends[0]!, this.#byte, 0, 1);
  }

  close(): void {
    this.watcher.close();
    for (const fd of this.#ends) this.#raw.close(fd);
    this.#raw.close(this.fd);
  }
}

export async function load(module: string): Promise<Watching> {
  const { opened } = (await import(module)) as { opened: Watching };
  return opened;
}
