// Waits for single descriptors: ready, watch, release. One poller serves all of them.

import type { BackendModule } from "../../src/adapter.ts";
import { epollOf } from "../descriptors.ts";
import {
  type Expected,
  type Failing,
  type Operation,
  type Prepared,
  type Subject,
  throwing,
  WAIT_MS,
} from "../operation.ts";
import { ADD, DELETE, endsProcess, isBelieved, ONE, rearming, watching } from "./waits.ts";

const WAITING = { timeoutMs: WAIT_MS };

/** The poller's number and a pipe; the poller is open already, and its first wait was. */
interface World extends Subject {
  readonly epoll: number;
  readonly reader: number;
  readonly writer: number;
}

/** What comes of a call on the poller that serves the waits. */
function registering(call: Failing, error: string): Expected {
  // By adding it finds out whether the number is still the same file's. If it is not there after all, it was the poller's own.
  if (call.operation === ADD)
    return throwing(call, error === "EINVAL" ? "ELOOP" : error === "EEXIST" ? "EINVAL" : error);
  if (call.operation === DELETE) return "as ever";
  if (error === "ENOENT" || error === "EPERM") return { throws: "ERR_DESCRIPTOR_RELEASED", syscall: undefined };
  return throwing(call, error);
}

/** The same where another wait has the descriptor registered, so that EEXIST is the truth. */
function besides(call: Failing, error: string): Expected {
  return call.operation === ADD && error === "EEXIST" ? "as ever" : registering(call, error);
}

function ofDescriptor(name: string, make: (world: World) => Omit<Prepared, "expected"> & Partial<Prepared>): Operation {
  return {
    name,
    prepare(subject) {
      const { module } = subject;
      const [reader, writer] = module.pipe();
      module.readable(reader, WAITING).catch(() => {});
      const epoll = epollOf(reader);
      module.release(reader);
      const world = { ...subject, epoll, reader, writer };
      return {
        expected: (call, error) => (call.fd === epoll ? registering(call, error) : rearming(subject, call, error)),
        isForeign: (call, error) => isBelieved(subject, call, error) || endsProcess(subject, call, error),
        ...make(world),
      };
    },
  };
}

/** Ends what waits for the reader, and empties it. */
function ending({ module, reader }: World): () => void {
  return () => {
    module.release(reader);
    module.sys.read(reader, new Uint8Array(8));
  };
}

export const descriptorOperations: readonly Operation[] = [
  {
    name: "the first readable",
    prepare(subject) {
      const [reader, writer] = subject.module.pipe();
      let module: BackendModule;
      subject.module.sys.write(writer, ONE);
      return {
        begin() {
          module = subject.fresh();
        },
        act: () => module.readable(reader, WAITING),
        async end() {
          // What the first attempt opened is used, or it was closed.
          await module.readable(reader, WAITING);
          module.release(reader);
        },
        // The second to be added is the descriptor.
        expected: (call, error) =>
          call.name === "epoll_ctl" && call.operation === ADD && call.skip === 1 && !subject.isRuntimes(call.fd)
            ? registering(call, error)
            : watching(subject, call, error),
        isForeign: (call, error) => isBelieved(subject, call, error) || endsProcess(subject, call, error),
      };
    },
  },
  ofDescriptor("readable", (world) => ({
    begin: () => void world.module.sys.write(world.writer, ONE),
    act: () => world.module.readable(world.reader, WAITING),
    end: ending(world),
  })),
  ofDescriptor("writable, beside a readable", (subject) => {
    const { module, epoll } = subject;
    const [one, other] = module.socketPair();
    let pending: Promise<unknown>;
    return {
      begin() {
        pending = module.readable(one, { timeoutMs: 50 }).catch(() => {});
      },
      act: () => module.writable(one, WAITING),
      expected: (call, error) => (call.fd === epoll ? besides(call, error) : rearming(subject, call, error)),
      async end() {
        // It waits on, or was told that it cannot.
        module.sys.write(other, ONE);
        await pending;
        module.release(one);
        module.sys.read(one, new Uint8Array(8));
      },
    };
  }),
  ofDescriptor("watch", (world) => ({
    begin: () => void world.module.sys.write(world.writer, ONE),
    act: () =>
      new Promise<number>((resolve) => {
        const watch = world.module.watch(world.reader, (readiness) => {
          watch.close();
          resolve(readiness);
        });
      }),
    end: ending(world),
  })),
  ofDescriptor("a watch that is armed again", (world) => {
    let watch: ReturnType<BackendModule["watch"]>;
    let told: (readiness: number) => void;
    return {
      begin() {
        watch = world.module.watch(world.reader, (readiness) => told(readiness), { trigger: "edge-oneshot" });
        watch.interest = 0;
        world.module.sys.write(world.writer, ONE);
      },
      act() {
        watch.interest = world.module.Interest.Readable;
        return new Promise<number>((resolve) => {
          told = resolve;
        });
      },
      end() {
        watch.close();
        ending(world)();
      },
      expected(_, error) {
        // It was closed without release.
        if (["EBADF", "ENOENT", "EPERM"].includes(error)) return "silence";
        // An uncaught exception: a watch has no other way to tell.
        return throwing({ name: "epoll_ctl" }, error);
      },
    };
  }),
  ofDescriptor("readable, beside a watch for edges", (world) => {
    let watch: ReturnType<BackendModule["watch"]>;
    return {
      begin() {
        watch = world.module.watch(world.reader, () => {}, { trigger: "edge" });
        world.module.sys.write(world.writer, ONE);
      },
      act: () => world.module.readable(world.reader, WAITING),
      // What is said three times is said to its own poller, too.
      isForeign: (call, error) => call.times > 1 && (error === "EEXIST" || isBelieved(world, call, error)),
      end() {
        watch.close();
        ending(world)();
      },
      expected(call, error) {
        if (call.fd === world.epoll) return besides(call, error);
        // It looks through a poller of its own: its wake descriptor is added first, then the descriptor.
        if (call.name === "epoll_ctl" && call.operation === ADD && call.skip === 2 && error === "EINVAL") {
          return throwing(call, "ELOOP");
        }
        return watching({ ...world, isRuntimes: () => false }, { ...call, skip: 0 }, error);
      },
    };
  }),
  ofDescriptor("release", ({ module, reader }) => ({
    begin: () => void module.readable(reader, WAITING).catch(() => {}),
    act: () => module.release(reader),
    expected: () => "as ever",
  })),
];
