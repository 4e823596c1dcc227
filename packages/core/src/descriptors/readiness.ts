// Which readiness serves whom.

import { Interest, Readiness } from "../../../../generated/core/flags.ts";

const { Readable, Writable, Priority, ReadClosed, WriteClosed } = Readiness;

/** Both directions have ended. */
const HANG_UP = ReadClosed | WriteClosed;

/** By interest: the flags that serve it. An error serves every interest. */
const SERVING = Uint8Array.from({ length: 16 }, (_, interest) => {
  let flags: number = Readiness.Error;
  if ((interest & Interest.Readable) !== 0) flags |= Readable | ReadClosed;
  if ((interest & Interest.Writable) !== 0) flags |= Writable | WriteClosed;
  if ((interest & Interest.Priority) !== 0) flags |= Priority;
  if ((interest & ReadClosed) !== 0) flags |= ReadClosed;
  return flags;
});

/** Whether an event with these flags of Readiness serves this interest. Hang-ups and errors serve every interest. */
export function serves(readiness: number, interest: number): boolean {
  return (readiness & SERVING[interest]!) !== 0 || (readiness & HANG_UP) === HANG_UP;
}
