// Backends with one planted fault each, made from a real one, to show that the suite finds such faults.

import type { Adapter, BackendModule, Poller } from "@pollio/conformance";
import { type Backend, type Bound, createModule, instrumented, type LinuxRawSys as RawSys } from "@pollio/core/backend";
import { adapter as sound } from "@pollio/koffi/adapter";
import { linux } from "../../generated/core/linux.ts";
import { opened } from "../../packages/koffi/src/backend.ts";

const backend = opened as Backend<RawSys>;
const { raw } = backend;
const DATA = backend.layouts.epoll_event!.fields.data!.offset / Int32Array.BYTES_PER_ELEMENT;

type Observer = (address: number, capacity: number) => void;

/** Without a url, because worker threads and child processes would import the sound backend. */
function faulty(name: string, make: (observer?: Observer) => object): Adapter {
  return {
    name,
    module: { ...sound.module, ...make() } as unknown as BackendModule,
    instrument: (observer) => ({ ...sound.module, ...make(observer) }) as unknown as BackendModule,
  };
}

/** The first events that a wait wrote, as words. */
function firstEvents({ memory: [events] }: Bound, count: number): Int32Array {
  return events!.words.subarray(0, (count * backend.layouts.epoll_event!.size) / Int32Array.BYTES_PER_ELEMENT);
}

function moduleOf(changed: Partial<Backend<RawSys>>, observer?: Observer): object {
  const whole: Backend<RawSys> = { ...backend, ...changed };
  return observer === undefined ? createModule(whole) : instrumented(whole, observer);
}

/** Changes the low word of the user data on its way into the kernel. */
function withLowWord(change: (low: number) => number): RawSys {
  return {
    ...raw,
    epoll_ctl(bound, op, fd) {
      const { words } = bound.memory[0]!;
      words[DATA] = change(words[DATA]!);
      return raw.epoll_ctl(bound, op, fd);
    },
  };
}

/** Tags have one bit too few: those from 128 on lose their highest bit. */
const narrowTags = faulty("narrow tags", (observer) => moduleOf({ raw: withLowWord((low) => low & ~0x80) }, observer));

/** The two kinds of the spec are swapped: a tag comes back with its two low bits exchanged. */
const swappedTags = faulty("swapped tags", (observer) =>
  moduleOf({ raw: withLowWord((low) => ((low & 3) === 1 || (low & 3) === 2 ? low ^ 3 : low)) }, observer),
);

/** Words with 7 bits for the tag instead of 8; what the kernel gets is correct. */
const narrowWords = faulty("narrow words", (observer) => {
  const module = moduleOf({}, observer) as BackendModule;
  const { prototype } = module.EventObject as unknown as { prototype: object };
  class EventObject extends (module.EventObject as unknown as new (
    fd: number,
    kind: 1 | 2,
  ) => { fd: number; kind: number }) {
    encode(): number {
      return this.fd * 128 + this.kind;
    }
    static decode(data: number | bigint): object {
      const word = Number(data);
      return new EventObject(Math.floor(word / 128), (word % 128) as 1);
    }
    static server(fd: number): object {
      return new EventObject(fd, 1);
    }
    static client(fd: number): object {
      return new EventObject(fd, 2);
    }
    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.isPrototypeOf.call(prototype, value as object);
    }
  }
  return { ...module, EventObject };
});

/** The packed epoll_event of x86-64 where it is not packed, and the reverse. */
const wrongLayout = faulty("wrong layout", (observer) => {
  const right = backend.layouts.epoll_event!;
  const packed = right.size === 12;
  const epoll_event = {
    size: packed ? 16 : 12,
    align: packed ? 8 : 1,
    fields: { events: right.fields.events!, data: { ...right.fields.data!, offset: packed ? 8 : 4 } },
  };
  // Room for either layout, so that the kernel does not write out of bounds.
  const allocate: Backend["allocate"] = (bytes) => backend.allocate(bytes * 2);
  return moduleOf({ layouts: { ...backend.layouts, epoll_event }, allocate }, observer);
});

/** Waits of less than a tenth of a second that end at once. Half of their time might still be too long on a busy machine. */
const earlyWaits = faulty("early waits", (observer) => {
  const wait: RawSys["epoll_wait"] = (bound, timeout) =>
    raw.epoll_wait(bound, timeout > 0 && timeout < 100 ? 0 : timeout);
  return moduleOf({ raw: { ...raw, epoll_wait: wait } }, observer);
});

