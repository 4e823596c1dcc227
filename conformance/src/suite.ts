import { existsSync } from "node:fs";
import type { Adapter } from "./adapter.ts";
import type { Case, Need } from "./case.ts";
import { allCases } from "./cases/index.ts";
import { openWhatTheRuntimeKeeps } from "./support/descriptors.ts";
import { Fixture, type FixtureOptions } from "./support/fixture.ts";
import { loopback6 } from "./support/sockaddr.ts";
import { URGENT_FILE } from "./support/urgent-file.ts";

/** The runner's test function, in the form that the suite calls it. */
export type Test = (name: string, fn: () => void | Promise<void>, timeoutMs?: number) => void;

/** A case that cannot prove anything here, and why; never counted as passed. */
export interface NotProvable {
  readonly name: string;
  readonly reason: string;
}

/** What a run registered. */
export interface SuiteReport {
  readonly cases: readonly string[];
  readonly notProvable: readonly NotProvable[];
  /** Each thing that is covered, and the registered cases that claim it. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
}

/** What the suite is run with. */
export interface SuiteOptions {
  readonly test: Test;
  readonly backend: Adapter;
  /** Told what a case saw in another process, where no recorder can look. */
  readonly witness?: (token: string) => void;
  /** How long a case waits for what must come, in milliseconds; default 5,000. */
  readonly patienceMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;

const REASONS: Readonly<Record<Need, string>> = {
  instrument: "the adapter has no `instrument`, so that the memory of a wait cannot be seen",
  url: "the adapter has no `url`, so that no worker or child process can import the backend",
  ipv6: "this machine has no IPv6 loopback address",
  sysfs: "this machine has no file in /sys that reports something urgent until it is read",
};

/** Registers each case with `test`, and says what was registered and what cannot be proved. */
export function suite({ test, backend, witness, patienceMs }: SuiteOptions): SuiteReport {
  openWhatTheRuntimeKeeps();
  const cases: string[] = [];
  const notProvable: NotProvable[] = [];
  const covers: Record<string, string[]> = {};
  for (const entry of allCases) {
    if (entry.when && !entry.when(backend.module)) continue;
    const missing = entry.needs?.find((need) => !provides(backend, need));
    if (missing !== undefined) {
      notProvable.push({ name: entry.name, reason: REASONS[missing] });
      continue;
    }
    cases.push(entry.name);
    for (const token of entry.covers) {
      covers[token] ??= [];
      covers[token].push(entry.name);
    }
    test(entry.name, () => runCase(entry, backend, { witness, patienceMs }), entry.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }
  return { cases, notProvable, covers };
}

/** Runs one case, closes what it opened, and fails when a descriptor is left. */
async function runCase(entry: Case, backend: Adapter, options: FixtureOptions): Promise<void> {
  const fixture = new Fixture(backend, options);
  try {
    await entry.run(fixture);
  } catch (error) {
    // The first failure is the one to show: a leak that follows from it is not.
    await fixture.release();
    throw error;
  }
  await fixture.release();
  await fixture.assertNothingLeft();
}

function provides(backend: Adapter, need: Need): boolean {
  if (need === "instrument") return backend.instrument !== undefined;
  if (need === "url") return backend.url !== undefined;
  return need === "ipv6" ? hasIpv6Loopback(backend) : existsSync(URGENT_FILE);
}

function hasIpv6Loopback(backend: Adapter): boolean {
  const { sys, constants } = backend.module;
  const fd = sys.socket(constants.AF_INET6!, constants.SOCK_STREAM!, 0);
  if (fd < 0) return false;
  const result = sys.bind(fd, loopback6(backend, 0));
  sys.close(fd);
  return result === 0;
}
