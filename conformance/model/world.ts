// The descriptors of a sequence, real and modelled: names for those that were opened, and what each number refers to now.

import type { BackendModule } from "../src/adapter.ts";
import { Datagrams, Eventfd, type File, pipe as pipeFiles, Unpollable } from "./files.ts";
import { type Openers, openers } from "./openers.ts";
import type { Script } from "./script.ts";
import { connection, Listener, StreamEnd, TerminalEnd, terminal } from "./streams.ts";

/** A name for a number, which may have been closed since. */
export interface Slot {
  readonly name: string;
  readonly fd: number;
}

export const MAKES = ["pipe", "unix", "tcp", "udp", "listener", "eventfd", "terminal", "null"] as const;
export type Makes = (typeof MAKES)[number];

/** The states of tcp(7) connections that have been told of an end: CLOSE, CLOSE_WAIT, LAST_ACK, CLOSING and TIME_WAIT. */
const ENDED = new Set([7, 8, 9, 11, 6]);
const CLOSED = 7;
const ESTABLISHED = 1;
/** Milliseconds. */
const PATIENCE = 2000;

export class World {
  readonly slots: Slot[] = [];
  /** By number. */
  readonly open = new Map<number, File>();
  readonly module: BackendModule;
  readonly openers: Openers;
  readonly #script: Script;
  readonly #onClose: (fd: number, file: File) => void;
  #names = 0;
  /** Whether a packet or a terminal's bytes may still be under way. */
  #isDirty = false;

  constructor(module: BackendModule, script: Script, onClose: (fd: number, file: File) => void) {
    this.module = module;
    this.openers = openers(module);
    this.#script = script;
    this.#onClose = onClose;
  }

  /** Undefined also where the host, or the poller, has opened something under a number that was closed here. */
  slot(index: number): Slot | undefined {
    if (this.slots.length === 0) return undefined;
    const slot = this.slots[index % this.slots.length]!;
    const { sys, constants } = this.module;
    return this.open.has(slot.fd) || sys.fcntl(slot.fd, constants.F_GETFD!) < 0 ? slot : undefined;
  }

  fileOf(slot: Slot): File | undefined {
    return this.open.get(slot.fd);
  }

  make(what: Makes): void {
    const { openers } = this;
    if (what === "pipe") this.#pair(openers.pipe, "o.pipe()", pipeFiles());
    else if (what === "unix") this.#pair(openers.socketPair, "o.socketPair()", connection("unix"));
    else if (what === "tcp") this.#pair(openers.tcpPair, "o.tcpPair()", connection("tcp"));
    else if (what === "terminal") this.#pair(openers.terminal, "o.terminal()", terminal());
    else if (what === "udp") {
      const [a, b] = [new Datagrams(), new Datagrams()];
      [a.other, b.other] = [b, a];
      this.#pair(openers.udpPair, "o.udpPair()", [a, b]);
    } else if (what === "listener") this.#one(openers.listener, "o.listener()", new Listener());
    else if (what === "eventfd") this.#one(openers.eventfd, "o.eventfd()", new Eventfd());
    else this.#one(openers.devNull, "o.devNull()", new Unpollable());
  }

