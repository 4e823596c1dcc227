// Asynchronous waits of a poller, by the host's event loop or by a thread in its place.

import { setTimeout as sleep } from "node:timers/promises";
import type { BackendModule, Poller } from "../../src/adapter.ts";
import { client, type Expected, type Failing, type Operation, type Subject, throwing, WAIT_MS } from "../operation.ts";

/** Of the event loop of a worker of Node's: two of a pipe, one epoll each for it and for io_uring, and what wakes it. */
const WORKER_DESCRIPTORS = 5;

/** Milliseconds after which another thread waits in the kernel. */
const LATER_MS = 5;

const SMALL = { maxEvents: 8 };
export const ONE = Uint8Array.of(1);
export const ADD = 1;
export const DELETE = 2;
/** What the C library's epoll_wait calls: arm64's kernel has no call of that name. */
const EPOLL_WAIT = process.arch === "arm64" ? "epoll_pwait" : "epoll_wait";
/** What uv_poll_init(3) asks of a descriptor. */
const FIONBIO = 0x5421;

/** Calls by which Deno's own loop comes to wait. */
const DENO_LOOP = ["eventfd2", "epoll_ctl", "fcntl"];

/** Where a call of Deno's own loop is refused, a thread takes over; that may be refused as well, and then says why. */
function byAnyMeans(call: Failing, error: string): Expected {
  const ofThread = error === "EINVAL" ? "ELOOP" : error === "EPERM" ? "ENOENT" : error;
  return { either: ["as ever", throwing(call, error), throwing(call, ofThread)] };
}

/** What the host's loop, or the thread in its place, says of a poller's descriptor that it is to watch. */
export function watching(subject: Subject, call: Failing, error: string): Expected {
  if (call.name.startsWith("io_")) return "as ever";
  if (subject.name === "deno" && !subject.takes && DENO_LOOP.includes(call.name)) return byAnyMeans(call, error);
  if (call.name.startsWith("epoll_") && call.name.includes("wait"))
    return error === "EINTR" ? "as ever" : throwing(call, error);
  if (call.name === "ioctl") return asking(call, error);
  if (call.name === "close") return "as ever";
  if (call.name === "clone3") return starting(subject, call, error);
  if (call.name !== "epoll_ctl") return throwing(call, error);
  if (subject.isRuntimes(call.fd)) return error === "EEXIST" ? "as ever" : throwing(call, error);
  // The first is the thread's own wake descriptor.
  if (call.operation === ADD)
    return throwing(call, error === "EINVAL" && (call.skip > 0 || subject.takes) ? "ELOOP" : error);
  return throwing(call, error === "EPERM" ? "ENOENT" : error);
}

/**
 * Of Node's workers it is not known why they cannot be started. glibc takes clone(2) where the kernel has no clone3(2), and says EAGAIN of what pthread_create(3) lists as "insufficient resources".
 */
function starting({ name }: Subject, call: Failing, error: string): Expected {
  const isWorker = name !== "napi" && process.versions.bun === undefined;
  if (isWorker && error !== "ENOSYS") return { throws: "ERR_WAIT_THREAD", syscall: undefined };
  return error === "ENOSYS" ? "as ever" : throwing(call, error === "ENOMEM" ? "EAGAIN" : error);
}

/** The loop is asked whether it still watches; where it says no, or has stopped in between, it is told to watch again, and asked again. */
export function rearming(subject: Subject, call: Failing, error: string): Expected {
  if (!subject.isRuntimes(call.fd) || error === "EEXIST") return watching(subject, call, error);
  return { either: ["as ever", throwing(call, error)] };
}

/** libuv takes ENOTTY for an answer; it does not say which of its calls failed. */
function asking(call: Failing, error: string): Expected {
  if (call.operation !== FIONBIO || error === "ENOTTY") return "as ever";
  return throwing({ name: "epoll_ctl" }, error);
}

/**
 * Calls of libuv's that end the process. uv_poll_init(3) asks the loop's epoll by adding and deleting, and cannot bear that it may not delete
 * what it has just added. koffi ends the process if uv_poll_init fails; pollio asks the loop before that.
 */
export function endsProcess({ name, isRuntimes }: Subject, call: Failing, error: string): boolean {
  if (name === "koffi" && call.name === "ioctl" && call.operation === FIONBIO) return error !== "ENOTTY";
  if (call.name !== "epoll_ctl" || !isRuntimes(call.fd)) return false;
  if (call.operation === DELETE || error === "EEXIST") return true;
  return name === "koffi" && call.skip + call.times > 1;
}

/**
 * What says three times that a poller's descriptor, or that of the thread in the loop's place, is not its own is believed: it is given up,
 * and not closed, because the number may be another's. Once is asked again.
 */
