import { once } from "node:events";
import { readdirSync } from "node:fs";
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

/** How many requests each worker says, at its end, that it has answered. */
function countsOf(stdout: string): number[] {
  const lines = stdout.trim().split("\n").slice(1);
  return lines.map((line) => Number(/: (\d+) requests$/.exec(line)?.[1]));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

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

    // Clients that have connected when the signal arrives still get an answer, even if they have not been accepted yet.
    child.kill("SIGSTOP");
    const last = Array.from({ length: LAST }, () => connect(port, "127.0.0.1"));
    await Promise.all(last.map((socket) => once(socket, "connect")));
    for (const socket of last) socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    child.kill("SIGTERM");
    child.kill("SIGCONT");
    const answers = await Promise.all(last.map((socket) => text(socket)));
    said.push(...answers.map((answer) => answer.split("\r\n\r\n")[1] ?? answer));
    const { stdout, ...end } = await ended;
    expect(end).toEqual({ code: 0, signal: null, stderr: "" });

    expect(said).toHaveLength(CLIENTS * REQUESTS + LAST);
    for (const one of said) expect(one).toMatch(/^hello from worker [0-2]\n$/);
    expect(countsOf(stdout)).toHaveLength(WORKERS);
    expect(sum(countsOf(stdout))).toBe(said.length);
  });

  test.skipIf(missing)("a signal during requests over keep-alive connections loses no answered request", async () => {
    const { process: child, port, ended } = await runProgram(runtime, "http-workers.mjs", "0", String(WORKERS));
    let answered = 0;
    const clients = Array.from({ length: CLIENTS }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      try {
        for (;;) {
          expect(await ask(port, agent)).toMatch(/^hello from worker [0-2]\n$/);
          answered++;
        }
      } catch (error) {
        // The server has closed the connection between two requests, or refuses a new one.
        expect(error).toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|ECONNREFUSED|EPIPE)$/) });
      }
      agent.destroy();
    });
    await expect.poll(() => answered).toBeGreaterThan(10 * CLIENTS);
    child.kill("SIGTERM");
    await Promise.all(clients);
    const { stdout, ...end } = await ended;
    expect(end).toEqual({ code: 0, signal: null, stderr: "" });
    expect(sum(countsOf(stdout))).toBe(answered);
  });

  test.skipIf(missing)("keep-alive connections are distributed evenly, and none leaks", async () => {
    const { process: child, port, ended } = await runProgram(runtime, "http-workers.mjs", "0", String(WORKERS));
    // Linux alone shows the descriptors of another process.
    const descriptors = () => readdirSync(`/proc/${child.pid}/fd`).length;
    const agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    await ask(port, agents[0]!);
    const before = process.platform === "linux" ? descriptors() : 0;
    // One after another, so that all workers are idle when a client connects.
    const said: string[] = [];
    for (const agent of agents) said.push(await ask(port, agent));
    for (const worker of [0, 1, 2]) {
      expect(said.filter((one) => one === `hello from worker ${worker}\n`)).toHaveLength(CLIENTS / WORKERS);
    }
    if (process.platform === "linux") expect(descriptors()).toBe(before + CLIENTS - 1);
    for (const agent of agents) agent.destroy();
    if (process.platform === "linux") await expect.poll(descriptors).toBe(before - 1);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });
});
