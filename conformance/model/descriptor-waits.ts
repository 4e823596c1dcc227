// ready, readable, writable, watch and release, done and modelled (api.md, "Awaiting one descriptor").

import { setImmediate as turn } from "node:timers/promises";
import type { Watch } from "../../generated/core/interfaces.ts";
import { askedMask, ERR, EVERY, HUP, Interest, meaning, serves } from "./bits.ts";
import type { File, Observer, State } from "./files.ts";
import type { Trigger } from "./interest-list.ts";
import { demand, Mismatch } from "./judge.ts";
import type { Script } from "./script.ts";
import type { Slot, World } from "./world.ts";

/** Milliseconds after which something that must be told counts as lost. */
export const PATIENCE = 2000;
const ALL_INTERESTS = 15;

interface Pending {
  readonly slot: Slot;
  readonly file: File;
  readonly interest: number;
  readonly abort: AbortController;
  isOver: boolean;
  isReleased: boolean;
  /** Its number was closed without release: it may have come back since, and be the same file's, but the system may have forgotten it. */
  isAdrift: boolean;
  readonly end: Promise<unknown>;
}

/** A watch, and what is new for it. */
class Watched implements Observer {
  readonly slot: Slot;
  readonly file: File;
  readonly trigger: Trigger;
  interest: number;
  isOver = false;
  isAdrift = false;
  hasFired = false;
  /** Bits. */
  news = EVERY;
  touched = true;
  calls = 0;
  watch!: Watch;

  constructor(slot: Slot, file: File, interest: number, trigger: Trigger) {
    this.slot = slot;
    this.file = file;
    this.interest = interest;
    this.trigger = trigger;
  }

  get isEdge(): boolean {
    return this.trigger === "edge" || this.trigger === "edge-oneshot";
  }

  get isSilent(): boolean {
    return this.isOver || this.hasFired || this.interest === 0;
  }

  note(news: number): void {
    this.news |= news;
    this.touched = true;
  }
}

export class DescriptorWaits {
  readonly #world: World;
  readonly #script: Script;
  readonly #isWeak: boolean;
  readonly #pending: Pending[] = [];
  readonly #watches: Watched[] = [];
  /** What a callback or a promise found; thrown at the next turn. */
  #failure: unknown;

  constructor(world: World, script: Script, isWeak: boolean) {
    this.#world = world;
    this.#script = script;
    this.#isWeak = isWeak;
  }

  /** Whether anybody waits for the number. */
  has(fd: number): boolean {
    const waits = this.#pending.some(({ slot, isOver }) => slot.fd === fd && !isOver);
    return waits || this.#watches.some(({ slot, isOver }) => slot.fd === fd && !isOver);
  }

