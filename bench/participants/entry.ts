// What a participant of the benchmarks is: an entry of table.ts.

import type { Command } from "../harness/child.ts";

/**
 * What a participant can be asked to do: a program for each, that speaks the protocol of harness/child.ts. `heap` is the
 * conformance suite's probe, which answers with its first line; `sockets` is the server of `echo`, asked for its memory. `start`
 * and `import` are asked nothing: they end by themselves, without pollio and with it.
 */
export type Job = "per-call" | "heap" | "latency" | "echo" | "sockets" | "scale" | "start" | "import";

export type Programs = Readonly<Partial<Record<Job, Command>>>;

/** What it is in the comparison: the limit, pollio through one backend, or somebody else. */
export type Role = "limit" | "backend" | "peer";

export interface Entry {
  readonly name: string;
  readonly role: Role;
  /** What it takes part in. */
  readonly jobs: readonly Job[];
  /** What must be known to compare it, in the legend of the tables. */
  readonly note?: string;
  /** What `prepare` must still fetch or compile that takes a while, if anything: for who waits for it. */
  readonly work?: () => string | undefined;
  /** Makes its programs. A Failure says why it cannot be had here, and what would mend that. */
  prepare(): Promise<Programs>;
}
