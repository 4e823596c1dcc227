// Descriptors that report an event only to the first one who looks, so that only the poller itself may look.

import { linux } from "../../../../generated/core/linux.ts";
import { fsModule } from "../host-modules.ts";
import type { LinuxHost } from "../systems/system.ts";

const { SOL_SOCKET, SO_REUSEADDR, EPOLLIN } = linux.constants;
const { ENOTSOCK } = linux.errno;

const value = new Uint8Array(new ArrayBuffer(4));

/**
 * Whether a descriptor that is registered for Priority may be such a file, which is so if it is not a socket: pressure stall
 * triggers, /proc/self/mounts and sysctls are not. Other non-sockets with priority events (sysfs attributes, terminals) are rare.
 */
export function consumes({ raw }: Pick<LinuxHost, "raw">, fd: number): boolean {
  return raw.getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, value) === -ENOTSOCK;
}

/** Whether it is a perf event (perf_event_open(2)), whose readability is consumed by a look. */
export function isPerfEvent(fd: number): boolean {
  return fromProc(() => fsModule().readlinkSync(`/proc/self/fd/${fd}`)) === "anon_inode:[perf_event]";
}

/** A registration for Readable of an epoll, with the halves of its user data. */
export interface Registered {
  readonly low: number;
  readonly high: number;
}

/** The perf events that are registered for Readable in an epoll: proc(5) lists what is in it. */
export function perfEventsOf(host: Pick<LinuxHost, "raw">, epfd: number): readonly Registered[] {
  const info = fromProc(() => fsModule().readFileSync(`/proc/self/fdinfo/${epfd}`, "latin1")) ?? "";
  return (
    [...info.matchAll(/^tfd: +(\d+) +events: +([0-9a-f]+) +data: +([0-9a-f]+)/gm)]
      .filter(([, , events]) => (Number.parseInt(events!, 16) & EPOLLIN) !== 0)
      // Sockets are recognized first, because that is cheaper than reading a link.
      .filter(([, fd]) => consumes(host, Number(fd)) && isPerfEvent(Number(fd)))
      .map(([, , , data]) => {
        const digits = data!.padStart(16, "0");
        return { low: Number.parseInt(digits.slice(8), 16) | 0, high: Number.parseInt(digits.slice(0, 8), 16) | 0 };
      })
  );
}

/** Undefined if /proc is missing or may not be read; without this check, Deno would ask the user for permission. */
function fromProc(read: () => string): string | undefined {
  const { Deno } = globalThis as { Deno?: { permissions: { querySync(what: { name: "read" }): { state: string } } } };
  try {
    if (Deno !== undefined && Deno.permissions.querySync({ name: "read" }).state !== "granted") return undefined;
    return read();
  } catch {
    return undefined;
  }
}
