// The bits of an event, and what they mean to the reader of a batch.

/** epoll_ctl(2), with the values of the kernel's uapi/linux/eventpoll.h. */
export const IN = 0x1;
export const PRI = 0x2;
export const OUT = 0x4;
export const ERR = 0x8;
export const HUP = 0x10;
export const RDHUP = 0x2000;
export const EVERY = IN | PRI | OUT | ERR | HUP | RDHUP;

/** The public flags. */
export const Interest = { Readable: 1, Writable: 2, Priority: 4, ReadClosed: 8 } as const;
export const Readiness = { Readable: 1, Writable: 2, Priority: 4, ReadClosed: 8, WriteClosed: 16, Error: 32 } as const;

const NAMES: readonly (readonly [number, string])[] = [
  [IN, "IN"],
  [PRI, "PRI"],
  [OUT, "OUT"],
  [ERR, "ERR"],
  [HUP, "HUP"],
  [RDHUP, "RDHUP"],
];

export function maskNames(mask: number): string {
  const names = NAMES.filter(([bit]) => (mask & bit) !== 0).map(([, name]) => name);
  const rest = mask & ~EVERY;
  if (rest !== 0) names.push(`0x${rest.toString(16)}`);
  return names.join("|") || "nothing";
}

/** What is reported of a descriptor that is registered so: "EPOLLERR and EPOLLHUP are always reported", epoll_ctl(2). */
export function askedMask(interest: number, exclusive: boolean): number {
  let mask = ERR | HUP;
  if ((interest & Interest.Readable) !== 0) mask |= exclusive ? IN : IN | RDHUP;
  if ((interest & Interest.Writable) !== 0) mask |= OUT;
  if ((interest & Interest.Priority) !== 0) mask |= PRI;
  if ((interest & Interest.ReadClosed) !== 0) mask |= RDHUP;
  return mask;
}

/** api.md, "Readiness": the flags of a mask. `isPipe` where the writing end of a pipe without a reader is told by ERR. */
export function meaning(mask: number, interest: number, isPipe: boolean): number {
  let flags = 0;
  if ((mask & IN) !== 0) flags |= Readiness.Readable;
  if ((mask & OUT) !== 0) flags |= Readiness.Writable;
  if ((mask & PRI) !== 0) flags |= Readiness.Priority;
  if ((mask & RDHUP) !== 0) flags |= Readiness.ReadClosed;
  if ((mask & HUP) !== 0) flags |= Readiness.Readable | Readiness.ReadClosed | Readiness.WriteClosed;
  if ((mask & ERR) === 0) return flags;
  flags |= Readiness.Error | (interest & (Interest.Readable | Interest.Writable));
  if ((mask & HUP) === 0 && isPipe && (interest & Interest.Writable) !== 0) flags |= Readiness.WriteClosed;
  return flags;
}

const HANG_UP = Readiness.ReadClosed | Readiness.WriteClosed;

/** api.md, "Awaiting one descriptor": whether these flags serve who waits with this interest. */
export function serves(flags: number, interest: number): boolean {
  let serving: number = Readiness.Error;
  if ((interest & Interest.Readable) !== 0) serving |= Readiness.Readable | Readiness.ReadClosed;
  if ((interest & Interest.Writable) !== 0) serving |= Readiness.Writable | Readiness.WriteClosed;
  if ((interest & Interest.Priority) !== 0) serving |= Readiness.Priority;
  if ((interest & Interest.ReadClosed) !== 0) serving |= Readiness.ReadClosed;
  return (flags & serving) !== 0 || (flags & HANG_UP) === HANG_UP;
}