  closed(fd: number): void {
    for (const wait of [...this.#pending, ...this.#watches]) if (wait.slot.fd === fd) wait.isAdrift = true;
  }

  /** Looks once: with a timeout of 0, what is ready is still told. */
  async ready(slot: Slot, interest: number): Promise<void> {
    const { module } = this.#world;
    const file = this.#world.fileOf(slot);
    this.#script.run(`console.log(await m.ready(${slot.name}, { interest: ${interest}, timeoutMs: 0 }).catch(String))`);
    this.#touch(slot.fd);
    this.#gone(slot.fd, file);
    const outcome = await within(
      module.ready(slot.fd, { interest, timeoutMs: 0 }).catch((error: { code?: string }) => error.code ?? error),
      `ready of ${slot.fd}`,
    );
    this.#touch(slot.fd);
    const expected = file === undefined ? "EBADF" : file.isRefused ? "EPERM" : undefined;
    if (expected !== undefined) {
      const where = `ready of a descriptor that refuses with ${expected}`;
      demand(outcome === expected, () => `${where} gave ${outcome}`);
      return;
    }
    demand(typeof outcome === "number", () => `ready gave ${outcome}`);
    if (outcome === 0) {
      const isSure = this.#isServed(file!, interest, "must");
      demand(!isSure, () => `ready of ${slot.fd} with interest ${interest} gave 0, and it is ready`);
    } else this.#judge(file!, interest, outcome, `ready of ${slot.fd}`);
  }

  /** Waits until something comes, or the end of the sequence. */
  pend(slot: Slot, interest: number): void {
    const { module } = this.#world;
    const file = this.#world.fileOf(slot);
    if (file === undefined || file.isRefused) return;
    this.#script.run(`m.ready(${slot.name}, { interest: ${interest} }).then(console.log, String)`);
    this.#touch(slot.fd);
    this.#gone(slot.fd, file);
    const abort = new AbortController();
    const promise = module.ready(slot.fd, { interest, signal: abort.signal });
    const end = promise.then(
      (flags) => {
        pending.isOver = true;
        // What a duplicate of a closed number reports cannot be looked at any more.
        if (!this.#isThere(pending)) return;
        this.#try(() => this.#judge(file, interest, flags, `a pending ready of ${slot.fd}`));
      },
      (error: { code?: string }) => {
        // A number that has a new owner must be noticed at the next call for it, and may be before.
        const isGone = pending.isReleased || !this.#isThere(pending);
        const isDue = abort.signal.aborted || (isGone && error.code === "ERR_DESCRIPTOR_RELEASED");
        pending.isOver = true;
        if (!isDue) this.#failure ??= new Mismatch(`a pending ready of ${slot.fd} was rejected: ${error}`);
      },
    );
    const pending: Pending = { slot, file, interest, abort, isOver: false, isReleased: false, isAdrift: false, end };
    this.#pending.push(pending);
  }

  watch(slot: Slot, interest: number, trigger: Trigger): void {
    const { module } = this.#world;
    const file = this.#world.fileOf(slot);
    if (file === undefined || file.isRefused) return;
    this.#gone(slot.fd, file);
    const other = this.#watches.find((watched) => watched.slot.fd === slot.fd && !watched.isOver);
    const options = `{ interest: ${interest}, trigger: "${trigger}" }`;
    this.#script.run(
      `const watch${this.#watches.length} = m.watch(${slot.name}, (flags) => console.log("watch", flags), ${options})`,
    );
    this.#touch(slot.fd);
    const watched = new Watched(slot, file, interest, trigger);
    try {
      watched.watch = module.watch(slot.fd, (flags) => this.#try(() => this.#called(watched, flags)), {
        interest,
        trigger,
      });
    } catch (error) {
      const { code } = error as { code?: string };
      const isDue = other !== undefined && other.trigger !== trigger && code === "ERR_INVALID_ARG_VALUE";
      demand(isDue, () => `watch of ${slot.fd} was refused: ${error}`);
      return;
    }
    demand(other === undefined || other.trigger === trigger, () => `two watches of ${slot.fd} have different triggers`);
    file.observers.add(watched);
    this.#watches.push(watched);
  }

  setInterest(index: number, interest: number): void {
    const watched = this.#watches[index % Math.max(this.#watches.length, 1)];
    if (watched === undefined || !this.#isThere(watched)) return;
    const set = watched.file.mayConsume ? interest & ~Interest.Priority : interest;
    this.#script.run(`watch${index % this.#watches.length}.interest = ${set}`);
    watched.watch.interest = set;
    if (watched.isOver) return;
    watched.interest = set;
    watched.hasFired = false;
    this.#touch(watched.slot.fd);
    watched.news = EVERY;
  }

  closeWatch(index: number): void {
    const watched = this.#watches[index % Math.max(this.#watches.length, 1)];
    if (watched === undefined) return;
    this.#script.run(`watch${index % this.#watches.length}.close()`);
    watched.watch.close();
    this.#over(watched);
    this.#touch(watched.slot.fd);
  }

  release(slot: Slot): void {
    this.#script.run(`m.release(${slot.name})`);
    this.#release(slot.fd);
    this.#world.module.release(slot.fd);
  }

  /** Lets the event loop turn until what must be told has been told. */
  async turn(): Promise<void> {
    this.#script.run("await m.eventLoopTurn()");
    const end = Date.now() + PATIENCE;
    const due = this.#watches.filter((watched) => this.#isDue(watched));
    const calls = due.map((watched) => watched.calls);
    for (let turns = 0; ; turns++) {
      await turn();
      if (this.#failure !== undefined) throw this.#failure;
      const late = due.find((watched, index) => watched.calls === calls[index]);
      const waits = this.#pending.find(
        (pending) =>
          !pending.isOver && this.#isThere(pending) && this.#isServed(pending.file, pending.interest, "must"),
      );
      if (turns >= 3 && late === undefined && waits === undefined) return;
      if (Date.now() < end) continue;
      const what =
        late === undefined ? `a pending ready of ${waits!.slot.fd}` : `a ${late.trigger} watch of ${late.slot.fd}`;
      throw new Mismatch(`${what} was not told`);
    }
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    for (const watched of this.#watches) {
      watched.watch.close();
      this.#over(watched);
    }
    for (const { abort } of this.#pending) abort.abort();
    await within(Promise.all(this.#pending.map(({ end }) => end)), "the end of pending waits");
    if (this.#failure !== undefined) throw this.#failure;
  }

  #called(watched: Watched, flags: number): void {
    watched.calls++;
    const { slot, file, interest, trigger } = watched;
    const what = `a ${trigger} watch of ${slot.fd} with interest ${interest}`;
    demand(!watched.isSilent, () => `${what} was called, and is closed, paused or spent`);
    if (!this.#isThere(watched)) return;
    this.#judge(file, interest, flags, what);
    const isNew = watched.touched || watched.news !== 0 || file.isRestless;
    if (watched.isEdge && !this.#isWeak) demand(isNew, () => `${what} was called without news`);
    watched.news = 0;
    watched.touched = false;
    if (trigger === "oneshot" || trigger === "edge-oneshot") watched.hasFired = true;
  }

  #isDue(watched: Watched): boolean {
    if (watched.isSilent || !this.#isThere(watched)) return false;
    return this.#isServed(watched.file, watched.interest, "must", watched.isEdge ? watched.news : EVERY);
  }

  /** Whether its number is still that of the file; otherwise nothing is promised but an end by a later call. */
  #isThere({ slot, file, isAdrift }: Pending | Watched): boolean {
    return !isAdrift && this.#world.open.get(slot.fd) === file;
  }

  #state(file: File, interest: number): State {
    const { must, may } = file.state();
    const asked = askedMask(interest, false);
    return { must: must & asked, may: (must | may) & asked };
  }

  #isServed(file: File, interest: number, how: "must" | "may", among = EVERY): boolean {
    // pty(7) does not say who is told of a terminal's end, and another system tells of an end in its own flags.
    if (how === "must" && "side" in file && (interest & 3) === 0) return false;
    const bits = this.#state(file, interest)[how] & among;
    if (this.#isWeak && how === "must" && (bits & ~(ERR | HUP)) === 0) return false;
    return serves(meaning(bits, interest, file.isPipe), interest);
  }

  /** Flags that were given to who waits with this interest: those of an event that serves it. */
  #judge(file: File, interest: number, flags: number, what: string): void {
    const { must, may } = file.state();
    demand(
      serves(flags, interest),
      () => `${what} with interest ${interest} was given ${flags}, which does not serve it`,
    );
    if (this.#isWeak) return;
    const allowed = meaning(must | may, ALL_INTERESTS, file.isPipe);
    const needed = meaning(this.#state(file, interest).must, interest, file.isPipe);
    demand((flags & ~allowed) === 0, () => `${what} was given ${flags}, of which only ${allowed} may hold`);
    demand((flags & needed) === needed, () => `${what} was given ${flags}, and ${needed} holds`);
  }

  /** Whatever joins or leaves may have the kernel report again. */
  #touch(fd: number): void {
    for (const watched of this.#watches) if (watched.slot.fd === fd) watched.touched = true;
  }

  /** The call will notice that the number belongs to another file than those who wait for it do. */
  #gone(fd: number, file: File | undefined): void {
    if (file === undefined) return;
    for (const pending of this.#pending) {
      if (pending.slot.fd === fd && pending.file !== file) pending.isReleased = true;
    }
    for (const watched of this.#watches) if (watched.slot.fd === fd && watched.file !== file) this.#over(watched);
  }

  #release(fd: number): void {
    for (const pending of this.#pending) if (pending.slot.fd === fd) pending.isReleased = true;
    for (const watched of this.#watches) if (watched.slot.fd === fd) this.#over(watched);
  }

  #over(watched: Watched): void {
    watched.isOver = true;
    watched.file.observers.delete(watched);
  }

  #try(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#failure ??= error;
    }
  }
}

/** Fails where a promise does not settle in time. */
export async function within<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Mismatch(`${what} did not come in ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