  connect(slot: Slot): void {
    const file = this.fileOf(slot);
    if (!(file instanceof Listener) || file.pending.length >= 8) return;
    this.#one(() => this.openers.connect(slot.fd), `o.connect(${slot.name})`, file.connected());
    // Established at this end, it may still be under way to the listener's queue.
    const { fd } = this.slots.at(-1)!;
    if (this.#isLinux) this.#until(() => this.openers.tcpState(fd) === ESTABLISHED, "a connection to be established");
    this.touched();
  }

  accept(slot: Slot): void {
    const file = this.fileOf(slot);
    if (!(file instanceof Listener)) return;
    const name = this.#name();
    this.#script.run(`const ${name} = m.accept(${slot.name})`);
    const fd = this.module.accept(slot.fd);
    const server = file.pending.shift();
    file.happened();
    if (fd < 0 && server !== undefined && (server.other.isGone || server.reset !== "no")) return;
    if (fd < 0 !== (server === undefined)) throw new Error(`accept returned ${fd} with ${server} pending`);
    if (server !== undefined) this.#opened(name, fd, server);
  }

  dup(slot: Slot): void {
    const file = this.fileOf(slot);
    if (file === undefined) return;
    this.#one(() => this.module.sys.dup(slot.fd), `m.sys.dup(${slot.name})`, file);
  }

  /** dup(2): "if the file descriptor newfd was previously open, it is closed before being reused". */
  replace(from: Slot, to: Slot): void {
    const file = this.fileOf(from);
    if (file === undefined || from.fd === to.fd) return;
    const { O_CLOEXEC } = this.module.constants;
    if (!this.#isLinux) return;
    this.#script.run(`m.sys.dup3(${from.name}, ${to.name}, ${O_CLOEXEC})`);
    this.module.sys.dup3(from.fd, to.fd, O_CLOEXEC!);
    file.references++;
    this.#forget(to.fd);
    this.open.set(to.fd, file);
  }

  close(slot: Slot): void {
    if (!this.open.has(slot.fd)) return;
    this.#script.run(`m.sys.close(${slot.name})`);
    this.module.sys.close(slot.fd);
    this.#forget(slot.fd);
  }

  /** Closes what is left. Connections are aborted, so that no port stays in use. */
  closeAll(): void {
    for (const [fd, file] of [...this.open]) {
      if (file instanceof StreamEnd && file.family === "tcp") {
        try {
          this.openers.abortOnClose(fd);
        } catch {} // Some systems refuse it once the connection has ended.
      }
      this.module.sys.close(fd);
      this.#forget(fd);
    }
  }

  /** Something was sent. */
  touched(): void {
    this.#isDirty = true;
  }

  /**
   * Waits until what was sent has come. tcp(7) and pty(7) do not promise that it has when the call returns, so it is asked of the
   * receivers themselves, never of a poller.
   */
  settle(): void {
    if (!this.#isDirty || !this.#isLinux) return;
    this.#isDirty = false;
    for (const [fd, file] of this.open) {
      if (file instanceof StreamEnd && file.family === "tcp") this.#settleTcp(fd, file);
      else if (file instanceof TerminalEnd && !file.other.isGone) {
        this.#until(() => this.openers.readable(fd) >= file.bytes, "bytes to cross a terminal");
      } else if (file instanceof Datagrams && file.received > 0) {
        this.#until(() => this.openers.readable(fd) > 0, "a datagram to come");
      }
    }
  }

  get #isLinux(): boolean {
    return this.module.backend.os === "linux";
  }

  #settleTcp(fd: number, file: StreamEnd): void {
    const { openers } = this;
    if (file.urgent === "must") this.#until(() => openers.hasUrgent(fd), "urgent data to come");
    if (file.reset === "yes") this.#until(() => openers.tcpState(fd) === CLOSED, "a reset to come");
    else if (file.other.writeShut || file.other.isGone) {
      this.#until(() => ENDED.has(openers.tcpState(fd)), "the end of a connection to come");
    }
    if (file.urgent === "none" && !file.readShut && file.reset === "no") {
      this.#until(() => openers.readable(fd) >= file.bytes, "bytes to come");
    }
  }

  #until(condition: () => boolean, what: string): void {
    const end = Date.now() + PATIENCE;
    while (!condition()) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}: the model is wrong about the system`);
    }
  }

  #name(): string {
    return `fd${this.#names++}`;
  }

  #pair(open: () => readonly [number, number], code: string, files: readonly [File, File]): void {
    const names = [this.#name(), this.#name()] as const;
    this.#script.run(`const [${names.join(", ")}] = ${code}`);
    const fds = open();
    this.#opened(names[0], fds[0], files[0]);
    this.#opened(names[1], fds[1], files[1]);
  }

  #one(open: () => number, code: string, file: File): void {
    const name = this.#name();
    this.#script.run(`const ${name} = ${code}`);
    this.#opened(name, open(), file);
  }

  #opened(name: string, fd: number, file: File): void {
    file.references++;
    this.open.set(fd, file);
    this.slots.push({ name, fd });
  }

  #forget(fd: number): void {
    const file = this.open.get(fd);
    if (file === undefined) return;
    this.open.delete(fd);
    file.references--;
    this.#onClose(fd, file);
    if (file.references === 0) {
      file.closed();
      this.touched();
    }
  }
}
