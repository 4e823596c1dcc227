import type { Fixture } from "./fixture.ts";

/** A sockaddr_in of the loopback address: family in the host's order, the port in the network's (ip(7)). */
export function loopback({ module: { constants } }: Fixture, port: number): Uint8Array {
  const address = new Uint8Array(16);
  new DataView(address.buffer).setUint16(0, constants.AF_INET!, true);
  address.set([port >> 8, port & 255, 127, 0, 0, 1], 2);
  return address;
}

/** A sockaddr_un: unix(7). */
export function unixAddress({ module: { constants } }: Fixture, path: string): Uint8Array {
  const text = new TextEncoder().encode(path);
  const address = new Uint8Array(2 + text.length + 1);
  new DataView(address.buffer).setUint16(0, constants.AF_UNIX!, true);
  address.set(text, 2);
  return address;
}