/** Asks the kernel for more than the cap and discards the rest. */
const cutSurplus = faulty("cut surplus", (observer) => {
  const { size } = backend.layouts.epoll_event!;
  const wide = new WeakMap<Bound, { bound: Bound; maxevents: number }>();
  const bind: RawSys["bind_epoll_wait"] = (epfd, events, maxevents) => {
    const given = raw.bind_epoll_wait(epfd, events, maxevents);
    const room = backend.allocate((maxevents + 8) * size);
    wide.set(given, { bound: raw.bind_epoll_wait(epfd, room, maxevents + 8), maxevents });
    return given;
  };
  const wait: RawSys["epoll_wait"] = (given, timeout) => {
    const { bound, maxevents } = wide.get(given)!;
    const result = Math.min(raw.epoll_wait(bound, timeout), maxevents);
    if (result > 0) given.memory[0]!.words.set(firstEvents(bound, result));
    return result;
  };
  return moduleOf({ raw: { ...raw, bind_epoll_wait: bind, epoll_wait: wait } }, observer);
});

/** A close that leaves the wake-up descriptor open. */
export const leakyClose = faulty("leaky close", (observer) => {
  const wakers = new Set<number>();
  return moduleOf(
    {
      raw: {
        ...raw,
        eventfd(initial, flags) {
          const fd = raw.eventfd(initial, flags);
          wakers.add(fd);
          return fd;
        },
        close: (fd) => (wakers.delete(fd) ? 0 : raw.close(fd)),
      },
    },
    observer,
  );
});

/** Each wait has the kernel write into memory of its own, and copies. */
const freshBuffer = faulty("fresh buffer", (observer) => {
  const { size } = backend.layouts.epoll_event!;
  const givens = new WeakMap<Bound, { epfd: number; maxevents: number }>();
  // Keeps the last ones: freed memory might be allocated again at the same address.
  const kept: unknown[] = [];
  let waits = 0;
  const bind: RawSys["bind_epoll_wait"] = (epfd, events, maxevents) => {
    const given = raw.bind_epoll_wait(epfd, events, maxevents);
    givens.set(given, { epfd, maxevents });
    return given;
  };
  const wait: RawSys["epoll_wait"] = (given, timeout) => {
    const { epfd, maxevents } = givens.get(given)!;
    const fresh = raw.bind_epoll_wait(epfd, backend.allocate(maxevents * size), maxevents);
    observer?.(backend.addressOf(fresh.memory[0]!.words.buffer), maxevents);
    const result = raw.epoll_wait(fresh, timeout);
    if (result > 0) given.memory[0]!.words.set(firstEvents(fresh, result));
    kept[waits++ % 4] = fresh;
    return result;
  };
  return moduleOf({ raw: { ...raw, bind_epoll_wait: bind, epoll_wait: wait } });
});

/** A bulk change does not stop at a refusal, though it reports it. */
const recklessBatch = faulty("reckless batch", (observer) => {
  const change = backend.allocate(backend.layouts.epoll_event!.size);
  const controlAll: Backend["controlAll"] = (epfd, op, mask, changes, count) => {
    const control = raw.bind_epoll_ctl(epfd, change);
    const { epoll_ctl } = raw;
    let refused = count;
    for (let index = 0, at = 0; index < count; index++, at += 3) {
      change.words[0] = mask;
      change.words[DATA] = changes[at + 1]!;
      change.words[DATA + 1] = changes[at + 2]!;
      const result = epoll_ctl(control, op, changes[at]!);
      if (result >= 0 || refused < count) continue;
      changes[at + 1] = result;
      refused = index;
    }
    return refused;
  };
  return moduleOf({ controlAll }, observer);
});

/** Fractions of a millisecond are cut off. */
const cutFractions = faulty("cut fractions", (observer) => {
  const wait: RawSys["epoll_pwait2"] = (epfd, events, maxevents, timeout) => {
    const words = timeout.words as Int32Array;
    const at = backend.layouts.timespec!.fields.tv_nsec!.offset / Int32Array.BYTES_PER_ELEMENT;
    words[at]! -= words[at]! % 1e6;
    return raw.epoll_pwait2(epfd, events, maxevents, timeout);
  };
  return moduleOf({ raw: { ...raw, epoll_pwait2: wait } }, observer);
});

