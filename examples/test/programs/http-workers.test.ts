import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { RUNTIMES, runProgram } from "../processes.ts";

const WORKERS = 3;
const CLIENTS = 30;
const REQUESTS = 40;
const LAST = 20;

async function ask(port: number, agent: Agent): Promise<string> {
  const [response] = (await once(get({ port, agent }), "response")) as [IncomingMessage];
  return text(response);
}

describe.each(RUNTIMES)("under $runtime", ({ runtime, missing }) => {
  test.skipIf(missing)("the workers serve together, and a signal loses no answer", async () => {
    const { process: child, port, ended } = await runProgram(runtime, "http-workers.mjs", "0", String(WORKERS));
    const said: string[] = [];
    // Each with a connection of its own, which is kept.
    const clients = Array.from({ length: CLIENTS }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let index = 0; index < REQUESTS; index++) said.push(await ask(port, agent));
      agent.destroy();
    });
    await Promise.all(clients);

    // Who has connected when the signal comes still gets an answer.
    const last = Array.from({ length: LAST }, () => connect(port, "127.0.0.1"));
    await Promise.all(last.map((socket) => once(socket, "connect")));
    for (const socket of last) socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    child.kill("SIGTERM");
    const answers = await Promise.all(last.map((socket) => text(socket)));
    said.push(...answers.map((answer) => answer.split("\r\n\r\n")[1] ?? answer));
    const { stdout, ...end } = await ended;
    expect(end).toEqual({ code: 0, signal: null, stderr: "" });

    expect(said).toHaveLength(CLIENTS * REQUESTS + LAST);
    for (const one of said) expect(one).toMatch(/^hello from worker [0-2]\n$/);
    const counts = stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(/: (\d+) requests$/.exec(line)?.[1]));
    expect(counts).toHaveLength(WORKERS);
    expect(counts.reduce((sum, count) => sum + count)).toBe(said.length);
  });
});
