// Whether a batch is one that the model allows.

import type { ReadyEvents } from "../../generated/core/interfaces.ts";
import { EVERY, HUP, IN, Interest, maskNames, meaning, OUT, Readiness } from "./bits.ts";
import type { File } from "./files.ts";
import type { Entry, InterestList } from "./interest-list.ts";
import { shown } from "./pasted.ts";

/** The product did what the model does not allow. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
}

export function demand(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Mismatch(message());
}

/** What a batch is judged against. */
export interface Judging {
  readonly list: InterestList;
  readonly maxEvents: number;
  /** What a number refers to now. */
  fileOf(fd: number): File | undefined;
  /** A notify or wake that no wait has told. */
  notified: boolean;
  /** Another thread takes the poller's events during asynchronous waits. */
  isTaking: boolean;
  /** An asynchronous wait began after the last wait that did not go through another thread. */
  mayBeOld: boolean;
  /** Only what every system promises: masks and the number of events of a descriptor are its own. */
  readonly isWeak: boolean;
}

export type Batch = ReadyEvents<number>;

/** The registrations that a wait must tell of. Every system tells that a read or a write would not block; an end only who reads or writes. */
function dueOf({ list, isWeak }: Judging): Entry[] {
  const counted = isWeak ? IN | OUT : EVERY;
  return [...list.entries].filter((entry) => list.isLive(entry) && (entry.verdict().must & counted) !== 0);
}

/** Whether a wait must not stay blocked. */
export function isDue(judging: Judging): boolean {
  return judging.notified || dueOf(judging).length > 0;
}

export function judge(judging: Judging, batch: Batch): void {
  const { list, maxEvents } = judging;
  const due = dueOf(judging);
  // A wake takes a slot.
  const room = maxEvents - (batch.woken ? 1 : 0);
  const told = judging.isWeak ? judgeWeakly(list, batch, room) : judgeExactly(judging, batch);
  // What was closed while a duplicate lives goes on to take slots, whether it is shown or not.
  const stale = [...list.entries].filter((entry) => !list.isLive(entry)).length;
  const isFull = batch.length >= room || stale >= room;
  if (batch.woken) demand(judging.notified, () => "a wait was woken by nobody");
  else if (!isFull) demand(!judging.notified, () => `a notify or wake was lost: ${shown(batch)}`);
  if (batch.woken) judging.notified = false;
  if (!isFull) for (const entry of due) demand(told.has(entry), () => `${named(entry)} was not told: ${shown(batch)}`);
  demand(batch.length <= room, () => `${batch.length} events, and room for ${room}`);
  iterates(batch);
}

function named({ fd, asked, file, mask, isSpent }: Entry): string {
  const { must, may } = file.state();
  const how = `interest ${asked.interest}, ${asked.trigger}${asked.exclusive ? ", exclusive" : ""}`;
  const holds = `${maskNames(must & mask)}${may & mask ? `, perhaps ${maskNames(may & mask)}` : ""}`;
  return `descriptor ${fd} (${how}), for which ${holds} holds${isSpent ? ", and which is spent" : ""},`;
}

