import type { BackendModule } from "./adapter.ts";
import type { Fixture } from "./support/fixture.ts";

/** What an adapter or the machine must offer so that a case proves anything. */
export type Need = "instrument" | "url" | "ipv6" | "sysfs" | "namespaces" | "pressure";

/** One behaviour and its proof. */
export interface Case {
  /** Stable and dotted: theme.subject.behaviour. */
  readonly name: string;
  /** What it exercises, such as `add`, `add:EEXIST`, `sys.read`, `sys.read:-errno`; the suite's own test checks each claim. */
  readonly covers: readonly string[];
  readonly needs?: readonly Need[];
  /** Chooses between two opposite cases by a declared capability; exactly one of them is registered. */
  when?(module: BackendModule): boolean;
  /**
   * The case looks at syscalls or sockets alone, or at waits for single descriptors: a poller that exports none of those is not asked.
   * The suite's own test checks it.
   */
  readonly about?: "system" | "descriptors";
  readonly timeoutMs?: number;
  run(fixture: Fixture): void | Promise<void>;
}
