// Performs the operations of a sequence on a real poller and on the model, and compares them after each.

import type { BackendModule, Poller } from "../src/adapter.ts";
import { AsyncWait } from "./async-wait.ts";
import { Interest } from "./bits.ts";
import { DescriptorWaits } from "./descriptor-waits.ts";
import { type Asked, InterestList } from "./interest-list.ts";
import { type Batch, demand, isDue, type Judging, judge } from "./judge.ts";
import { shown } from "./pasted.ts";
import { Script } from "./script.ts";
import type { Op, Sequence } from "./sequences.ts";
import { TrafficModel } from "./traffic-model.ts";
import { type Slot, World } from "./world.ts";

/** Milliseconds that a wait may block for what must be told. */
const BLOCKING = 500;
/** Milliseconds. */
const PAUSE = 1;

export class Performer {
  readonly script = new Script();
  readonly #module: BackendModule;
  readonly #poller: Poller;
  readonly #world: World;
  readonly #traffic: TrafficModel;
  readonly #waits: DescriptorWaits;
  readonly #list: InterestList;
  readonly #judging: Judging;
  #async: AsyncWait | undefined;
  #asyncs = 0;
  /** The last batch, and the generation of each registration that it told. */
  #last: { readonly batch: Batch; readonly generations: readonly (number | undefined)[] } | undefined;

