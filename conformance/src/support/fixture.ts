import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BackendModule, Poller, PollerOptions } from "../adapter.ts";
import type { CompleteAdapter } from "../complete.ts";
import { turns } from "./async.ts";
import { increment, openCounter } from "./counters.ts";
import { openDescriptors, openedSince } from "./descriptors.ts";
import { isLinux } from "./system.ts";

/** Long enough for anything on this machine; a wait that takes as long has failed. */
export const PATIENCE_MS = 5_000;

/** Options of a run that its cases see. */
export interface FixtureOptions {
  /** Called with what was seen in another process. */
  readonly witness?: ((token: string) => void) | undefined;
  /** How long a case waits for what must come, in milliseconds. */
  readonly patienceMs?: number | undefined;
}

/** Opens descriptors for one case, closes them at the end, and detects whether any is left. */
export class Fixture {
  readonly backend: CompleteAdapter;
  readonly module: BackendModule;
  readonly #before = openDescriptors();
  readonly #owned = new Set<number>();
  readonly #feeders = new Map<number, number>();
  readonly #deferred: (() => unknown)[] = [];
  readonly #witness: ((token: string) => void) | undefined;
  /** How long to wait for what must come, in milliseconds. */
  readonly patienceMs: number;

  constructor(backend: CompleteAdapter, { witness, patienceMs = PATIENCE_MS }: FixtureOptions = {}) {
    this.backend = backend;
    this.module = backend.module;
    this.#witness = witness;
    this.patienceMs = patienceMs;
  }

