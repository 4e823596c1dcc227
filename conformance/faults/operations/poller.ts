// What a poller does without waiting for anything.

import type { BackendModule, Poller, PollerOptions } from "../../src/adapter.ts";
import { AS_EVER, client, type Expected, type Operation, type Prepared, throwing } from "../operation.ts";

/** The most events that a poller of these tests fetches. */
const SMALL: PollerOptions = { maxEvents: 8 };

/** Registrations of a pipe with a poller. */
interface World {
  readonly module: BackendModule;
  readonly poller: Poller;
  readonly reader: number;
  readonly writer: number;
}

function worldOf(module: BackendModule, options: PollerOptions = {}): World {
  const [reader, writer] = module.pipe();
  return { module, poller: new module.OsPoller({ ...SMALL, ...options }), reader, writer };
}

/** What the poller has registered in the end is undone whatever came of it. */
function forget({ poller }: World, ...fds: number[]): void {
  for (const fd of fds) {
    try {
      poller.delete(fd);
    } catch {
      // It was not registered.
    }
  }
}

type Make = (world: World) => Omit<Prepared, "expected"> & { expected?: Prepared["expected"] };

function operation(name: string, make: Make, options?: PollerOptions): Operation {
  return {
    name,
    prepare({ module }) {
      const world = worldOf(module, options);
      return { expected: throwing, poller: world.poller, ...make(world) };
    },
  };
}

/** Linux before 5.12 says EINVAL of a poller that nests too deeply: to add says ELOOP for it. */
const adding: Prepared["expected"] = (call, error) => throwing(call, error === "EINVAL" ? "ELOOP" : error);

/** What cannot be polled was never registered. */
const changing: Prepared["expected"] = (call, error) => throwing(call, error === "EPERM" ? "ENOENT" : error);

/** The counts of a batch. */
function counted(poller: Poller, timeoutMs: number): unknown {
  const { length, interrupted, woken } = poller.wait(timeoutMs);
  return { length, interrupted, woken };
}

const waiting: Prepared["expected"] = (call, error): Expected =>
  error === "EINTR" ? { returns: { length: 0, interrupted: true, woken: false } } : throwing(call, error);

export const pollerOperations: readonly Operation[] = [
  {
    name: "new OsPoller",
    prepare({ module }) {
      let made: Poller | undefined;
      return {
        act() {
          made = new module.OsPoller(SMALL);
          return made.size;
        },
        end() {
          made?.close();
          made = undefined;
        },
        expected: throwing,
      };
    },
  },
  {
    name: "close",
    prepare({ module }) {
      let made: Poller;
      return {
        begin() {
          made = new module.OsPoller(SMALL);
        },
        act: () => made.close(),
        // Whatever close(2) says, the descriptor is closed: to try again might close another's.
        expected: AS_EVER,
      };
    },
  },
  operation("add", (world) => ({
    act: () => world.poller.add(client(world.module, world.reader)),
    end: () => forget(world, world.reader),
    expected: adding,
  })),
  operation("add with Priority", (world) => ({
    act: () => {
      world.poller.add(client(world.module, world.reader), { interest: world.module.Interest.Priority });
    },
    end: () => forget(world, world.reader),
    // What asks whether a look would consume the event only decides in which way it is watched.
    expected: (call, error) => (call.name === "epoll_ctl" ? adding(call, error) : "as ever"),
  })),
  operation("modify", (world) => ({
    begin: () => world.poller.add(client(world.module, world.reader)),
    act: () => world.poller.modify(client(world.module, world.reader), { trigger: "edge" }),
    end: () => forget(world, world.reader),
    expected: changing,
  })),
  operation("set what is not registered", (world) => ({
    act: () => world.poller.set(client(world.module, world.reader)),
    end: () => forget(world, world.reader),
    // If it is registered already, it is modified: and the kernel then says that it is not.
    expected: (call, error) => (error === "EEXIST" ? throwing(call, "ENOENT") : adding(call, error)),
  })),
  operation("set what is registered", (world) => ({
    begin: () => world.poller.add(client(world.module, world.reader)),
    act: () => world.poller.set(client(world.module, world.reader), { trigger: "edge" }),
    end: () => forget(world, world.reader),
    // If it is not registered, it is added: and the kernel then says that it is.
    expected: (call, error) =>
      error === "ENOENT" || error === "EPERM" ? throwing(call, "EEXIST") : throwing(call, error),
  })),
  operation("delete", (world) => ({
    begin: () => world.poller.add(client(world.module, world.reader)),
    act: () => world.poller.delete(world.reader),
    end() {
      // It counts as deleted, although the kernel still has it: the number may have another owner by now.
      world.poller.set(client(world.module, world.reader));
      forget(world, world.reader);
    },
    expected: changing,
  })),
  operation("registerAll", (world) => {
    const fds = [world.reader, world.writer, ...world.module.pipe()];
    return {
      act: () => world.poller.registerAll(fds.map((fd) => client(world.module, fd))),
      end: () => forget(world, ...fds),
      expected: adding,
    };
  }),
  operation("deleteAll", (world) => {
    const fds = [world.reader, world.writer, ...world.module.pipe()];
    return {
      begin: () => world.poller.registerAll(fds.map((fd) => client(world.module, fd))),
      act: () => world.poller.deleteAll(fds),
      end() {
        for (const fd of fds) world.poller.set(client(world.module, fd));
        forget(world, ...fds);
      },
      expected: changing,
    };
  }),
  operation("notify", (world) => ({
    act: () => world.poller.notify(),
    end: () => world.poller.wait(0),
    expected: AS_EVER,
  })),
  operation("notify, then wait", (world) => ({
    act() {
      world.poller.notify();
      return counted(world.poller, 0);
    },
    expected(call, error) {
      if (!call.name.startsWith("write")) return waiting(call, error);
      // A count that is at its maximum wakes too, and so would have been written before.
      return error === "EINTR" ? "as ever" : { returns: { length: 0, interrupted: false, woken: false } };
    },
    end: () => world.poller.wait(0),
  })),
  operation("wake", (world) => ({
    act: () => world.module.wake(world.poller.waker),
    end: () => world.poller.wait(0),
    expected: AS_EVER,
  })),
];

