// The type of a participant: an entry of table.ts.

import type { Command } from "../harness/child.ts";

/**
 * The jobs that a participant can do, each with a program that speaks the protocol of harness/child.ts. `heap` is the conformance
 * suite's probe, whose first line is its answer. `sockets` is the `echo` server, asked for its memory. `one-worker` and `two-workers` are
 * the `http` server with so many threads. `start` and `import` take no requests: they run to completion, without and with pollio.
 */
export type Job =
  | "per-call"
  | "heap"
  | "latency"
  | "echo"
  | "sockets"
  | "http"
  | "one-worker"
  | "two-workers"
  | "scale"
  | "start"
  | "import";

export type Programs = Readonly<Partial<Record<Job, Command>>>;

/** A participant's part in the comparison: the limit, a backend of pollio, or a peer. */
export type Role = "limit" | "backend" | "peer";

export interface Entry {
  readonly name: string;
  readonly role: Role;
  /** The jobs it takes part in. */
  readonly jobs: readonly Job[];
  /** What a reader must know to compare it; shown in the legend of the tables. */
  readonly note?: string;
  /** What `prepare` still has to fetch or compile, if that takes a while; shown to the person who waits. */
  readonly work?: () => string | undefined;
  /** Makes its programs. A Failure says why it is not available here, and how to fix that. */
  prepare(): Promise<Programs>;
}