  /** Awaits a promise, and fails if it does not settle in time. */
  async within<T>(promise: Promise<T>, what = "a promise"): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const message = `${what}: not settled within ${this.patienceMs} ms`;
      timer = setTimeout(() => reject(new assert.AssertionError({ message })), this.patienceMs);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets the event loop turn until something holds, and fails if it does not in time. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + this.patienceMs;
    while (!holds()) {
      assert.ok(Date.now() < deadline, `${what}: not within ${this.patienceMs} ms`);
      await turns(1);
    }
  }

  /** Reports what was seen in another process. */
  witness(token: string): void {
    this.#witness?.(token);
  }

  /** Runs an action at the end, in reverse order, before the descriptors are closed. */
  defer(action: () => unknown): void {
    this.#deferred.push(action);
  }

  /** A poller that is closed at the end. */
  poller(options?: PollerOptions, module: Pick<BackendModule, "OsPoller"> = this.module): Poller {
    const poller = options === undefined ? new module.OsPoller() : new module.OsPoller(options);
    this.defer(() => poller.close());
    return poller;
  }

  /** Takes ownership of a descriptor; fails for the negative result of a syscall. */
  own(fd: number, what = "a descriptor"): number {
    assert.ok(fd >= 0, `${what}: ${fd}`);
    this.#owned.add(fd);
    return fd;
  }

  /** Closes a descriptor now. */
  close(fd: number): void {
    this.#owned.delete(fd);
    this.#feeders.delete(fd);
    assert.equal(this.module.sys.close(fd), 0, `close(${fd})`);
  }

  /** A pipe whose ends do not block. */
  pipe(): { reader: number; writer: number } {
    const fds = new Int32Array(2);
    assert.equal(this.module.sys.pipe(fds), 0, "pipe");
    const [reader, writer] = [this.own(fds[0]!), this.own(fds[1]!)];
    this.unblock(reader);
    this.unblock(writer);
    return { reader, writer };
  }

  /** A pipe with a byte in it. */
  readyPipe(): { reader: number; writer: number } {
    const pipe = this.pipe();
    this.send(pipe.writer);
    return pipe;
  }

  /** Two unix stream sockets that are connected to each other. */
  pair(): [number, number] {
    const { sys, constants } = this.module;
    const fds = new Int32Array(2);
    assert.equal(sys.socketpair(constants.AF_UNIX!, constants.SOCK_STREAM!, 0, fds), 0, "socketpair");
    const [one, other] = [this.own(fds[0]!), this.own(fds[1]!)];
    this.unblock(one);
    this.unblock(other);
    return [one, other];
  }

  /** A listening socket on the loopback address, on a port that is free. */
  listener(host = "127.0.0.1"): { server: number; port: number } {
    const server = this.own(this.module.listenTcp({ host, port: 0 }), "listenTcp");
    return { server, port: this.module.localAddress(server).port };
  }

  /** The two ends of a TCP connection. */
  tcpPair(): { client: number; peer: number } {
    const { server, port } = this.listener();
    const client = this.own(this.module.connectTcp({ host: "127.0.0.1", port }), "connectTcp");
    const peer = this.acceptOne(server);
    this.close(server);
    return { client, peer };
  }

  /** Accepts the connection that is about to arrive. */
  acceptOne(server: number): number {
    return this.own(this.acceptResult(server), "accept");
  }

  /** What `accept` returns once a connection has arrived. Needs no poller, as `awaitReadable` does. */
  acceptResult(server: number, accept: (fd: number) => number = this.module.accept): number {
    const deadline = Date.now() + 5_000;
    for (;;) {
      const result = accept(server);
      if (result !== -this.module.errno.EAGAIN! || Date.now() > deadline) return result;
    }
  }

  /** After an accept that had no descriptor: Linux keeps the connection, Darwin drops it (accept_nocancel()). */
  assertAcceptedLater(server: number): void {
    if (isLinux(this.module)) this.own(this.module.accept(server), "the connection was kept");
    else assert.equal(this.module.accept(server), -this.module.errno.EAGAIN!, "the connection was dropped");
  }

  /** A counter: readable while it is not 0, and always writable. */
  counter(initial = 0): number {
    const { fd, feeder } = openCounter(this);
    if (feeder !== fd) this.#feeders.set(fd, feeder);
    for (let i = 0; i < initial; i++) this.count(fd);
    return fd;
  }

  /** Adds one to a counter, or to a duplicate of one. */
  count(fd: number): void {
    this.send(this.#feeders.get(fd) ?? fd, increment(this));
  }

  /** A duplicate with the lowest free number, or the lowest one from `lowest` on. */
  duplicate(fd: number, lowest?: number): number {
    const { sys, constants } = this.module;
    const result = lowest === undefined ? sys.dup(fd) : sys.fcntl(fd, constants.F_DUPFD_CLOEXEC!, lowest);
    const copy = this.own(result, "dup");
    const feeder = this.#feeders.get(fd);
    if (feeder !== undefined) this.#feeders.set(copy, feeder);
    return copy;
  }

  /** Closes a number and reuses it for a duplicate of another file. */
  replace(fd: number, by: number): void {
    this.close(fd);
    // Another thread of the runtime may briefly hold the number.
    for (let attempt = 0; attempt < 100; attempt++) {
      const taken = this.duplicate(by, fd);
      if (taken === fd) return;
      this.close(taken);
    }
    assert.fail(`number ${fd} is not free after it was closed`);
  }

  /** Makes a descriptor non-blocking. */
  unblock(fd: number): void {
    const { sys, constants } = this.module;
    const flags = sys.fcntl(fd, constants.F_GETFL!);
    assert.equal(sys.fcntl(fd, constants.F_SETFL!, flags | constants.O_NONBLOCK!), 0, "F_SETFL");
  }

  /** Writes all of `bytes`. */
  send(fd: number, bytes: Uint8Array = Uint8Array.of(120)): void {
    assert.equal(this.module.sys.write(fd, bytes), bytes.length, `write(${fd})`);
  }

  /** Reads until nothing is left or the stream ends. */
  drain(fd: number): number {
    const bytes = new Uint8Array(65_536);
    for (let total = 0; ; ) {
      const result = this.module.sys.read(fd, bytes);
      if (result <= 0) return total;
      total += result;
    }
  }

  /**
   * Waits until a descriptor can be read or accepted from. What is sent over the loopback is there at once on Linux only: Darwin queues it
   * for a thread (lo_output() in its if_loop.c).
   */
  awaitReadable(fd: number): void {
    const poller = new this.module.OsPoller();
    try {
      poller.add({ fd, kind: 1 });
      assert.equal(poller.wait(this.patienceMs).length, 1, `descriptor ${fd} should be readable by now`);
    } finally {
      poller.close();
    }
  }

  /** Reads exactly `count` bytes, which may still be on their way. */
  drainAll(fd: number, count: number): void {
    for (let left = count; left > 0; ) {
      this.awaitReadable(fd);
      left -= this.drain(fd);
      assert.ok(left >= 0, `${-left} bytes too many`);
    }
  }

  /** Whether a number is an open descriptor. */
  isOpen(fd: number): boolean {
    return this.module.sys.fcntl(fd, this.module.constants.F_GETFD!) >= 0;
  }

  /** A temporary folder, with a path short enough for a unix socket. */
  folder(): string {
    const path = mkdtempSync(join(tmpdir(), "pollio-"));
    this.defer(() => rmSync(path, { recursive: true, force: true }));
    return path;
  }

  /** An open regular file with one unread byte. */
  file(): number {
    // Opened by the runtime and duplicated, so that this fixture owns the descriptor.
    const opened = openSync(join(this.folder(), "file"), "w+");
    try {
      writeSync(opened, "x", 0);
      return this.duplicate(opened);
    } finally {
      closeSync(opened);
    }
  }

  /** Closes everything that this case opened. */
  async release(): Promise<void> {
    for (const action of this.#deferred.splice(0).reverse()) await action();
    for (const fd of this.#owned) this.module.sys.close(fd);
    this.#owned.clear();
  }

  /** Fails if a descriptor is open that was not when the case began. Threads and processes get time to end. */
  async assertNothingLeft(): Promise<void> {
    // A thread that is told to end while it starts closes its descriptors only after it has started.
    const deadline = Date.now() + this.patienceMs;
    while (openedSince(this.#before).length > 0 && Date.now() < deadline) await sleep(5);
    assert.deepEqual(openedSince(this.#before), [], "descriptors left open");
  }
}
