import type { BackendModule } from "../adapter.ts";
import { isLinux } from "./system.ts";

interface Holder {
  readonly module: BackendModule;
}

/** How many bytes of path a sockaddr_un has room for, the NUL at its end included: unix(7), and unix(4) on Darwin. */
export function pathRoom({ module }: Holder): number {
  return isLinux(module) ? 108 : 104;
}

/** A sockaddr_in of the loopback address: ip(7). */
export function loopback(holder: Holder, port: number): Uint8Array {
  const address = emptyAddress(holder, "AF_INET", 16);
  address.set([port >> 8, port & 255, 127, 0, 0, 1], 2);
  return address;
}

/** A sockaddr_in6 of the loopback address, whose last byte is at offset 23: ipv6(7). */
export function loopback6(holder: Holder, port: number): Uint8Array {
  const address = emptyAddress(holder, "AF_INET6", 28);
  address.set([port >> 8, port & 255], 2);
  address[23] = 1;
  return address;
}

/** A sockaddr_un: unix(7). */
export function unixAddress(holder: Holder, path: string): Uint8Array {
  const text = new TextEncoder().encode(path);
  const address = emptyAddress(holder, "AF_UNIX", 2 + text.length + 1);
  address.set(text, 2);
  return address;
}

/** The family of a sockaddr that the kernel wrote. */
export function familyOf({ module }: Holder, address: Uint8Array): number {
  return isLinux(module) ? new DataView(address.buffer, address.byteOffset).getUint16(0, true) : address[1]!;
}

/**
 * A sockaddr with nothing but its head: on Linux two bytes of family in the host's order, on Darwin one byte of length
 * (`sa_len`) and one of family (sys/socket.h).
 */
function emptyAddress({ module }: Holder, family: string, length: number): Uint8Array {
  const address = new Uint8Array(length);
  const number = module.constants[family]!;
  if (isLinux(module)) new DataView(address.buffer).setUint16(0, number, true);
  else address.set([length, number]);
  return address;
}
