// The clients must detect a faulty server: benchmarking a server that loses bytes would be worthless.

import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Load } from "../tables/load.ts";

const servers: Server[] = [];
const load = new Load((command) => command);
afterEach(async () => {
  await load.end();
  for (const server of servers.splice(0)) server.close();
});

async function listen(onData: (socket: Socket, bytes: Buffer) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("data", (bytes) => onData(socket, bytes as Buffer));
    socket.on("error", () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

test("a correct server's echoes are counted, however they are split", async () => {
  const port = await listen((socket, bytes) => {
    const middle = bytes.length >> 1;
    setImmediate(() => socket.write(bytes.subarray(0, middle)));
    setImmediate(() => socket.write(bytes.subarray(middle)));
  });
  const { messages, ns } = await load.withClients(port, 3, 100_000, () => load.run(20));
  expect(messages).toBeGreaterThanOrEqual(3);
  expect(ns).toBeGreaterThan(20e6);
});

test("a wrong byte is an error", async () => {
  const port = await listen((socket, bytes) => {
    bytes[bytes.length - 1]! ^= 1;
    socket.write(bytes);
  });
  await expect(load.withClients(port, 2, 64, () => load.run(20))).rejects.toThrow("an echo differs from what was sent");
});

test("an echo of an earlier message is an error", async () => {
  let first: Buffer | undefined;
  const port = await listen((socket, bytes) => {
    first ??= bytes;
    socket.write(first);
  });
  await expect(load.withClients(port, 1, 64, () => load.run(20))).rejects.toThrow("an echo differs from what was sent");
});

test("an extra byte is an error", async () => {
  const port = await listen((socket, bytes) => socket.write(Buffer.concat([bytes, bytes.subarray(0, 1)])));
  await expect(load.withClients(port, 1, 64, () => load.run(20))).rejects.toThrow("an echo differs from what was sent");
});

test("a server that hangs up is an error, and the next server gets fresh clients", async () => {
  const port = await listen((socket) => socket.destroy());
  await expect(load.withClients(port, 1, 64, () => load.run(20))).rejects.toThrow(/the load generator ended .*read/);
  const right = await listen((socket, bytes) => socket.write(bytes));
  expect((await load.withClients(right, 1, 64, () => load.run(5))).messages).toBeGreaterThan(0);
});
