// Sequences that the model once found something with, each in its least form.

import { adapter } from "@pollio/koffi/adapter";
import { expect, test } from "vitest";
import { run } from "../../model/search.ts";
import type { Sequence } from "../../model/sequences.ts";
import type { BackendModule } from "../../src/adapter.ts";

/** Some depend on what another thread does meanwhile, and show it now and then. */
const TIMES = 20;

const KNOWN: Readonly<Record<string, Sequence>> = {
  "a wake takes a slot also where another thread took an event": {
    maxEvents: 1,
    ops: [
      { op: "beginAsync", how: "wait" },
      { op: "make", what: "pipe" },
      // From now on another thread takes the events.
      { op: "modify", slot: 0, interest: 4, trigger: "level", exclusive: false, kind: 1 },
      { op: "ready", slot: 0, interest: 1 },
      { op: "add", slot: 1, interest: 2, trigger: "edge", exclusive: false, kind: 1 },
      { op: "pause" },
      { op: "notify" },
    ],
  },
  "an event that another thread took is not left for a later batch": {
    maxEvents: 1,
    ops: [
      { op: "make", what: "pipe" },
      // Refused, and from now on another thread takes the events.
      { op: "modify", slot: 0, interest: 4, trigger: "level", exclusive: false, kind: 1 },
      { op: "beginAsync", how: "wait" },
      { op: "ready", slot: 0, interest: 1 },
      { op: "make", what: "pipe" },
      { op: "dup", slot: 0 },
      { op: "add", slot: 6, interest: 2, trigger: "edge-oneshot", exclusive: false, kind: 1 },
      { op: "dup", slot: 0 },
      { op: "set", slot: 3, interest: 2, trigger: "edge-oneshot", exclusive: false, kind: 1 },
      { op: "modify", slot: 0, interest: 1, trigger: "level", exclusive: false, kind: 1 },
      { op: "add", slot: 0, interest: 1, trigger: "edge", exclusive: false, kind: 1 },
      { op: "drain", slot: 0 },
      { op: "close", slot: 7, abruptly: false },
    ],
  },
};

test.each(Object.entries(KNOWN))("%s", async (_, sequence) => {
  for (let time = 0; time < TIMES; time++) {
    await expect(
      run(adapter.module as unknown as BackendModule, "@pollio/koffi/adapter", sequence),
    ).resolves.toBeUndefined();
  }
});