/** Interest 0 reports data, a half-close is reported to readers only, and nothing is exclusive. */
const wrongMasks = faulty("wrong masks", (observer) => {
  const { EPOLLIN, EPOLLRDHUP, EPOLLEXCLUSIVE, EPOLL_CTL_DEL } = linux.constants;
  const epoll_ctl: RawSys["epoll_ctl"] = (bound, op, fd) => {
    const { words } = bound.memory[0]!;
    if (op !== EPOLL_CTL_DEL) {
      if (words[0] === 0) words[0] = EPOLLIN;
      words[0]! &= ~((words[0]! & EPOLLIN) === 0 ? EPOLLRDHUP | EPOLLEXCLUSIVE : EPOLLEXCLUSIVE);
    }
    return raw.epoll_ctl(bound, op, fd);
  };
  return moduleOf({ raw: { ...raw, epoll_ctl } }, observer);
});

/**
 * A poller with books of its own: `set` changes nothing, `size` counts the waker, what is listed is one object a descriptor, with the
 * interest that is implied. `events` has no options, and a mask tells how the poller marks events.
 */
const sloppyBooks = faulty("sloppy books", (observer) => {
  const module = moduleOf({}, observer) as BackendModule;
  class OsPoller extends module.OsPoller {
    readonly #listed = new Map<number, object>();
    override set(...[event, options]: Parameters<Poller["set"]>): void {
      try {
        this.add(event, options);
      } catch (error) {
        if ((error as { code: string }).code !== "EEXIST") throw error;
      }
    }
    override get size(): number {
      return super.size + 1;
    }
    override *registrations(): ReturnType<Poller["registrations"]> {
      for (const entry of super.registrations()) {
        const listed = this.#listed.get(entry.fd) ?? {};
        this.#listed.set(entry.fd, listed);
        yield Object.assign(listed, entry, { interest: entry.interest | ((entry.interest & 1) << 3) });
      }
    }
    override events(): ReturnType<Poller["events"]> {
      return this[Symbol.asyncIterator]();
    }
    override wait(timeoutMs: number): ReturnType<Poller["wait"]> {
      const ready = super.wait(timeoutMs);
      // A case freezes the batch.
      if (!Object.isExtensible(ready)) return ready;
      const mask = (index: number) => Object.getPrototypeOf(ready).mask.call(ready, index) | 0x10000;
      return Object.defineProperty(ready, "mask", { value: mask, configurable: true });
    }
  }
  return { ...module, OsPoller };
});
/** A module whose waits for single descriptors are changed. */
function faultyDescriptors(name: string, change: (module: BackendModule) => Partial<BackendModule>): Adapter {
  return faulty(name, (observer) => {
    const module = moduleOf({}, observer) as BackendModule;
    return { ...module, ...change(module) };
  });
}

/** Promises end after half of their time. */
const hastyPromises = faultyDescriptors("hasty promises", ({ readable }) => ({
  readable: (fd, options) => {
    const { timeoutMs } = options ?? {};
    return readable(
      fd,
      timeoutMs === undefined ? options : { ...options, timeoutMs: timeoutMs > 0 ? timeoutMs / 2 : timeoutMs },
    );
  },
}));

/** A watch that can neither be paused nor armed again. */
const fixedWatches = faultyDescriptors("fixed watches", ({ watch }) => ({
  watch: (...args) => {
    const watching = watch(...args);
    const { interest } = watching;
    Object.defineProperty(watching, "interest", { get: () => interest, set: () => {} });
    return watching;
  },
}));

/** Callbacks are called within `watch` where something is ready. */
const eagerWatches = faultyDescriptors("eager watches", ({ watch, sys, errno }) => ({
  watch: (fd, callback, options) => {
    const watching = watch(fd, callback, options);
    if (options?.interest === undefined && sys.read(fd, new Uint8Array(0)) !== -errno.EAGAIN!) callback(1, fd);
    return watching;
  },
}));

/** The faults whose failing cases are all listed, by name. */
export const faults = {
  narrowTags,
  swappedTags,
  narrowWords,
  wrongLayout,
  earlyWaits,
  cutSurplus,
  freshBuffer,
  recklessBatch,
  cutFractions,
  wrongMasks,
  sloppyBooks,
  hastyPromises,
  fixedWatches,
  eagerWatches,
};