/** The same pollers, waiting. */
export const waitOperations: readonly Operation[] = [
  operation("wait", (world) => ({
    begin() {
      world.poller.add(client(world.module, world.writer), { interest: world.module.Interest.Writable });
    },
    act: () => counted(world.poller, 0),
    end: () => forget(world, world.writer),
    expected: waiting,
  })),
  operation("wait with a fraction", (world) => ({
    act: () => counted(world.poller, 0.25),
    expected: waiting,
  })),
  operation(
    "wait that throws EINTR",
    (world) => ({
      act: () => counted(world.poller, 1),
      expected: throwing,
    }),
    { interrupts: "throw" },
  ),
  operation(
    "wait that goes on after EINTR",
    (world) => ({
      begin() {
        world.poller.add(client(world.module, world.writer), { interest: world.module.Interest.Writable });
      },
      act: () => counted(world.poller, 20),
      end: () => forget(world, world.writer),
      expected: (call, error) => (error === "EINTR" ? "as ever" : throwing(call, error)),
    }),
    { interrupts: "retry" },
  ),
  operation(
    "wait that spins",
    (world) => ({
      act: () => counted(world.poller, 1),
      expected: waiting,
    }),
    { spin: 100 },
  ),
  operation("wait past stale events", (world) => {
    const { module, poller } = world;
    let left: readonly number[] = [];
    return {
      begin() {
        // Closed without delete while a duplicate is open: epoll(7), question 6.
        const [reader, writer] = module.pipe();
        poller.add(client(module, writer), { interest: module.Interest.Writable });
        left = [reader, module.sys.dup(writer)];
        module.sys.close(writer);
        forget(world, writer);
      },
      act: () => counted(poller, 8),
      end() {
        for (const fd of left) module.sys.close(fd);
      },
      // What fails three times would strike pauses and waits.
      isForeign: ({ name, times }) => name.includes("wait") && times > 1,
      // A pause that cannot be had as it should is a plain sleep.
      expected(call, error) {
        const isPause = call.name.startsWith("epoll_create") || call.name === "epoll_ctl" || call.fd !== poller.fd;
        if (!isPause) return waiting(call, error);
        return error === "EINTR" && call.name.startsWith("epoll_") && !isOpening(call.name)
          ? waiting(call, error)
          : "as ever";
      },
    };
  }),
  operation("what an error means", (world) => {
    const { module, poller } = world;
    let fds: readonly [number, number];
    return {
      begin() {
        fds = module.pipe();
        poller.add(client(module, fds[1]), { interest: module.Interest.Writable });
        module.sys.close(fds[0]);
        poller.wait(0);
      },
      act: () => {
        const ready = poller.wait(0);
        return { length: ready.length, readiness: ready.length === 0 ? 0 : ready.readiness(0) };
      },
      end() {
        forget(world, fds[1]);
        module.sys.close(fds[1]);
      },
      expected(call, error) {
        if (call.name !== "fcntl") {
          return error === "EINTR" ? { returns: { length: 0, readiness: 0 } } : throwing(call, error);
        }
        // It counts as no pipe then.
        const { Readiness } = module;
        return { returns: { length: 1, readiness: Readiness.Writable | Readiness.Error } };
      },
    };
  }),
];

const isOpening = (name: string): boolean => name === "epoll_create1" || name === "epoll_ctl";
