// What a poller has registered: the kernel's list (epoll(7), epoll_ctl(2)), which is by open file description and number, and beside it
// what the public interface promises to remember.

import { askedMask, ERR, EVERY, HUP } from "./bits.ts";
import type { File, Observer, State } from "./files.ts";

export type Trigger = "level" | "edge" | "oneshot" | "edge-oneshot";

export interface Asked {
  readonly interest: number;
  readonly trigger: Trigger;
  readonly exclusive: boolean;
}

/** A registration in the kernel. */
export class Entry implements Observer {
  readonly file: File;
  readonly fd: number;
  /** Which add or modify of the number made it. */
  generation = 0;
  asked!: Asked;
  /** A one-shot that was reported (epoll_ctl(2), EPOLLONESHOT). */
  isSpent = false;
  /** What became true since it was last reported, and whether anything was done with the file since. */
  #news = EVERY;
  #touched = true;

  constructor(file: File, fd: number) {
    this.file = file;
    this.fd = fd;
  }

  /** `EPOLL_CTL_ADD` and `EPOLL_CTL_MOD` report what is ready at that time. */
  ask(asked: Asked, generation: number): void {
    this.asked = asked;
    this.generation = generation;
    this.isSpent = false;
    this.#news = EVERY;
    this.#touched = true;
  }

  note(news: number): void {
    this.#news |= news;
    this.#touched = true;
  }

  get mask(): number {
    return askedMask(this.asked.interest, this.asked.exclusive);
  }

  /** The bits of an event of it. */
  bits(): State {
    const { must, may } = this.file.state();
    return { must: must & this.mask, may: (must | may) & this.mask };
  }

  /** Whether a wait must report it, if its batch has room, and whether it may. */
  verdict(): State {
    const { must, may } = this.bits();
    if (this.isSpent || may === 0) return { must: 0, may: 0 };
    const isEdge = this.asked.trigger === "edge" || this.asked.trigger === "edge-oneshot";
    const mayTell = !isEdge || this.#news !== 0 || this.#touched || this.file.isRestless;
    const demanded = isEdge ? must & this.#news : must;
    return { must: this.#mayBeSilent ? 0 : demanded, may: mayTell ? may : 0 };
  }

  /**
   * epoll_ctl(2): of several exclusive waits "one or more" are woken, so each of them alone may not be. And a terminal that is hung up
   * wakes only who waits to read or write: pty(7) does not say who is told.
   */
  get #mayBeSilent(): boolean {
    const { file, asked } = this;
    if (asked.exclusive) {
      const others = [...file.observers].filter((other) => other instanceof Entry && other.asked.exclusive);
      if (others.length > 1) return true;
    }
    return "side" in file && (this.mask & ~(ERR | HUP)) === 0;
  }

  reported(): void {
    this.#news = 0;
    this.#touched = false;
    this.isSpent = this.asked.trigger === "oneshot" || this.asked.trigger === "edge-oneshot";
  }
}

/** What has, size and registrations tell. */
export interface Remembered extends Asked {
  readonly kind: number;
  readonly generation: number;
}

/** How the system behaves where a descriptor is closed: kqueue forgets it, epoll keeps it while a duplicate is open. */
export interface Rules {
  readonly keepsDuplicates: boolean;
  readonly exclusive: boolean;
}

export class InterestList {
  readonly entries = new Set<Entry>();
  readonly remembered = new Map<number, Remembered>();
  readonly #rules: Rules;
  #generation = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** The codes of which one must be thrown; none where it must succeed. `file` is undefined where the number is not open. */
  change(what: "add" | "modify" | "set", fd: number, file: File | undefined, kind: number, asked: Asked): string[] {
    if (asked.exclusive && !this.#rules.exclusive) return ["ERR_INVALID_ARG_VALUE"];
    if (file === undefined) return asked.exclusive && what === "modify" ? ["EBADF", "EINVAL"] : ["EBADF"];
    const there = this.#find(fd, file);
    const isModify = what === "modify" || (what === "set" && there !== undefined);
    if (isModify) {
      const refused = asked.exclusive || there?.asked.exclusive === true;
      // epoll_ctl(2) does not say which of two reasons comes first.
      if (refused) return there === undefined ? ["EINVAL", "ENOENT"] : ["EINVAL"];
      if (there === undefined) return ["ENOENT"];
    } else {
      if (file.isRefused) return ["EPERM"];
      if (there !== undefined) return ["EEXIST"];
    }
    const entry = there ?? new Entry(file, fd);
    this.#generation++;
    entry.ask(asked, this.#generation);
    this.entries.add(entry);
    file.observers.add(entry);
    this.remembered.set(fd, { ...asked, kind, generation: this.#generation });
    return [];
  }

  delete(fd: number, file: File | undefined): string[] {
    this.remembered.delete(fd);
    if (file === undefined) return ["EBADF"];
    const there = this.#find(fd, file);
    if (there === undefined) return ["ENOENT"];
    this.#remove(there);
    return [];
  }

  /** A number was closed; its file may have others. */
  closed(fd: number, file: File): void {
    for (const entry of [...this.entries]) {
      if (entry.file !== file) continue;
      if (file.references === 0 || (!this.#rules.keepsDuplicates && entry.fd === fd)) this.#remove(entry);
    }
  }

  /** Whether the entry is what the interface remembers of its number; its events are stale otherwise. */
  isLive(entry: Entry): boolean {
    return this.remembered.get(entry.fd)?.generation === entry.generation;
  }

  live(fd: number): Entry | undefined {
    return [...this.entries].find((entry) => entry.fd === fd && this.isLive(entry));
  }

  stale(fd: number): boolean {
    return [...this.entries].some((entry) => entry.fd === fd && !this.isLive(entry));
  }

  #find(fd: number, file: File): Entry | undefined {
    return [...this.entries].find((entry) => entry.fd === fd && entry.file === file);
  }

  #remove(entry: Entry): void {
    this.entries.delete(entry);
    entry.file.observers.delete(entry);
  }
}