function judgeExactly(judging: Judging, batch: Batch): Set<Entry> {
  const { list } = judging;
  const told = new Set<Entry>();
  // api.md: "nothing is lost". What another thread took is told although it may be over, if the kernel does not tell it again: an edge or
  // a one-shot event, one at most. Its file may even be closed.
  let old = judging.isTaking && judging.mayBeOld ? 1 : 0;
  for (let index = 0; index < batch.length; index++) {
    const fd = batch.fd(index);
    const mask = batch.mask(index);
    if (batch.stale(index)) {
      demand(list.stale(fd), () => `an event of ${fd} is stale, and its registration lives: ${shown(batch)}`);
      continue;
    }
    const entry = list.live(fd);
    if (old > 0 && isOver(list, fd, mask)) {
      old--;
      entry?.reported();
      if (entry !== undefined) told.add(entry);
      continue;
    }
    demand(entry !== undefined, () => `descriptor ${fd} was told, and is not registered: ${shown(batch)}`);
    demand(!told.has(entry), () => `descriptor ${fd} was told twice in a batch: ${shown(batch)}`);
    told.add(entry);
    demand(entry.verdict().may !== 0, () => `${named(entry)} was told: ${shown(batch)}`);
    const { must, may } = entry.bits();
    demand((mask & must) === must, () => `${named(entry)} was told as ${maskNames(mask)}`);
    demand((mask & ~may) === 0, () => `${named(entry)} was told as ${maskNames(mask)}`);
    const { kind, interest } = list.remembered.get(fd)!;
    demand(batch.kind(index) === kind, () => `the kind of ${fd} is ${batch.kind(index)}, and was given as ${kind}`);
    const flags = meaning(mask, interest, entry.file.isPipe);
    // api.md, "WriteClosed": the descriptor is looked at, which cannot be done once it was closed while a duplicate lives.
    const isOpen = judging.fileOf(fd) === entry.file;
    const judged = isOpen || (mask & HUP) !== 0 ? ~0 : ~Readiness.WriteClosed;
    demand((batch.readiness(index) & judged) === (flags & judged), () => {
      return `readiness of ${fd} is ${batch.readiness(index)}, and ${maskNames(mask)} with interest ${interest} means ${flags}`;
    });
    entry.reported();
  }
  return told;
}

/** Whether an edge or a one-shot registration would not be told so now. */
function isOver(list: InterestList, fd: number, mask: number): boolean {
  const entry = list.live(fd);
  if (entry === undefined) return list.remembered.has(fd) && list.remembered.get(fd)!.trigger !== "level";
  if (entry.asked.trigger === "level") return false;
  const { must, may } = entry.bits();
  return entry.verdict().may === 0 || (mask & must) !== must || (mask & ~may) !== 0;
}

/** An event for each direction, or one for both. */
function judgeWeakly(list: InterestList, batch: Batch, room: number): Set<Entry> {
  const told = new Map<Entry, number>();
  for (let index = 0; index < batch.length; index++) {
    const fd = batch.fd(index);
    if (batch.stale(index)) continue;
    const entry = list.live(fd);
    demand(entry !== undefined, () => `descriptor ${fd} was told, and is not registered: ${shown(batch)}`);
    const { kind } = list.remembered.get(fd)!;
    demand(batch.kind(index) === kind, () => `the kind of ${fd} is ${batch.kind(index)}, and was given as ${kind}`);
    told.set(entry, (told.get(entry) ?? 0) | batch.readiness(index));
  }
  for (const [entry, flags] of told) {
    const { must, may } = entry.bits();
    const { interest } = entry.asked;
    // Where something has ended or failed, each system says so in its own flags.
    if (entry.file.isPlain) {
      // kqueue(2): a read filter that is to tell of the end alone also tells of a full buffer and of a listener's connections.
      const asksEndAlone = (interest & Interest.Readable) === 0;
      const allowed = meaning(may, interest, entry.file.isPipe) | (asksEndAlone ? Readiness.Readable : 0);
      demand((flags & ~allowed) === 0, () => `${named(entry)} was told as readiness ${flags}`);
    }
    const needed = meaning(must, interest, entry.file.isPipe) & interest & (Readiness.Readable | Readiness.Writable);
    // A one-shot fires once for each direction, and in a full batch a direction may be left for the next.
    if (entry.asked.trigger === "level" && batch.length < room) {
      demand((flags & needed) === needed, () => `${named(entry)} was told as readiness ${flags}`);
    }
    entry.reported();
  }
  return new Set(told.keys());
}

/** The iterator leaves out what is stale, and nothing else. */
function iterates(batch: Batch): void {
  const expected: string[] = [];
  for (let index = 0; index < batch.length; index++) {
    if (!batch.stale(index)) expected.push(`${batch.fd(index)}:${batch.kind(index)}:${batch.readiness(index)}`);
  }
  const given = [...batch].map(({ fd, kind, readiness }) => `${fd}:${kind}:${readiness}`);
  demand(`${given}` === `${expected}`, () => `the iterator gives ${given}, and the batch has ${expected}`);
}
