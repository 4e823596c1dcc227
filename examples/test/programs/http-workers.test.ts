import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ensureRuntime, plainLauncher, RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";

const PROGRAM = fileURLToPath(new URL("../../programs/http-workers.mjs", import.meta.url));
const WORKERS = 3;
const CLIENTS = 30;
const REQUESTS = 40;

async function ask(port: number, agent?: Agent): Promise<string> {
  const [response] = (await once(get({ port, agent: agent ?? false }), "response")) as [IncomingMessage];
  return text(response);
}

test.each(["node", "bun", "deno"] as const)(
  "under %s all workers serve, and a signal loses no answer",
  async (runtime) => {
    await ensureRuntime(runtime);
    const { command, args } = plainLauncher(runtime)!;
    const env = { ...process.env, ...RUNTIME_ENV };
    const child = spawn(command, [...args, PROGRAM, "0", String(WORKERS)], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines: string[] = [];
    const first = new Promise<string>((resolve) => {
      createInterface(child.stdout).on("line", (line) => lines.push(line) === 1 && resolve(line));
    });
    const port = Number(/:(\d+)$/.exec(await first)?.[1]);
    const said: string[] = [];
    // Each with a connection of its own, which is kept.
    const clients = Array.from({ length: CLIENTS }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let index = 0; index < REQUESTS; index++) said.push(await ask(port, agent));
      agent.destroy();
    });
    await Promise.all(clients);
    const last = Array.from({ length: 20 }, () => ask(port));
    await Promise.race(last);
    child.kill("SIGTERM");
    said.push(...(await Promise.all(last)));
    expect(await once(child, "exit")).toEqual([0, null]);

    expect(said).toHaveLength(CLIENTS * REQUESTS + 20);
    for (const one of said) expect(one).toMatch(/^hello from worker [0-2]\n$/);
    const counts = lines.slice(1).map((line) => Number(/: (\d+) requests$/.exec(line)?.[1]));
    expect(counts).toHaveLength(WORKERS);
    expect(counts.reduce((sum, count) => sum + count)).toBe(said.length);
    expect(counts.filter((count) => count > 0).length, "of a shared listener, more than one accepts").toBeGreaterThan(
      1,
    );
  },
);
