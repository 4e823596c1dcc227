// The clients must detect a faulty server: benchmarking a server that loses bytes would be worthless.

import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Load } from "../tables/load.ts";

const servers: Server[] = [];
const load = new Load((command) => command);
const httpLoad = new Load((command) => command, "http-load");
afterEach(async () => {
  await load.end();
  await httpLoad.end();
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

describe("the clients of HTTP servers", () => {
  const answer = (body: string, status = "200 OK") =>
    `HTTP/1.1 ${status}\r\ncontent-LENGTH: ${body.length}\r\n\r\n${body}`;
  const exchange = (port: number, depth = 1) => httpLoad.withClients(port, 3, depth, () => httpLoad.run(20));
  /** Answers each request with what `answerTo` says for its number. */
  const serve = (answerTo: (number: number) => string) => {
    let number = 0;
    return listen((socket, bytes) => {
      const requests = bytes.toString("latin1").split("\r\n\r\n").length - 1;
      socket.write(Array.from({ length: requests }, () => answerTo(number++)).join(""));
    });
  };

  test("count answers, pipelined ones too, and headers may change", async () => {
    const port = await serve((number) => answer("hello\n").replace("\r\n\r\n", `\r\nx: ${number}\r\n\r\n`));
    for (const depth of [1, 16]) {
      const { messages, ns, cpu } = await exchange(port, depth);
      expect(messages).toBeGreaterThanOrEqual(3 * depth);
      expect(ns).toBeGreaterThan(20e6);
      expect(cpu).toBeGreaterThan(0);
    }
  });

  test("take answers that come in pieces", async () => {
    const port = await listen((socket) => {
      socket.setNoDelay(); // the second piece must not wait for an acknowledgement
      socket.write(answer("hello\n").slice(0, 30));
      setImmediate(() => socket.write(answer("hello\n").slice(30)));
    });
    expect((await exchange(port)).messages).toBeGreaterThan(3);
  });

  test.each([
    ["an answer that is not 200", () => answer("hello\n", "404 Not Found")],
    ["an unknown body", () => answer("goodbye\n")],
    ["a body that differs from the one before", (number: number) => answer(number > 10 ? "hullo\n" : "hello\n")],
    ["an answer without Content-Length", () => "HTTP/1.1 200 OK\r\n\r\nhello\n"],
    ["more answers than requests", () => answer("hello\n").repeat(2)],
  ])("refuse %s", async (reason, answerTo) => {
    await expect(exchange(await serve(answerTo))).rejects.toThrow(reason);
  });
});
