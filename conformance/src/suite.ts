import { existsSync } from "node:fs";
import type { Adapter } from "./adapter.ts";
import type { Case, Need } from "./case.ts";
import { allCases } from "./cases/index.ts";
import { type CompleteAdapter, complete, lackingDescriptorMembers, lackingMembers } from "./complete.ts";
import { checkListed, inverted, reasonFor } from "./declared.ts";
import { openWhatTheRuntimeKeeps } from "./support/descriptors.ts";
import { Fixture, type FixtureOptions } from "./support/fixture.ts";
import { hasNamespaces, hasPressureTriggers } from "./support/privileges.ts";
import { loopback6 } from "./support/sockaddr.ts";
import { URGENT_FILE } from "./support/urgent-file.ts";

/** The test runner's function, as the suite calls it. */
export type Test = (name: string, fn: () => void | Promise<void>, timeoutMs?: number) => void;

/** A case that does not run, and why; never counted as passed. */
export interface NotRun {
  readonly name: string;
  readonly reason: string;
}

/** What a run registered. */
export interface SuiteReport {
  readonly cases: readonly string[];
  /** What cannot be proved here. */
  readonly notProvable: readonly NotRun[];
  /** What the adapter excludes, and what is about exports that it does not have. */
  readonly leftOut: readonly NotRun[];
  /** Registered cases that the adapter expects to fail. */
  readonly expectedFailures: readonly NotRun[];
  /** Each thing that is covered, and the registered cases that claim it. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
}

/** Options of a run. */
export interface SuiteOptions {
  readonly test: Test;
  readonly backend: Adapter;
  /** Called with what a case saw in another process, which no recorder can observe. */
  readonly witness?: (token: string) => void;
  /** How long a case waits for what must come, in milliseconds; default 5,000. */
  readonly patienceMs?: number;
  /** Whether a case that the adapter expects to fail passes by failing, which is the default; a runner that judges by itself says no. */
  readonly invertExpected?: boolean;
}

const DEFAULT_TIMEOUT_MS = 15_000;

const REASONS: Readonly<Record<Need, string>> = {
  instrument: "the adapter has no `instrument`, so the memory of a wait cannot be observed",
  url: "the adapter has no `url`, so no worker or child process can import the backend",
  ipv6: "this machine has no IPv6 loopback address",
  sysfs: "this machine has no file in /sys that reports something urgent until it is read",
  namespaces: "this process may not give a child a host name and mounts of its own (unshare(1) as root)",
  pressure: "this machine takes no pressure stall trigger in /proc/pressure/cpu",
};

/** Registers each case with `test`, and reports what was registered and what was not. */
export function suite(options: SuiteOptions): SuiteReport {
  const { test, backend, witness, patienceMs, invertExpected = true } = options;
  const adapter = complete(backend);
  const { exclusions = [], expectedFailures: expected = [] } = adapter;
  const names = allCases.map(({ name }) => name);
  checkListed(exclusions, "exclusions", adapter.name, names);
  checkListed(expected, "expectedFailures", adapter.name, names);
  openWhatTheRuntimeKeeps();
  const cases: string[] = [];
  const notProvable: NotRun[] = [];
  const leftOut: NotRun[] = [];
  const expectedFailures: NotRun[] = [];
  const covers: Record<string, string[]> = {};
  let started: Promise<void> | undefined;
  for (const entry of allCases) {
    const { name } = entry;
    if (entry.when && !entry.when(adapter.module)) continue;
    const excluded = reasonFor(exclusions, name) ?? whyNotAsked(entry, backend);
    if (excluded !== undefined) {
      leftOut.push({ name, reason: excluded });
      continue;
    }
    const missing = entry.needs?.find((need) => !provides(adapter, need));
    if (missing !== undefined) {
      notProvable.push({ name, reason: REASONS[missing] });
      continue;
    }
    cases.push(name);
    for (const token of entry.covers) {
      covers[token] ??= [];
      covers[token].push(name);
    }
    const reason = reasonFor(expected, name);
    if (reason !== undefined) expectedFailures.push({ name, reason });
    const run = async () => {
      started ??= waitOnce(adapter);
      await started;
      await runCase(entry, adapter, { witness, patienceMs });
    };
    const mustFail = reason !== undefined && invertExpected;
    test(name, mustFail ? inverted(run, reason) : run, entry.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }
  return { cases, notProvable, leftOut, expectedFailures, covers };
}

/** Why a case about what the module may lack does not run: the module has none of its own. */
function whyNotAsked({ about }: Case, backend: Adapter): string | undefined {
  if (about === undefined) return undefined;
  const lacking = about === "system" ? lackingMembers(backend) : lackingDescriptorMembers(backend);
  if (lacking.length === 0) return undefined;
  const what = about === "system" ? "syscalls and sockets" : "waits for single descriptors";
  return `it is about ${what}, and the module of "${backend.name}" has no ${lacking.join(", ")}`;
}

/** A backend may start a thread for its first asynchronous wait and keep it. No case has leaked that thread's descriptors. */
async function waitOnce({ module }: CompleteAdapter): Promise<void> {
  try {
    const poller = new module.OsPoller();
    poller.notify();
    await poller.waitAsync(5000);
    poller.close();
    // The thread's own poller is made at the first call, and kept.
    const [reader, writer] = module.pipe();
    await module.readable?.(reader, { timeoutMs: 0 });
    for (const fd of [reader, writer]) module.sys.close(fd);
  } catch {
    // The cases report what does not work.
  }
}

/** Runs one case, closes what it opened, and fails if a descriptor is left open. */
async function runCase(entry: Case, backend: CompleteAdapter, options: FixtureOptions): Promise<void> {
  const fixture = new Fixture(backend, options);
  try {
    await entry.run(fixture);
  } catch (error) {
    // Show this failure, not a leak that follows from it.
    await fixture.release();
    throw error;
  }
  await fixture.release();
  await fixture.assertNothingLeft();
}

function provides(backend: CompleteAdapter, need: Need): boolean {
  if (need === "instrument") return backend.instrument !== undefined;
  if (need === "url") return backend.url !== undefined;
  if (need === "ipv6") return hasIpv6Loopback(backend);
  if (need === "namespaces") return hasNamespaces();
  if (need === "pressure") return hasPressureTriggers();
  return existsSync(URGENT_FILE);
}

function hasIpv6Loopback(backend: CompleteAdapter): boolean {
  const { sys, constants } = backend.module;
  const fd = sys.socket(constants.AF_INET6!, constants.SOCK_STREAM!, 0);
  if (fd < 0) return false;
  const result = sys.bind(fd, loopback6(backend, 0));
  sys.close(fd);
  return result === 0;
}
