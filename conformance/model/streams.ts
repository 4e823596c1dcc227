// Connections: unix (unix(7)) and TCP (tcp(7)) stream sockets, the listeners that accept them, and pseudo-terminals (pty(7)).

import { ERR, HUP, IN, OUT, PRI, RDHUP } from "./bits.ts";
import { File, type Room, roomBits, type State } from "./files.ts";

/** One end of a connection. */
export class StreamEnd extends File {
  readonly family: "unix" | "tcp";
  other!: StreamEnd;
  /** Bytes that came and were not read, without urgent ones. */
  bytes = 0;
  /** For what is written here. */
  room: Room = "yes";
  readShut = false;
  writeShut = false;
  isGone = false;
  /** The other end aborted the connection. "unsure" where no page says whether a close is an abort. */
  reset: "no" | "unsure" | "yes" = "no";
  error: "none" | "may" | "must" = "none";
  /**
   * Urgent data (tcp(7)): "must" until it or anything after it is read. From then on no page says when POLLPRI ends, and at no time
   * whether the urgent byte counts as readable.
   */
  urgent: "none" | "must" | "may" = "none";
  /** Closing aborts (socket(7), SO_LINGER). */
  aborts = false;

  constructor(family: "unix" | "tcp") {
    super();
    this.family = family;
  }

  get readEnd(): boolean {
    return this.readShut || this.other.writeShut || this.other.isGone || this.reset === "yes";
  }

  state(): State {
    let must = 0;
    let may = 0;
    if (this.bytes > 0 || this.readEnd) must |= IN;
    if (this.readEnd) must |= RDHUP;
    if (this.urgent !== "none") may |= IN;
    if (this.urgent === "must") must |= PRI;
    if (this.urgent === "may") may |= PRI;
    if (this.#isHungUp) must |= HUP;
    // shutdown(2) does not say what the other end sees of SHUT_RD.
    if (this.other.readShut || this.reset === "unsure") may |= HUP | RDHUP | IN;
    if (this.error === "must") must |= ERR;
    if (this.error === "may" || this.reset === "unsure") may |= ERR;
    const room = roomBits(this.room);
    // A write would not block but fail, and no page says whether that is POLLOUT.
    if (this.#cannotWrite) may |= OUT;
    else {
      must |= room.must;
      may |= room.may;
    }
    return { must, may };
  }

  /** poll(2): POLLHUP where both directions have ended. */
  get #isHungUp(): boolean {
    if (this.reset === "yes" || (this.family === "unix" && this.other.isGone)) return true;
    return this.readEnd && this.writeShut;
  }

  get #cannotWrite(): boolean {
    const { other } = this;
    return this.writeShut || this.reset !== "no" || other.readShut || (this.family === "unix" && other.isGone);
  }

  override get isPlain(): boolean {
    return super.isPlain && !this.writeShut && !this.other.readShut;
  }

  /** tcp(7): the other end's acknowledgement of an end comes when it comes, and changes the state of the connection. */
  override get isRestless(): boolean {
    const { family, other } = this;
    return family === "tcp" && (this.writeShut || other.writeShut || other.isGone || this.reset !== "no");
  }

  /** To write to an end that has shut down reading is an error for unix(7) sockets, and may abort a TCP connection. */
  override get takesData(): boolean {
    const { other } = this;
    return !this.writeShut && this.reset === "no" && !other.readShut && !(this.family === "unix" && other.isGone);
  }

  override wrote(bytes: number): void {
    this.happened();
    // tcp(7): the other end is gone, and answers with a reset.
    if (this.other.isGone) this.wasReset("may");
    else {
      this.other.bytes += bytes;
      this.other.happened(IN);
    }
  }

  override filled(bytes: number): void {
    this.room = "no";
    this.other.bytes += bytes;
    this.other.happened(bytes > 0 ? IN : 0);
    this.happened();
  }

  override took(bytes: number): void {
    this.bytes -= bytes;
    if (this.urgent === "must") this.urgent = "may";
    const { other } = this;
    const before = other.room;
    if (before !== "yes") other.room = this.bytes === 0 ? "yes" : "unknown";
    this.happened();
    other.happened(other.room === "yes" && before !== "yes" ? OUT : 0);
  }

  override emptied(): void {
    if (this.urgent === "must") this.urgent = "may";
    this.happened();
  }

  override failed(): void {
    if (this.error === "must") this.error = "may";
    this.happened();
  }

