import { once } from "node:events";
import { readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { connectTcp, listenTcp, localAddress, sys } from "pollio";
import { afterEach, expect, test } from "vitest";
import { probe, scan } from "../../programs/port-scanner.mjs";

const open = new Set<{ close(): void }>();
afterEach(() => {
  for (const one of open) one.close();
  open.clear();
});

async function listen(): Promise<number> {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  open.add(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("a port where somebody listens is open, and another one closed", async () => {
  const port = await listen();
  expect(await probe("127.0.0.1", port)).toBe("open");
  for (const one of open) one.close();
  await expect.poll(() => probe("127.0.0.1", port)).toBe("closed");
});

// Linux lets further clients wait once nobody has accepted those before; macOS refuses them.
test.runIf(process.platform === "linux")("a port that answers nothing is silent once the time is up", async () => {
  const listener = listenTcp({ port: 0, backlog: 0 });
  const { port } = localAddress(listener) as { port: number };
  const waiting = Array.from({ length: 4 }, () => connectTcp({ port }));
  const start = performance.now();
  expect(await probe("127.0.0.1", port, 200)).toBe("silent");
  expect(performance.now() - start).toBeGreaterThan(190);
  for (const fd of [listener, ...waiting]) sys.close(fd);
});

test("of a range, the open ports are found, and no descriptor is left", async () => {
  const ports = await Promise.all([listen(), listen(), listen()]);
  const before = readdirSync("/dev/fd").length;
  const [first, last] = [Math.min(...ports) - 20, Math.min(...ports) + 1_000];
  const found = await scan("127.0.0.1", first, last);
  const within = ports.filter((port) => port <= last).sort((a, b) => a - b);
  expect(found.filter((port) => ports.includes(port))).toEqual(within);
  expect(readdirSync("/dev/fd").length).toBeLessThanOrEqual(before + 3);
});
