// Pipes and sockets, made and used through the double.

import { c, errno, ok, own } from "./calls.ts";
import { change, kqueue, one } from "./kevents.ts";
import { E, EV, EVFILT, F, SOCKET } from "./numbers.ts";

export function nonblocking(fd: number): number {
  ok(c.fcntl(fd, F.SETFL, "int", F.NONBLOCK));
  return fd;
}

/** The reading and the writing end; neither blocks. */
export function pipe(): [number, number] {
  const fds = new Int32Array(2);
  ok(c.pipe(fds));
  return [nonblocking(own(fds[0]!)), nonblocking(own(fds[1]!))];
}

/** Two unix stream sockets; neither blocks. */
export function pair(): [number, number] {
  const fds = new Int32Array(2);
  ok(c.socketpair(SOCKET.UNIX, SOCKET.STREAM, 0, fds));
  return [nonblocking(own(fds[0]!)), nonblocking(own(fds[1]!))];
}

/** A sockaddr_in of Darwin's for the loopback address. */
export const loopback = (port: number): Uint8Array =>
  Uint8Array.of(16, SOCKET.INET, port >> 8, port & 255, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);

export function portOf(fd: number): number {
  const address = new Uint8Array(16);
  ok(c.getsockname(fd, address, Uint32Array.of(16)));
  return address[2]! * 256 + address[3]!;
}

export function listener(): { server: number; port: number } {
  const server = nonblocking(own(c.socket(SOCKET.INET, SOCKET.STREAM, 0)));
  ok(c.bind(server, loopback(0), 16));
  ok(c.listen(server, 16));
  return { server, port: portOf(server) };
}

/** A socket that is being connected to the port. */
export function connecting(port: number): number {
  const client = nonblocking(own(c.socket(SOCKET.INET, SOCKET.STREAM, 0)));
  if (c.connect(client, loopback(port), 16) < 0 && errno() !== E.INPROGRESS)
    throw new Error(`connect: errno ${errno()}`);
  return client;
}

/** The two ends of a TCP connection; neither blocks. */
export function connection(): [number, number] {
  const { server, port } = listener();
  const client = connecting(port);
  const kq = kqueue();
  change(kq, EVFILT.READ, server, EV.ADD);
  one(kq);
  const peer = own(c.accept(server, null, null));
  c.close(server);
  c.close(kq);
  return [client, peer];
}

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

export function write(fd: number, ...values: number[]): void {
  if (ok(c.write(fd, bytes(...values), values.length)) !== values.length) throw new Error("not all was written");
}

/** What can be read now, at most 64 KiB. */
export function read(fd: number): number[] {
  const into = new Uint8Array(65_536);
  return [...into.subarray(0, ok(c.read(fd, into, into.length)))];
}

/** Fills the descriptor until it would block; gives how many bytes went in. */
export function fill(fd: number): number {
  const block = new Uint8Array(65_536);
  for (let sum = 0; ; ) {
    const written = c.write(fd, block, block.length);
    if (written < 0) return sum;
    sum += written;
  }
}