  constructor(module: BackendModule, { maxEvents }: Pick<Sequence, "maxEvents">) {
    const isLinux = module.backend.os === "linux";
    this.#module = module;
    this.#list = new InterestList({ keepsDuplicates: isLinux, exclusive: module.backend.capabilities.exclusive });
    const fileOf = (fd: number) => this.#world.open.get(fd);
    this.#judging = {
      list: this.#list,
      maxEvents,
      fileOf,
      notified: false,
      isTaking: false,
      mayBeOld: false,
      isWeak: !isLinux,
    };
    this.#world = new World(module, this.script, (fd, file) => {
      this.#list.closed(fd, file);
      this.#waits.closed(fd);
    });
    this.#traffic = new TrafficModel(this.#world, this.script);
    this.#waits = new DescriptorWaits(this.#world, this.script, !isLinux);
    this.script.run(`const poller = new m.OsPoller({ maxEvents: ${maxEvents} })`);
    this.#poller = new module.OsPoller({ maxEvents });
  }

  async perform(ops: readonly Op[]): Promise<void> {
    for (const op of ops) {
      await this.#one(op);
      this.#world.settle();
      this.#async?.check();
      this.#compare();
    }
    await this.#waits.turn();
    if (this.#async !== undefined) await this.#endAsync("await");
    this.#wait(true);
    this.#wait(false);
  }

  /** Closes everything, whatever happened before. */
  async end(hasFailed: boolean): Promise<void> {
    try {
      this.#poller.close();
      if (!hasFailed) {
        await this.#async?.closed();
        this.#codes("poller.notify()", ["ERR_POLLER_CLOSED"], () => this.#poller.notify());
      }
      const ended = this.#waits.end();
      await (hasFailed ? ended.catch(() => {}) : ended);
    } finally {
      for (const [fd] of this.#world.open) this.#module.release(fd);
      this.#world.closeAll();
    }
  }

  async #one(op: Op): Promise<void> {
    const slot = "slot" in op ? this.#world.slot(op.slot) : undefined;
    switch (op.op) {
      case "make":
        return this.#world.make(op.what);
      case "registerAll":
      case "deleteAll":
        return this.#many(op);
      case "readAll":
      case "writeAll":
        return this.#traffic.transferAll(op);
      case "wait":
        return this.#wait(op.blocks);
      case "beginAsync":
        return this.#beginAsync(op.how);
      case "endAsync":
        return this.#endAsync(op.how);
      case "notify":
      case "wake":
        return this.#wake(op.op);
      case "turn":
        return this.#waits.turn();
      case "pause":
        return this.#pause();
      case "setWatch":
        return this.#waits.setInterest(op.watch, op.interest);
      case "closeWatch":
        return this.#waits.closeWatch(op.watch);
    }
    if (slot !== undefined) await this.#ofSlot(op, slot);
  }

  async #ofSlot(op: Extract<Op, { slot: number }>, slot: Slot): Promise<void> {
    switch (op.op) {
      case "connect":
        return this.#world.connect(slot);
      case "accept":
        return this.#world.accept(slot);
      case "dup":
        return this.#world.dup(slot);
      case "replace":
        return this.#replace(slot, this.#world.slot(op.to));
      case "close":
        if (!op.abruptly && this.#waits.has(slot.fd)) this.#waits.release(slot);
        return this.#world.close(slot);
      case "add":
      case "modify":
      case "set":
        return this.#register(op, slot);
      case "delete":
        return this.#delete(slot);
      case "ready":
        return this.#waits.ready(slot, this.#interestOf(op, slot));
      case "pend":
        return this.#waits.pend(slot, this.#interestOf(op, slot));
      case "watch":
        return this.#waits.watch(slot, this.#interestOf(op, slot), op.trigger);
      case "release":
        return this.#waits.release(slot);
      default:
        return this.#traffic.perform(op);
    }
  }

  /**
   * Without Priority for what polling may consume: it would change how the thread's one poller waits in all sequences to come, and what
   * they do would no longer follow from their seed.
   */
  #interestOf({ interest }: { readonly interest: number }, slot: Slot): number {
    return this.#world.fileOf(slot)?.mayConsume === true ? interest & ~Interest.Priority : interest;
  }

  #replace(from: Slot, to: Slot | undefined): void {
    if (to === undefined) return;
    if (this.#waits.has(to.fd)) this.#waits.release(to);
    this.#world.replace(from, to);
  }

  #register(op: Extract<Op, { op: "add" | "modify" | "set" }>, slot: Slot): void {
    const code = `poller.${op.op}({ fd: ${slot.name}, kind: ${op.kind} }, ${options(op)})`;
    const event = { fd: slot.fd, kind: op.kind };
    this.#codes(code, this.#change(op.op, slot, op), () => this.#poller[op.op](event, asked(op)));
  }

  /** What the model does with it. */
  #change(what: "add" | "modify" | "set", slot: Slot, op: Asked & { readonly kind: number }): string[] {
    if (this.#refusesExclusive(op)) return ["ERR_INVALID_ARG_VALUE"];
    const file = this.#world.fileOf(slot);
    // From then on another thread takes the poller's events (api.md, "whatever polling consumes").
    if (file?.mayConsume === true && (op.interest & Interest.Priority) !== 0) this.#judging.isTaking = true;
    return this.#list.change(what, slot.fd, file, op.kind, asked(op));
  }

  /** api.md: exclusive "takes Readable and Writable, level or edge", where the system has it. */
  #refusesExclusive({ interest, trigger, exclusive }: Asked): boolean {
    if (!exclusive) return false;
    if (!this.#module.backend.capabilities.exclusive || interest === 0 || (interest & ~3) !== 0) return true;
    return trigger === "oneshot" || trigger === "edge-oneshot";
  }

  #delete(slot: Slot): void {
    const codes = this.#list.delete(slot.fd, this.#world.fileOf(slot));
    this.#codes(`poller.delete(${slot.name})`, codes, () => this.#poller.delete(slot.fd));
  }

  /** In order, and no further than the first refusal (api.md, "Many at once"). */
  #many(op: Extract<Op, { op: "registerAll" | "deleteAll" }>): void {
    const slots = op.slots.flatMap((index) => {
      const slot = this.#world.slot(index);
      return slot !== undefined && this.#isSafe(op, slot) ? [slot] : [];
    });
    let codes: string[] = [];
    let index = 0;
    for (; index < slots.length && codes.length === 0; index++) {
      const slot = slots[index]!;
      if (op.op === "registerAll") codes = this.#change("add", slot, op);
      else codes = this.#list.delete(slot.fd, this.#world.fileOf(slot));
    }
    const isRefused = op.op === "registerAll" && this.#refusesExclusive(op);
    const refused = codes.length === 0 || isRefused ? undefined : index - 1;
    const names = slots.map(({ name }) => name);
    if (op.op === "deleteAll") {
      const fds = slots.map(({ fd }) => fd);
      this.#codes(`poller.deleteAll([${names}])`, codes, () => this.#poller.deleteAll(fds), refused);
      return;
    }
    const events = slots.map(({ fd }) => ({ fd, kind: op.kind }));
    const code = `poller.registerAll([${names}].map((fd) => ({ fd, kind: ${op.kind} })), ${options(op)})`;
    this.#codes(
      code,
      isRefused ? ["ERR_INVALID_ARG_VALUE"] : codes,
      () => this.#poller.registerAll(events, asked(op)),
      refused,
    );
  }

  /** With Priority, the poller may open a descriptor under a number that was closed before it comes to it. */
  #isSafe(op: Extract<Op, { op: "registerAll" | "deleteAll" }>, slot: Slot): boolean {
    return op.op === "deleteAll" || (op.interest & Interest.Priority) === 0 || this.#world.fileOf(slot) !== undefined;
  }

  #wait(blocks: boolean): void {
    if (this.#async !== undefined && !this.#async.isOver) {
      this.#codes("poller.wait(0)", ["ERR_WAIT_PENDING"], () => this.#poller.wait(0));
      return;
    }
    const timeout = blocks && isDue(this.#judging) ? BLOCKING : 0;
    this.script.run(`show(poller.wait(${timeout}))`);
    const batch = this.#poller.wait(timeout);
    this.script.note(shown(batch));
    judge(this.#judging, batch);
    this.#judging.mayBeOld = false;
    this.#remember(batch);
  }

  async #beginAsync(how: "wait" | "iterator" | "brief"): Promise<void> {
    if (this.#async !== undefined) {
      if (this.#async.isOver) return;
      const refused = await this.#poller.waitAsync(0).then(
        () => "nothing",
        (error: { code?: string }) => error.code,
      );
      // It may have ended meanwhile only after this one was refused.
      demand(refused === "ERR_WAIT_PENDING", () => `a second asynchronous wait was refused with ${refused}`);
      return;
    }
    this.#last = undefined;
    this.#async = new AsyncWait(this.#poller, this.#judging, how, this.script, `async${this.#asyncs}`);
  }

  async #endAsync(how: "await" | "abort"): Promise<void> {
    const wait = this.#async;
    if (wait === undefined) return;
    const name = `async${this.#asyncs++}`;
    if (how === "await") await wait.ended(this.#poller, name);
    else await wait.aborted(name);
    this.#async = undefined;
  }

  #wake(how: "notify" | "wake"): void {
    this.script.run(how === "notify" ? "poller.notify()" : "m.wake(poller.waker)");
    if (how === "notify") this.#poller.notify();
    else demand(this.#module.wake(this.#poller.waker), () => "wake returned false for an open poller");
    this.#judging.notified = true;
  }

  /** Time in which other threads may take events, and the host's loop may not. */
  #pause(): void {
    if (this.#async === undefined || this.#async.isOver) return;
    this.script.run(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${PAUSE})`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }

  #remember(batch: Batch): void {
    const generations = Array.from({ length: batch.length }, (_, index) => {
      return batch.stale(index) ? undefined : this.#list.remembered.get(batch.fd(index))?.generation;
    });
    this.#last = { batch, generations };
  }

  /** What a poller tells of itself: the registrations that were made, and whose events are stale now. */
  #compare(): void {
    const { remembered } = this.#list;
    demand(
      this.#poller.size === remembered.size,
      () => `size is ${this.#poller.size}, and should be ${remembered.size}`,
    );
    const told = [...this.#poller.registrations()].map(describe);
    const expected = [...remembered]
      .sort(([a], [b]) => a - b)
      .map(([fd, registration]) => describe({ fd, ...registration }));
    demand(`${told}` === `${expected}`, () => `registrations are ${told}, and should be ${expected}`);
    this.#last?.generations.forEach((generation, index) => {
      const fd = this.#last!.batch.fd(index);
      const isStale = generation === undefined || remembered.get(fd)?.generation !== generation;
      demand(this.#last!.batch.stale(index) === isStale, () => `stale of the event of ${fd} is ${!isStale}`);
    });
  }

  /** Runs what must be refused with one of these codes, or with none. */
  #codes(code: string, codes: readonly string[], run: () => unknown, index?: number): void {
    this.script.run(codes.length === 0 ? code : `tried(() => ${code})`);
    let got: { code?: string; index?: number } | undefined;
    try {
      run();
    } catch (error) {
      got = error as { code?: string };
    }
    const expected = codes.length === 0 ? "succeed" : `be refused with ${codes.join(" or ")}`;
    const isRight = codes.length === 0 ? got === undefined : got?.code !== undefined && codes.includes(got.code);
    demand(isRight, () => `${code} must ${expected}, and ${got === undefined ? "succeeded" : `threw ${got}`}`);
    if (index !== undefined)
      demand(got!.index === index, () => `${code} was refused at ${got!.index}, not at ${index}`);
  }
}

function asked({ interest, trigger, exclusive }: Asked): Asked {
  return { interest, trigger, exclusive };
}

function options({ interest, trigger, exclusive }: Asked): string {
  return `{ interest: ${interest}, trigger: "${trigger}"${exclusive ? ", exclusive: true" : ""} }`;
}

function describe({ fd, kind, interest, trigger, exclusive }: Asked & { fd: number; kind: number }): string {
  return `${fd}:${kind}:${interest}:${trigger}:${exclusive}`;
}
