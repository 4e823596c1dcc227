// All participants, one entry each. A participant is prepared when a table that it takes part in is measured; if it is not available, it
// is listed with the reason.

import { BACKENDS } from "../../tools/lib/backends.ts";
import { asyncBackend, type Beside, backend, batchedBackend, variants } from "./backends.ts";
import { c, cWithIdleThread } from "./c.ts";
import type { Entry } from "./entry.ts";
import { npmEpoll } from "./npm-epoll.ts";
import { bunSockets, denoSockets, fsRead, httpServers, koffiPoll, nodeNet, python } from "./peers.ts";
import { rust } from "./rust.ts";

/** The participant that every ratio is relative to. */
export const LIMIT = "C";
/** The same program again: shows how far apart two equals are in this run. */
export const LIMIT_AGAIN = "C again";

export interface Choice {
  /** Include participants that a quick run has no time for. */
  readonly full: boolean;
  /** The folder of another, built checkout whose backends take part as well, twice to show the noise. */
  readonly beside?: string | undefined;
}

export function participants({ full, beside }: Choice): Entry[] {
  return [
    c(LIMIT),
    c(LIMIT_AGAIN),
    cWithIdleThread("C, two threads"),
    ...BACKENDS.map((each) => backend(each)),
    ...BACKENDS.flatMap(variants),
    ...others(beside).flatMap((other) => BACKENDS.map((each) => backend(each, other))),
    ...BACKENDS.map((each) => batchedBackend(each)),
    ...(full ? BACKENDS.map((each) => asyncBackend(each)) : []),
    python,
    npmEpoll,
    koffiPoll,
    fsRead,
    rust("polling", "one-shot registrations only: each event is re-armed"),
    rust("mio", "edge-triggered registrations only: each event is re-armed"),
    nodeNet,
    bunSockets,
    denoSockets,
    ...httpServers,
  ];
}

function others(checkout: string | undefined): Beside[] {
  return checkout === undefined ? [] : ["before", "before again"].map((label) => ({ checkout, label }));
}