export function isBelieved(
  { isRuntimes }: Subject,
  { name, fd, operation, skip, times }: Failing,
  error: string,
): boolean {
  const isAsked = error === "EBADF" || error === "EINVAL" || skip > 1;
  return name === "epoll_ctl" && operation === ADD && times > 1 && isAsked && !isRuntimes(fd);
}

async function lengthOf(ready: Promise<{ readonly length: number }>): Promise<number> {
  return (await ready).length;
}

/** A poller whose first asynchronous wait finds something. */
function ready(module: BackendModule, writer: number): Poller {
  const poller = new module.OsPoller(SMALL);
  poller.add(client(module, writer), { interest: module.Interest.Writable });
  return poller;
}

export const asyncOperations: readonly Operation[] = [
  {
    name: "the first waitAsync",
    prepare(subject) {
      const { module } = subject;
      const [, writer] = module.pipe();
      let poller: Poller;
      return {
        begin() {
          poller = ready(module, writer);
        },
        act: () => lengthOf(poller.waitAsync(WAIT_MS)),
        end: () => poller.close(),
        expected(call, error) {
          // A thread that is gone without a word is missed by nobody.
          if (error === "death") return "silence";
          // Deno's pool does not say why a call failed: the same call is made here, and does not fail.
          return subject.name === "deno" && call.scope === "others" ? "as ever" : watching(subject, call, error);
        },
        // What was lent to the pool's thread stays its own.
        leaves: (_, error) => (error === "death" && subject.name === "deno" ? 1 : 0),
        isForeign: (call, error) => endsProcess(subject, call, error),
        later: [
          { name: EPOLL_WAIT, scope: "own", fd: () => poller.fd },
          { name: EPOLL_WAIT, scope: "others" },
          { name: EPOLL_WAIT, scope: "others", death: true },
        ],
      };
    },
  },
  {
    name: "a waitAsync beside another",
    prepare(subject) {
      const { module } = subject;
      const [reader, writer] = module.pipe();
      let pollers: Poller[] = [];
      let other: Promise<unknown>;
      return {
        async begin() {
          pollers = [new module.OsPoller(SMALL), new module.OsPoller(SMALL)];
          other = pollers[0]!.waitAsync(WAIT_MS).catch(() => {});
          pollers[1]!.add(client(module, reader));
          await sleep(LATER_MS);
        },
        act() {
          // After the poller has looked for itself, so that a thread looks for it, if one does.
          setTimeout(() => module.sys.write(writer, ONE), LATER_MS);
          return lengthOf(pollers[1]!.waitAsync(WAIT_MS));
        },
        async end() {
          await sleep(LATER_MS);
          pollers[0]!.notify();
          await other;
          for (const poller of pollers) poller.close();
          module.sys.read(reader, new Uint8Array(8));
        },
        expected(call, error) {
          if (error === "death") return subject.takes ? "silence" : "as ever";
          // What another thread could not take, the poller fetches.
          if (call.scope === "others" && call.name !== "clone3") return "as ever";
          // The thread is there already, with its wake descriptor.
          return watching(subject, { ...call, skip: call.skip + 1 }, error);
        },
        // Node does not learn of it, and keeps what its worker had.
        leaves: (_, error) => (error === "death" && subject.takes ? WORKER_DESCRIPTORS : 0),
        // Deno wakes its own loop for the timer.
        isForeign: (call, error) =>
          call.name === "write" ||
          endsProcess(subject, call, error) ||
          isBelieved(subject, { ...call, skip: call.skip + 2 }, error),
        later: [
          // Deno ends the process if its pool gets no thread, and Bun if JavaScriptCore does, which starts some at any time.
          ...(subject.name === "deno" || process.versions.bun !== undefined
            ? []
            : ([{ name: "clone3", scope: "own", once: true }] as const)),
          { name: EPOLL_WAIT, scope: "own", fd: () => pollers[1]!.fd },
          ...(subject.takes
            ? ([
                { name: EPOLL_WAIT, scope: "others", fd: () => pollers[1]!.fd },
                { name: EPOLL_WAIT, scope: "others", fd: () => pollers[1]!.fd, death: true },
              ] as const)
            : []),
        ],
      };
    },
  },
  {
    name: "another waitAsync",
    prepare(subject) {
      const { module } = subject;
      const [reader, writer] = module.pipe();
      const poller = new module.OsPoller(SMALL);
      poller.add(client(module, reader));
      return {
        begin: () => void module.sys.write(writer, ONE),
        act: () => lengthOf(poller.waitAsync(WAIT_MS)),
        end: () => void module.sys.read(reader, new Uint8Array(8)),
        expected: (call, error) => rearming(subject, call, error),
        later: [{ name: EPOLL_WAIT, scope: "own", fd: () => poller.fd }],
        poller,
      };
    },
  },
];
