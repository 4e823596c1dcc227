import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { backends, type Example, endAll, processorTime, runExample } from "./processes.ts";

/** More than the socket buffers hold, so that the server's writes cannot complete at once. */
const MUCH = 16 * 1024 * 1024;

afterEach(endAll);

async function client(server: Example): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port: Number(await server.firstLine), allowHalfOpen: true });
  await once(socket, "connect");
  return socket;
}

/** After one echo, the server has certainly accepted the connection. */
async function echoOnce(socket: Socket): Promise<void> {
  socket.write("?");
  expect(String((await once(socket, "data"))[0])).toBe("?");
}

async function readToEnd(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk)).resume();
  await once(socket, "end");
  return Buffer.concat(chunks);
}

/** Sends one SIGINT and returns the milliseconds until the process exits, which it must do cleanly. */
async function interrupt(server: Example): Promise<number> {
  const start = performance.now();
  server.process.kill("SIGINT");
  const { code, signal, stdout, stderr } = await server.ended;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: "" });
  expect(stdout).toMatch(/^\d+\nstopped\n$/);
  return performance.now() - start;
}

/** Bytes that differ by position and by seed. */
function pattern(seed: number): Buffer {
  const words = new Uint32Array(MUCH / Uint32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < words.length; index += 1) words[index] = Math.imul(index + seed, 0x9e3779b1);
  return Buffer.from(words.buffer);
}

/** Only Linux shows those of another process. */
function openDescriptors(server: Example): number {
  return readdirSync(`/proc/${server.process.pid}/fd`).length;
}

for (const { name, missing } of backends) {
  describe.skipIf(missing)(`the echo server with @pollio/${name}`, () => {
    test("stops within a second of one SIGINT while blocked in wait(-1)", async () => {
      const server = runExample("run.ts", "echo-server", name);
      const socket = await client(server);
      await echoOnce(socket);
      await sleep(300);
      expect(await interrupt(server)).toBeLessThan(1000);
      socket.destroy();
    });

    test("stops within a second of one SIGINT when no client ever connected", async () => {
      const server = runExample("run.ts", "echo-server", name);
      await server.firstLine;
      await sleep(300);
      expect(await interrupt(server)).toBeLessThan(1000);
    });

    test("stops within a second of one SIGINT while constantly busy", async () => {
      const server = runExample("run.ts", "echo-server", name);
      const sockets = await Promise.all(Array.from({ length: 20 }, () => client(server)));
      for (const socket of sockets) {
        socket.on("data", (chunk) => socket.write(chunk)).on("error", () => {});
        socket.write(Buffer.alloc(1000));
      }
      await sleep(300);
      expect(await interrupt(server)).toBeLessThan(1000);
      for (const socket of sockets) socket.destroy();
    });

    test("clients that read late get all their own bytes, even after they have ended their side", async () => {
      const server = runExample("run.ts", "echo-server", name);
      const sent = [1, 2, 3, 4].map(pattern);
      const late = await Promise.all(sent.map(() => client(server)));
      for (const [index, socket] of late.entries()) socket.pause().end(sent[index]!);
      await sleep(300); // by now the buffers are full in both directions
      const other = await client(server);
      await echoOnce(other); // and nobody else is delayed
      const before = processorTime(server);
      await sleep(300);
      expect(processorTime(server) - before).toBeLessThan(100); // it waits for them instead of spinning
      const got = await Promise.all(late.map(readToEnd));
      expect(got.map((bytes, index) => bytes.equals(sent[index]!))).toEqual([true, true, true, true]);
      for (const socket of [...late, other]) socket.destroy();
      await sleep(50); // for the server to wait again: a signal that comes between two waits is seen at the next event
      await interrupt(server);
    });

    test.skipIf(process.platform === "darwin")("clients that reset or vanish leave no descriptor open", async () => {
      const server = runExample("run.ts", "echo-server", name);
      const steady = await client(server);
      await echoOnce(steady);
      const before = openDescriptors(server);
      for (let round = 0; round < 20; round += 1) {
        const socket = await client(server);
        await echoOnce(socket);
        socket.on("error", () => {});
        socket.pause().write(Buffer.alloc(1_000_000));
        await sleep(5);
        if (round % 2 === 0) socket.resetAndDestroy();
        else socket.destroy();
      }
      for (let tries = 0; tries < 50 && openDescriptors(server) > before; tries += 1) await sleep(20);
      expect(openDescriptors(server)).toBe(before);
      await echoOnce(steady);
      // In this order: a signal that comes between two waits is seen at the next event, and the last client's end is one.
      const stopped = interrupt(server);
      steady.destroy();
      await stopped;
    });
  });
}

test("the README's program serves and stops", async () => {
  const server = runExample("echo.ts", "0");
  const port = /port (\d+)/.exec(await server.firstLine)?.[1];
  const socket = connect(Number(port), "127.0.0.1");
  await echoOnce(socket);
  server.process.kill("SIGINT");
  const { code, stdout } = await server.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/stopped\n$/);
  socket.destroy();
});