  wroteUrgent(): void {
    this.happened();
    if (this.other.isGone) {
      this.wasReset("may");
      return;
    }
    // Of an urgent byte before, which is a plain one now, no page says whether it is read.
    this.other.urgent = "must";
    this.other.happened(PRI);
  }

  tookUrgent(): void {
    this.urgent = "may";
    this.happened();
  }

  shut(how: "write" | "both"): void {
    this.#change(() => {
      this.writeShut = true;
      if (how === "write") return;
      this.readShut = true;
      // tcp(7) does not say whether urgent data outlives an end of reading.
      if (this.urgent === "must") this.urgent = "may";
    });
  }

  wasReset(error: "may" | "must"): void {
    if (this.isGone) return;
    this.#change(() => {
      this.reset = "yes";
      this.error = error;
      // tcp(7) does not say whether urgent data outlives the connection.
      if (this.urgent === "must") this.urgent = "may";
    });
  }

  override closed(): void {
    const { other } = this;
    this.#change(() => {
      this.isGone = true;
      if (other.isGone) return;
      // Linux tells that what it wrote was never read by ECONNRESET; unix(7) does not say so.
      if (this.family === "unix" && this.bytes > 0) other.error = "may";
      if (this.family === "unix" || this.reset !== "no") return;
      const isSure = !(this.writeShut && other.writeShut);
      if ((this.aborts || this.bytes > 0) && isSure) other.wasReset("must");
      // What was read of the byte stream around urgent data decides whether data is lost by closing; and where both ends have said that
      // they write no more, tcp(7) does not say whether there is anything left to abort.
      else if ((this.urgent !== "none" || this.readShut || !isSure) && other.reset === "no") {
        other.reset = "unsure";
        if (other.urgent === "must") other.urgent = "may";
      }
    });
  }

  /** What holds afterwards and did not before is news, at both ends. */
  #change(change: () => void): void {
    const ends = [this, this.other];
    const before = ends.map((end) => end.state().must);
    change();
    ends.forEach((end, index) => {
      end.happened(end.state().must & ~before[index]!);
    });
  }
}

/** Two ends that are connected. */
export function connection(family: "unix" | "tcp"): [StreamEnd, StreamEnd] {
  const [a, b] = [new StreamEnd(family), new StreamEnd(family)];
  a.other = b;
  b.other = a;
  return [a, b];
}

/** A listening socket: "readable" while a connection can be accepted (accept(2)). */
export class Listener extends File {
  /** The ends that accept(2) returns next. */
  readonly pending: StreamEnd[] = [];
  isGone = false;

  state(): State {
    // accept(2) leaves open whether a connection that ended before is still there.
    const sure = this.pending.some(({ other, reset }) => !other.isGone && reset === "no");
    return { must: sure ? IN : 0, may: this.pending.length > 0 ? IN : 0 };
  }

  connected(): StreamEnd {
    const [client, server] = connection("tcp");
    this.pending.push(server);
    this.happened(IN);
    return client;
  }

  override closed(): void {
    this.isGone = true;
    for (const server of this.pending) {
      server.isGone = true;
      server.other.wasReset("must");
    }
  }
}

/** One side of a pseudo-terminal in raw mode (pty(7)). */
export class TerminalEnd extends File {
  override readonly mayConsume: boolean;
  readonly side: "master" | "slave";
  other!: TerminalEnd;
  bytes = 0;
  isGone = false;

  constructor(side: "master" | "slave") {
    super();
    this.side = side;
    this.mayConsume = side === "slave";
  }

  /** No page says more of a terminal whose other side is closed than that it is hung up. */
  state(): State {
    const read = this.bytes > 0 ? IN : 0;
    return this.other.isGone ? { must: HUP, may: IN | OUT | ERR | RDHUP } : { must: read | OUT, may: 0 };
  }

  override get takesData(): boolean {
    return !this.other.isGone;
  }

  override wrote(bytes: number): void {
    this.happened();
    this.other.bytes += bytes;
    this.other.happened(IN);
  }

  override took(bytes: number): void {
    this.bytes -= bytes;
    this.happened();
    this.other.happened();
  }

  override closed(): void {
    this.isGone = true;
    this.other.happened(HUP);
  }
}

export function terminal(): [TerminalEnd, TerminalEnd] {
  const [master, slave] = [new TerminalEnd("master"), new TerminalEnd("slave")];
  master.other = slave;
  slave.other = master;
  return [master, slave];
}
