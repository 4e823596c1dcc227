import assert from "node:assert/strict";
import type { Fixture } from "./fixture.ts";
import { loopback } from "./sockaddr.ts";

/** A non-blocking datagram socket. */
export function datagramSocket(fixture: Fixture, family: "AF_INET" | "AF_INET6" | "AF_UNIX" = "AF_INET"): number {
  const { constants, sys } = fixture.module;
  const fd = fixture.own(sys.socket(constants[family]!, constants.SOCK_DGRAM!, 0), "socket");
  fixture.unblock(fd);
  return fd;
}

/** The address that a socket is bound to, as the kernel writes it. */
export function boundAddress(fixture: Fixture, fd: number, size: number): Uint8Array {
  const address = new Uint8Array(size);
  assert.ok(fixture.module.sys.getsockname(fd, address) >= 0, "getsockname");
  return address;
}

/** Two UDP sockets, the first of which sends to the second. */
export function udpPair(fixture: Fixture): { sender: number; receiver: number; address: Uint8Array } {
  const { sys } = fixture.module;
  const [sender, receiver] = [datagramSocket(fixture), datagramSocket(fixture)];
  assert.equal(sys.bind(receiver, loopback(fixture, 0)), 0);
  const address = boundAddress(fixture, receiver, 16);
  assert.equal(sys.connect(sender, address), 0);
  return { sender, receiver, address };
}
