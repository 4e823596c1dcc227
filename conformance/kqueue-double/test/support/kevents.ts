// kevent() with Apple's layout of struct kevent, written down by hand.

import { c, errno, own } from "./calls.ts";
import { EV } from "./numbers.ts";

export interface Event {
  readonly ident: number;
  readonly filter: number;
  readonly flags: number;
  readonly fflags: number;
  readonly data: number;
  readonly udata: number;
}

export type Change = Partial<Event> & Pick<Event, "filter" | "flags">;

const KEVENT = 32;

function encode(changes: readonly Change[]): Uint8Array {
  const bytes = new Uint8Array(KEVENT * changes.length);
  for (const [i, { ident = 0, filter, flags, fflags = 0, data = 0, udata = 0 }] of changes.entries()) {
    const view = new DataView(bytes.buffer, i * KEVENT, KEVENT);
    view.setBigUint64(0, BigInt(ident), true);
    view.setInt16(8, filter, true);
    view.setUint16(10, flags, true);
    view.setUint32(12, fflags, true);
    view.setBigInt64(16, BigInt(data), true);
    view.setBigUint64(24, BigInt(udata), true);
  }
  return bytes;
}

export function decode(bytes: Uint8Array, count: number): Event[] {
  return Array.from({ length: count }, (_, i) => {
    const view = new DataView(bytes.buffer, i * KEVENT, KEVENT);
    return {
      ident: Number(view.getBigUint64(0, true)),
      filter: view.getInt16(8, true),
      flags: view.getUint16(10, true),
      fflags: view.getUint32(12, true),
      data: Number(view.getBigInt64(16, true)),
      udata: Number(view.getBigUint64(24, true)),
    };
  });
}

export const memory = (events: number): Uint8Array => new Uint8Array(KEVENT * events);

export const timespec = (seconds: number, nanoseconds = 0): BigInt64Array =>
  BigInt64Array.of(BigInt(seconds), BigInt(nanoseconds));

/** kevent() with room for that many events; a failure is its errno, negative. */
export function kevent(
  kq: number,
  changes: readonly Change[],
  room: number,
  timeout: BigInt64Array | null,
): Event[] | number {
  const events = memory(room);
  const list = changes.length === 0 ? null : encode(changes);
  const count = c.kevent(kq, list, changes.length, room === 0 ? null : events, room, timeout) as number;
  return count < 0 ? -errno() : decode(events, count);
}

/** The same, when it has to succeed. */
export function run(
  kq: number,
  changes: readonly Change[],
  room = 0,
  timeout: BigInt64Array | null = timespec(0),
): Event[] {
  const events = kevent(kq, changes, room, timeout);
  if (typeof events === "number") throw new Error(`kevent: errno ${-events}`);
  return events;
}

/** One change; it has to succeed. */
export function change(kq: number, filter: number, ident: number, flags: number, more: Partial<Change> = {}): void {
  run(kq, [{ ident, filter, flags, ...more }]);
}

/** The errno that one change gets as its receipt. */
export function receipt(kq: number, filter: number, ident: number, flags: number, more: Partial<Change> = {}): number {
  const [event] = run(kq, [{ ident, filter, flags: flags | EV.RECEIPT, ...more }], 1);
  if (event === undefined || (event.flags & EV.ERROR) === 0) throw new Error("no receipt");
  return event.data;
}

/** What is ready now. */
export const ready = (kq: number, room = 16): Event[] => run(kq, [], room);

/** What becomes ready within five seconds. */
export const soon = (kq: number, room = 16): Event[] => run(kq, [], room, timespec(5));

/** The only thing that is ready, or becomes so. */
export function one(kq: number): Event {
  const events = soon(kq);
  if (events.length !== 1) throw new Error(`${events.length} events: ${JSON.stringify(events)}`);
  return events[0]!;
}

export const kqueue = (): number => own(c.kqueue());

/** The flags, fflags and data that a filter reports of a descriptor now; undefined when it is silent. */
export function look(filter: number, ident: number, fflags = 0) {
  const kq = c.kqueue();
  change(kq, filter, ident, EV.ADD, { fflags });
  const [event] = ready(kq);
  c.close(kq);
  return event && { eof: (event.flags & EV.EOF) !== 0, fflags: event.fflags, data: event.data };
}

/** What a filter reports once the end has come, which may take a moment over the network. */
export function untilEof(filter: number, ident: number) {
  const pause = kqueue();
  for (let i = 0; i < 500; i++) {
    const seen = look(filter, ident);
    if (seen?.eof) return seen;
    run(pause, [], 1, timespec(0, 10_000_000));
  }
  throw new Error("no EV_EOF");
}
