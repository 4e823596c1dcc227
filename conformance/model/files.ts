// What the manual pages say of each kind of file: when it can be read and written, and what is news to an edge-triggered wait. What
// a page leaves open is in `may`, with the reason beside it.

import { ERR, HUP, IN, OUT } from "./bits.ts";

/** Bits that a look at the file must find, and those that it may find besides. */
export interface State {
  readonly must: number;
  readonly may: number;
}

/** Who waits for a file: told of each change, and of the bits that hold anew by it. */
export interface Observer {
  note(news: number): void;
}

/** An open file description (open(2)): what descriptors and their duplicates refer to. */
export abstract class File {
  readonly observers = new Set<Observer>();
  /** Open descriptors of it. */
  references = 0;
  readonly isPipe: boolean = false;
  /** A regular file or a device that never blocks: epoll refuses it with EPERM (epoll_ctl(2)). */
  readonly isRefused: boolean = false;

  /** Whether it might be one of the files whose priority events polling consumes, for all that can be told of a descriptor. */
  readonly mayConsume: boolean = false;

  abstract state(): State;

  /** Something was done with it, after which `news` holds anew. */
  happened(news = 0): void {
    for (const observer of this.observers) observer.note(news);
  }

  /** Whether nothing of it has ended or failed. */
  get isPlain(): boolean {
    const { must, may } = this.state();
    return ((must | may) & ~(IN | OUT)) === 0;
  }

  /** Whether something may still become known of it at any time. */
  get isRestless(): boolean {
    return false;
  }

  /** Whether writing is no error, and says something. */
  get takesData(): boolean {
    return false;
  }

  wrote(_bytes: number): void {}
  /** A write found no room. */
  filled(_bytes: number): void {
    this.happened();
  }
  /** A read returned this many bytes. */
  took(_bytes: number): void {}
  /** A read found nothing. */
  emptied(): void {}
  /** A read or write returned another error. */
  failed(): void {}
  /** The last descriptor was closed. */
  closed(): void {}
}

/** Room for a small write: "unknown" after a part of what filled it was read, because no page says how much must be free. */
export type Room = "yes" | "no" | "unknown";

export function roomBits(room: Room): State {
  return { must: room === "yes" ? OUT : 0, may: room === "unknown" ? OUT : 0 };
}

/** pipe(7). */
export function pipe(): [PipeReader, PipeWriter] {
  const reader = new PipeReader();
  return [reader, reader.writer];
}

class PipeReader extends File {
  override readonly isPipe = true;
  override readonly mayConsume = true;
  bytes = 0;
  room: Room = "yes";
  readonly writer: PipeWriter = new PipeWriter(this);

  /** "If all file descriptors referring to the write end have been closed, read(2) sees end-of-file": poll(2) calls that POLLHUP. */
  state(): State {
    return { must: (this.bytes > 0 ? IN : 0) | (this.writer.isGone ? HUP : 0), may: 0 };
  }

  override took(bytes: number): void {
    const before = this.room;
    this.bytes -= bytes;
    this.room = this.bytes === 0 ? "yes" : before === "yes" ? "yes" : "unknown";
    this.happened();
    this.writer.happened(this.room === "yes" && before !== "yes" ? OUT : 0);
  }

  override closed(): void {
    this.writer.hasReader = false;
    this.writer.happened(ERR);
  }
}

class PipeWriter extends File {
  override readonly isPipe = true;
  override readonly mayConsume = true;
  readonly reader: PipeReader;
  hasReader = true;
  isGone = false;

  constructor(reader: PipeReader) {
    super();
    this.reader = reader;
  }

  /** POLLERR "is also set for a file descriptor referring to the write end of a pipe when the read end has been closed" (poll(2)). */
  state(): State {
    const { must, may } = roomBits(this.reader.room);
    return this.hasReader ? { must, may } : { must: must | ERR, may };
  }

  override get takesData(): boolean {
    return this.hasReader;
  }

  override wrote(bytes: number): void {
    this.reader.bytes += bytes;
    this.reader.happened(IN);
    this.happened();
  }

  override filled(bytes: number): void {
    this.reader.room = "no";
    this.reader.bytes += bytes;
    this.reader.happened(bytes > 0 ? IN : 0);
    this.happened();
  }

  override closed(): void {
    this.isGone = true;
    this.reader.happened(HUP);
  }
}

/** eventfd(2). */
export class Eventfd extends File {
  override readonly mayConsume = true;
  value = 0n;
  static readonly MAX: bigint = 0xffff_ffff_ffff_fffen;

  /** Readable "if the counter has a value greater than 0", writable "if it is possible to write a value of at least 1". */
  state(): State {
    return { must: (this.value > 0n ? IN : 0) | (this.value < Eventfd.MAX ? OUT : 0), may: 0 };
  }

  override get takesData(): boolean {
    return this.value < Eventfd.MAX;
  }

  added(value: bigint): void {
    this.value += value;
    this.happened(IN);
  }

  override took(): void {
    const news = this.value === Eventfd.MAX ? OUT : 0;
    this.value = 0n;
    this.happened(news);
  }
}

/** A UDP socket that is connected to another (udp(7)). */
export class Datagrams extends File {
  other: Datagrams | undefined;
  received = 0;
  isGone = false;
  /**
   * A datagram was sent to a socket that is closed. "All fatal errors will be passed to the user as an error return" (udp(7)), but no
   * page says when, nor which call takes the error away.
   */
  mayFail = false;

  state(): State {
    return { must: OUT | (this.received > 0 ? IN : 0), may: this.mayFail ? ERR | IN : 0 };
  }

  override get takesData(): boolean {
    return true;
  }

  override wrote(): void {
    this.happened();
    if (this.other === undefined || this.other.isGone) {
      this.mayFail = true;
      this.happened();
      return;
    }
    this.other.received++;
    this.other.happened(IN);
  }

  override took(): void {
    this.received--;
    this.happened();
  }

  override failed(): void {
    this.happened();
  }

  override closed(): void {
    this.isGone = true;
  }
}

/** /dev/null. */
export class Unpollable extends File {
  override readonly isRefused = true;
  override readonly mayConsume = true;

  state(): State {
    return { must: 0, may: 0 };
  }
}
