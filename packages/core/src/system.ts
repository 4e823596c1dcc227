// What differs from one operating system to another: the facility that polls, how it is woken, and how a descriptor that
// does not block is had. linux-system.ts and darwin-system.ts are the two.

import type { Capabilities } from "./backend-module.ts";
import { darwinSystem } from "./darwin-system.ts";
import type { EventMemory } from "./event-memory.ts";
import type { Facility } from "./facility.ts";
import { linuxSystem } from "./linux-system.ts";
import type { Block, Layout, Native, Platform, RawSys } from "./seam.ts";

/** What of a backend a system needs. */
export interface SystemHost {
  readonly raw: RawSys;
  readonly platform: Platform;
  /** The structs of this architecture. */
  readonly layouts: Readonly<Record<string, Layout>>;
  allocate(bytes: number): Block;
  readonly controlAll?: Native["controlAll"];
}

export interface System {
  /** Opens the facility; throws a PollerError. */
  open(maxEvents: number): Facility;
  /** What fetches from a facility that another thread opened. */
  fetcher(fd: number, maxEvents: number): Fetcher;
  /** Wakes through the descriptor of a waker. Never throws. */
  wake(fd: number): void;
  /** A stream socket that does not block and is closed on exec, or -errno. */
  socket(domain: number): number;
  /** A connection of the same kind, or -errno. */
  accept(fd: number): number;
  readonly capabilities: Omit<Capabilities, "allocationFree">;
}

/** Waits on a facility's descriptor. */
export interface Fetcher {
  readonly memory: EventMemory;
  /** Whole milliseconds, -1 to block; gives how many events there are, the wake-up among them, or -errno. */
  fetch(timeoutMs: number): number;
}

const SYSTEMS: Readonly<Record<string, (host: SystemHost) => System>> = { linux: linuxSystem, darwin: darwinSystem };

/** The system that the host's platform is of; the spec describes no other. */
export function createSystem(host: SystemHost): System {
  return SYSTEMS[host.platform.os]!(host);
}

/** The same for a backend that is being opened, on this process's architecture. */
export function systemOf(host: Omit<SystemHost, "layouts">): System {
  return createSystem({ ...host, layouts: host.platform.architectures[process.arch]! });
}
