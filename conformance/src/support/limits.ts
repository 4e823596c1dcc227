import assert from "node:assert/strict";
import { openDescriptors } from "./descriptors.ts";
import type { Fixture } from "./fixture.ts";

/** The soft and the hard limit of descriptors. */
export function limits({ module: { sys, constants } }: Fixture): { soft: number; hard: number } {
  const cells = new BigUint64Array(2);
  assert.equal(sys.getrlimit(constants.RLIMIT_NOFILE!, new Uint8Array(cells.buffer)), 0, "getrlimit");
  return { soft: Number(cells[0]), hard: Number(cells[1]) };
}

/** Sets the soft limit of descriptors. */
export function setSoftLimit(fixture: Fixture, soft: number): void {
  assert.ok(trySoftLimit(fixture, soft), "setrlimit");
}

/** Raises the limit of descriptors towards `wanted` for this case; returns the new limit. */
export function raiseLimit(fixture: Fixture, wanted: number): number {
  const { soft, hard } = limits(fixture);
  let limit = Math.min(Math.max(soft, wanted), hard);
  if (limit === soft) return soft;
  // Darwin may refuse its own hard limit: kern.maxfilesperproc applies as well.
  while (limit > soft && !trySoftLimit(fixture, limit)) limit = Math.max(soft, Math.floor(limit * 0.9));
  fixture.defer(() => setSoftLimit(fixture, soft));
  return limit;
}

function trySoftLimit({ module: { sys, constants } }: Fixture, soft: number): boolean {
  const cells = new BigUint64Array(2);
  const bytes = new Uint8Array(cells.buffer);
  assert.equal(sys.getrlimit(constants.RLIMIT_NOFILE!, bytes), 0, "getrlimit");
  cells[0] = BigInt(soft);
  return sys.setrlimit(constants.RLIMIT_NOFILE!, bytes) === 0;
}

/** Runs an action while a process may open exactly `free` more descriptors. */
export function withDescriptorsFree(fixture: Fixture, free: number, action: () => void): void {
  const { soft } = limits(fixture);
  // The limit is on the numbers, and new descriptors get the lowest free ones.
  const open = openDescriptors();
  let limit = 0;
  for (let left = free; left > 0 || open.has(limit); limit++) if (!open.has(limit)) left--;
  setSoftLimit(fixture, limit);
  try {
    action();
  } finally {
    setSoftLimit(fixture, soft);
  }
}
