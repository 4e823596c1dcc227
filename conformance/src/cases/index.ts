import type { Case } from "../case.ts";
import { addresses } from "./addresses.ts";
import { argumentChecks } from "./arguments.ts";
import { batch } from "./batch.ts";
import { encoding } from "./encoding.ts";
import { moduleExports } from "./exports.ts";
import { kinds } from "./kinds.ts";
import { leaks } from "./leaks.ts";
import { lifecycle } from "./lifecycle.ts";
import { memory } from "./memory.ts";
import { nesting } from "./nesting.ts";
import { readiness } from "./readiness.ts";
import { readyEvents } from "./ready-events.ts";
import { registration } from "./registration.ts";
import { signals } from "./signals.ts";
import { staleness } from "./staleness.ts";
import { sys } from "./sys.ts";
import { sysArguments } from "./sys-arguments.ts";
import { sysErrors } from "./sys-errors.ts";
import { sysMemory } from "./sys-memory.ts";
import { tcp } from "./tcp.ts";
import { timeouts } from "./timeouts.ts";
import { triggers } from "./triggers.ts";
import { waking } from "./wake.ts";

/** Every case, theme by theme. */
export const allCases: readonly Case[] = [
  ...moduleExports,
  ...encoding,
  ...kinds,
  ...lifecycle,
  ...registration,
  ...argumentChecks,
  ...readyEvents,
  ...staleness,
  ...readiness,
  ...triggers,
  ...timeouts,
  ...waking,
  ...signals,
  ...nesting,
  ...batch,
  ...memory,
  ...sys,
  ...sysErrors,
  ...sysArguments,
  ...sysMemory,
  ...tcp,
  ...addresses,
  ...leaks,
];

/** Behaviours that no case can bring about, whatever the adapter. */
export const unprovable: readonly { readonly name: string; readonly reason: string }[] = [
  {
    name: "readiness.priority",
    reason: "out-of-band data is sent with send(2) and MSG_OOB, which is none of the public syscalls",
  },
];
