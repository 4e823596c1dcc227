// Traffic of a sequence: what is written and read, done and modelled.

import { Eventfd, type File } from "./files.ts";
import { demand } from "./judge.ts";
import type { Script } from "./script.ts";
import type { Op } from "./sequences.ts";
import { StreamEnd } from "./streams.ts";
import { isSound, type Traffic, type Transferred, traffic } from "./traffic.ts";
import type { Slot, World } from "./world.ts";

export class TrafficModel {
  readonly #world: World;
  readonly #script: Script;
  readonly #traffic: Traffic;
  readonly #again: number;
  readonly #noDescriptor: number;

  constructor(world: World, script: Script) {
    this.#world = world;
    this.#script = script;
    this.#traffic = traffic(world.module);
    this.#again = -world.module.errno.EAGAIN!;
    this.#noDescriptor = -world.module.errno.EBADF!;
  }

  perform(op: Extract<Op, { slot: number }>): void {
    const slot = this.#world.slot(op.slot);
    const file = slot && this.#world.fileOf(slot);
    if (slot === undefined || file === undefined) return;
    const { name, fd } = slot;
    this.#world.touched();
    if (op.op === "write") this.#write(name, fd, file, op.bytes);
    else if (op.op === "fill") this.#fill(name, fd, file);
    else if (op.op === "read") this.#read(name, fd, file, op.bytes);
    else if (op.op === "drain") {
      this.#script.run(`t.drain(${name})`);
      this.#traffic.drain(fd, (result) => this.#wasRead(file, result));
    } else if (file instanceof StreamEnd) this.#ofStream(op, name, fd, file);
  }

  /** Each as many calls of `read` or `write` as it has entries, of which none ends the others (api.md). */
  transferAll({ op, slots, bytes }: Extract<Op, { op: "readAll" | "writeAll" }>): void {
    const chosen = slots.map((index) => this.#world.slot(index)).map((slot) => this.#transferable(op, slot));
    const fds = chosen.map((each) => each?.slot.fd);
    // Of an eventfd, less is refused.
    const length = op === "readAll" ? Math.max(bytes, 8) : bytes;
    const names = chosen.map((each) => each?.slot.name ?? "undefined");
    this.#script.run(`console.log(t.${op}([${names}], ${length}))`);
    this.#world.touched();
    const all = this.#traffic[op](fds, length);
    demand(all.isRestKept, () => `${op} changed a result that is not its own`);
    const succeeded = all.results.filter((result) => result >= 0).length;
    demand(all.succeeded === succeeded, () => `${op} returned ${all.succeeded} with the results ${all.results}`);
    for (const [index, each] of chosen.entries()) this.#transferred(op, all, index, each?.file, length);
  }

  /** Undefined for what must not be read or written to: then the call is given no descriptor. */
  #transferable(op: "readAll" | "writeAll", slot: Slot | undefined): { slot: Slot; file: File } | undefined {
    const file = slot && this.#world.fileOf(slot);
    if (slot === undefined || file === undefined) return undefined;
    if (op === "writeAll" && (!file.takesData || file instanceof Eventfd)) return undefined;
    return { slot, file };
  }

  #transferred(
    op: "readAll" | "writeAll",
    all: Transferred,
    index: number,
    file: File | undefined,
    length: number,
  ): void {
    const result = all.results[index]!;
    const what = `${op}, entry ${index}, result ${result}`;
    demand(result <= length, () => `${what}: more than ${length} bytes`);
    if (file === undefined) {
      demand(result === this.#noDescriptor, () => `${what}: not -EBADF, for what is no descriptor`);
    } else if (op === "writeAll") {
      this.#wasWritten(file, result);
    } else {
      // An eventfd gives its count, and a terminal what it makes of a NUL.
      const isZeros = file.isPipe || file instanceof StreamEnd;
      demand(!isZeros || isSound(all.parts[index]!, result), () => `${what}: it read ${all.parts[index]}`);
      this.#wasRead(file, result);
    }
  }

  #write(name: string, fd: number, file: File, bytes: number): void {
    if (!file.takesData) return;
    if (file instanceof Eventfd) {
      this.#script.run(`t.count(${name}, ${bytes}n)`);
      if (this.#traffic.count(fd, BigInt(bytes)) > 0) file.added(BigInt(bytes));
      return;
    }
    this.#script.run(`t.write(${name}, ${bytes})`);
    this.#wasWritten(file, this.#traffic.write(fd, bytes));
  }

  #wasWritten(file: File, result: number): void {
    if (result > 0) file.wrote(result);
    // No page says whether an attempt that finds no room is a change that others are told of.
    else if (result === this.#again) file.filled(0);
    else file.failed();
  }

  #fill(name: string, fd: number, file: File): void {
    if (!file.takesData) return;
    if (file instanceof Eventfd) {
      const left = Eventfd.MAX - file.value;
      this.#script.run(`t.count(${name}, ${left}n)`);
      if (this.#traffic.count(fd, left) > 0) file.added(left);
      return;
    }
    // TCP's buffers grow to megabytes, and those of UDP and of terminals drop what does not fit, or take it later.
    const isTcp = file instanceof StreamEnd && file.family === "tcp";
    if (isTcp || !("room" in file || "reader" in file)) return;
    this.#script.run(`t.fill(${name})`);
    file.filled(this.#traffic.fill(fd));
  }

  #read(name: string, fd: number, file: File, bytes: number): void {
    const length = file instanceof Eventfd ? 8 : bytes;
    this.#script.run(`t.read(${name}, ${length})`);
    this.#wasRead(file, this.#traffic.read(fd, length));
  }

  #wasRead(file: File, result: number): void {
    if (result > 0) file.took(result);
    else if (result === 0 || result === this.#again) file.emptied();
    else if (result < 0) file.failed();
  }

  #ofStream(op: Extract<Op, { slot: number }>, name: string, fd: number, file: StreamEnd): void {
    const isTcp = file.family === "tcp";
    // What urgent data does is each system's own.
    if ((op.op === "urgent" || op.op === "takeUrgent") && this.#world.module.backend.os !== "linux") return;
    if (op.op === "shut" && file.reset === "no") {
      this.#script.run(`t.shut(${name}, "${op.how}")`);
      if (this.#traffic.shut(fd, op.how) === 0) file.shut(op.how);
    } else if (op.op === "urgent" && isTcp && file.takesData) {
      this.#script.run(`t.sendUrgent(${name})`);
      if (this.#traffic.sendUrgent(fd) > 0) file.wroteUrgent();
    } else if (op.op === "takeUrgent" && isTcp) {
      this.#script.run(`t.takeUrgent(${name})`);
      if (this.#traffic.takeUrgent(fd) > 0) file.tookUrgent();
      else file.happened();
    } else if (op.op === "abort" && isTcp && !file.aborts && file.reset === "no") {
      this.#script.run(`o.abortOnClose(${name})`);
      try {
        this.#world.openers.abortOnClose(fd);
        file.aborts = true;
      } catch {} // Some systems refuse it once the connection has ended.
    }
  }
}
