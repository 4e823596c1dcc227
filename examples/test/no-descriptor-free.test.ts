// What the servers do while no descriptor is free for another client.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { backends, endAll, processorTime, runExample } from "./processes.ts";

/** What `ulimit -n` gives the server, and more clients than that. */
const LIMIT = 48;
const CLIENTS = 60;

afterEach(endAll);

const servers = [
  { name: "the quick start", start: () => runExample({ file: "quick-start.mjs", limit: LIMIT }, "0") },
  ...backends
    .filter(({ missing }) => !missing)
    .map(({ name }) => ({
      name: `the echo server with @pollio/${name}`,
      start: () => runExample({ file: "run.ts", limit: LIMIT }, "echo-server", name),
    })),
];

/** Whether each client has had its byte echoed. */
async function echoed(clients: readonly Socket[]): Promise<boolean[]> {
  const before = clients.map(({ bytesRead }) => bytesRead);
  for (const client of clients) client.write("?");
  await sleep(500);
  return clients.map(({ bytesRead }, index) => bytesRead > before[index]!);
}

// macOS closes a connection for which there is no descriptor.
describe.skipIf(process.platform === "darwin").each(servers)("$name", ({ start }) => {
  test("serves whom it has accepted, idles while others wait, and accepts them when clients have gone", async () => {
    const server = start();
    const port = Number(/(\d+)(?:;|$)/.exec(await server.firstLine)?.[1]);
    const clients = Array.from({ length: CLIENTS }, () =>
      connect(port, "127.0.0.1")
        .on("error", () => {})
        .resume(),
    );
    await Promise.all(clients.map((client) => once(client, "connect")));
    const served = await echoed(clients);
    const accepted = clients.filter((_, index) => served[index]);
    const waiting = clients.filter((_, index) => !served[index]);
    expect(accepted.length).toBeGreaterThan(5);
    expect(waiting.length).toBeGreaterThan(5);

    const before = processorTime(server);
    await sleep(2000);
    expect(processorTime(server) - before).toBeLessThan(100);
    expect(await echoed(accepted)).not.toContain(false);

    // As many leave as wait: the bytes that these have sent already are echoed now.
    for (const client of accepted.splice(0, Math.min(waiting.length, accepted.length - 1))) client.destroy();
    await sleep(500);
    expect(await echoed(accepted)).not.toContain(false);
    expect(waiting.filter(({ bytesRead }) => bytesRead > 0).length).toBeGreaterThan(waiting.length / 3);
    for (const client of [...accepted, ...waiting]) client.destroy();
    await sleep(300);
    const late = connect(port, "127.0.0.1")
      .on("error", () => {})
      .resume();
    await once(late, "connect");
    expect(await echoed([late])).toEqual([true]);
    late.destroy();
  });
});

/** Programs that speak first or answer a request; the rest of what they do is tested beside them. */
const programs = [
  { file: "programs/http-server.mjs", args: ["0"], limit: LIMIT, says: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
  { file: "programs/http-workers.mjs", args: ["0", "2"], limit: 100, says: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
  { file: "programs/chat.mjs", args: ["0", "0"], limit: LIMIT, says: "" },
];

describe.skipIf(process.platform === "darwin").each(programs)("$file", ({ file, args, limit, says }) => {
  test("idles while clients wait for a descriptor, and serves the next one when others have gone", async () => {
    const server = runExample({ file, limit }, ...args);
    const port = Number(/:(\d+)$/.exec(await server.firstLine)?.[1]);
    const clients = Array.from({ length: limit + 20 }, () => connect(port, "127.0.0.1").on("error", () => {}));
    await Promise.all(clients.map((client) => once(client, "connect")));
    await sleep(500);
    const before = processorTime(server);
    await sleep(2000);
    expect(processorTime(server) - before).toBeLessThan(100);
    for (const client of clients) client.destroy();
    await sleep(500);
    const late = connect(port, "127.0.0.1");
    late.write(says);
    expect((await once(late, "data"))[0].length).toBeGreaterThan(10);
    late.destroy();
  });
});
