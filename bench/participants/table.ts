// Who takes part. A participant is one entry here: what it needs is made when a table that it takes part in is measured, and one that
// cannot be had is named with the reason.

import { BACKENDS } from "../../tools/lib/backends.mjs";
import { asyncBackend, type Beside, backend, variants } from "./backends.ts";
import { c, cWithIdleThread } from "./c.ts";
import type { Entry } from "./entry.ts";
import { npmEpoll } from "./npm-epoll.ts";
import { bunSockets, denoSockets, nodeNet, python } from "./peers.ts";
import { rust } from "./rust.ts";

/** What every ratio is to. */
export const LIMIT = "C";
/** The same once more: how far apart two equals are in this run. */
export const LIMIT_AGAIN = "C again";

export interface Choice {
  /** All, and not only what a quick run has time for. */
  readonly full: boolean;
  /** The folder of another checkout, built, whose backends take part as well, twice for the noise. */
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
    ...(full ? BACKENDS.map((each) => asyncBackend(each)) : []),
    python,
    npmEpoll,
    rust("polling", "one-shot registrations only: each event is armed again"),
    rust("mio", "edge-triggered registrations only: each event is armed again"),
    nodeNet,
    bunSockets,
    denoSockets,
  ];
}

function others(checkout: string | undefined): Beside[] {
  return checkout === undefined ? [] : ["before", "before again"].map((label) => ({ checkout, label }));
}
