import assert from "node:assert/strict";
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
