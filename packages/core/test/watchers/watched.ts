// A descriptor to watch, like a poller's: an epoll with an eventfd in it.

import { linux } from "../../../../generated/core/linux.ts";
import type { Backend, LinuxRawSys, LoopWatcher, OnReadable } from "../../src/backend/seam.ts";
import { wordOf } from "../../src/systems/memory.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLLIN, EFD_CLOEXEC, EFD_NONBLOCK } = linux.constants;

/** What the suite needs of a backend. */
export type Watching = Pick<Backend, "raw" | "allocate" | "layouts" | "watch">;

export class Watched {
  readonly epfd: number;
  readonly eventFd: number;
  readonly watcher: LoopWatcher;
  readonly #raw: LinuxRawSys;
  readonly #one = new Uint8Array(new BigUint64Array([1n]).buffer);
  readonly #count = new Uint8Array(8);

  constructor({ raw: anyRaw, allocate, layouts, watch }: Watching, onReadable: OnReadable) {
    const raw = anyRaw as LinuxRawSys;
    this.#raw = raw;
    const layout = layouts.epoll_event!;
    const event = allocate(layout.size);
    event.words[wordOf(layout.fields.events!)] = EPOLLIN;
    this.epfd = raw.epoll_create1(EPOLL_CLOEXEC);
    this.eventFd = raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    raw.epoll_ctl(raw.bind_epoll_ctl(this.epfd, event), EPOLL_CTL_ADD, this.eventFd);
    this.watcher = watch(this.epfd, onReadable);
  }

  makeReadable(): void {
    this.#raw.write(this.eventFd, this.#one, 0, 8);
  }

  drain(): void {
    this.#raw.read(this.eventFd, this.#count, 0, 8);
  }

  close(): void {
    this.watcher.close();
    this.#raw.close(this.eventFd);
    this.#raw.close(this.epfd);
  }
}

export async function load(module: string): Promise<Watching> {
  const { opened } = (await import(module)) as { opened: Watching };
  return opened;
}
