// The operating systems that the spec describes.

import { darwinSystem } from "./darwin/system.ts";
import { linuxSystem } from "./linux/system.ts";
import type { System, SystemHost } from "./system.ts";

/** Each gets the host of a backend that supplies its own syscalls. */
const SYSTEMS: Readonly<Record<string, (host: SystemHost<never>) => System>> = {
  linux: linuxSystem,
  darwin: darwinSystem,
};

/** The system of the host's platform. */
export function createSystem(host: SystemHost): System {
  return SYSTEMS[host.platform.os]!(host as SystemHost<never>);
}

/** The same for a backend that is still being opened, with the layouts of this process's architecture. */
export function systemOf(host: Omit<SystemHost, "layouts">): System {
  return createSystem({ ...host, layouts: host.platform.architectures[process.arch]! });
}
