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
  if (limit > soft) fixture.defer(() => setSoftLimit(fixture, soft));
  // Darwin takes any limit, and then applies the lower one of it and kern.maxfilesperproc (proc_limitgetcur_nofile()).
  while ((limit > soft && !trySoftLimit(fixture, limit)) || !canHave(fixture, limit - 1))
    limit = Math.floor(limit * 0.9);
  return limit;
}

/** Whether a descriptor may have the number. */
function canHave({ module: { sys, constants } }: Fixture, number: number): boolean {
  const one = sys.socket(constants.AF_UNIX!, constants.SOCK_STREAM!, 0);
  const high = sys.fcntl(one, constants.F_DUPFD_CLOEXEC!, number);
  sys.close(one);
  return high >= 0 && sys.close(high) === 0;
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
