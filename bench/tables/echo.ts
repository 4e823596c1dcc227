// Table 3: echo servers over TCP on the loopback. All servers run throughout, pinned to one core, and take turns with the clients.
// Processor time per message is what a server costs; messages per second also depend on the clients.

import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "../harness/child.ts";
import { endAll, type Running, rotated } from "../harness/recording.ts";
import { Load } from "./load.ts";
import { type Context, roundName, type Table } from "./table.ts";

/** Numbers of connections by the size of the messages. */
export const CONNECTIONS = { 64: [1, 8, 64, 1_000, 8_000], 16384: [1, 64, 1_000] } as const;
export const SIZES = [64, 16_384] as const;

/** The measure for a number of connections and bytes, such as "cpu.64.16384". */
export function echoMeasure(what: "cpu" | "rate", connections: number, bytes: number): string {
  return `${what}.${connections}.${bytes}`;
}

interface Cell {
  readonly connections: number;
  readonly bytes: number;
}

const ALL: readonly Cell[] = SIZES.flatMap((bytes) =>
  CONNECTIONS[bytes].map((connections) => ({ connections, bytes })),
);
const QUICK = new Set(["64.64", "1000.64"]);

/** A backend's server in another mode is measured with small messages only: with large ones the copies decide, not the calls. */
const IN_ANOTHER_MODE = /, (batched|async)$/;

const WARM_MS = { quick: 300, full: 1_000 };
const RUN_MS = { quick: 120, full: 250 };
/** With this many connections a run takes longer, so that each client has several turns. */
const CROWD = 8_000;
const CROWD_FACTOR = 2;
const ANSWER_MS = 20_000;

export const echo: Table = {
  name: "echo",
  title: "Echo server",
  measures: ALL.flatMap(({ connections, bytes }) => [
    { name: echoMeasure("cpu", connections, bytes), unit: "us" as const },
    { name: echoMeasure("rate", connections, bytes), unit: "per second" as const },
  ]),
  rounds: { quick: 3, full: 5 },
  async run(context) {
    const { entries, recording, measured, other, size, rounds, progress } = context;
    const cells = size === "full" ? ALL : ALL.filter(({ connections, bytes }) => QUICK.has(`${connections}.${bytes}`));
    await Load.demand();
    const running = await recording.start(await recording.prepare(entries, "echo"), measured);
    const load = new Load(other);
    await warm(context, running, load);
    for (let round = 0; round < rounds; round++) {
      for (const cell of cells) {
        progress(`${roundName(round, rounds)}, ${cell.connections} connections, ${cell.bytes} bytes`);
        const servers = running.filter(({ entry }) => cell.bytes === SIZES[0] || !IN_ANOTHER_MODE.test(entry.name));
        for (const server of rotated(servers, round)) await exchange(context, server, load, cell);
      }
    }
    await load.end();
    await endAll(running);
  },
};

/** Lets the runtimes compile the code before it is measured. */
async function warm({ recording, size, progress }: Context, running: readonly Running[], load: Load): Promise<void> {
  for (const { entry, child, first } of running) {
    progress(`warming up ${entry.name}`);
    await recording.attempt(entry.name, async () => {
      await load.withClients(portOf(first), 64, 64, () => load.run(WARM_MS[size]));
      await quiet(child);
    });
  }
}

async function exchange({ recording, size }: Context, server: Running, load: Load, cell: Cell): Promise<void> {
  const { entry, child, first } = server;
  const { connections, bytes } = cell;
  const ms = RUN_MS[size] * (connections >= CROWD ? CROWD_FACTOR : 1);
  await recording.attempt(entry.name, async () => {
    await load.withClients(portOf(first), connections, bytes, async () => {
      const before = await cpuOf(child);
      const { messages, ns } = await load.run(ms);
      const cpu = (await cpuOf(child)) - before;
      recording.add(entry.name, echoMeasure("cpu", connections, bytes), cpu / messages);
      recording.add(entry.name, echoMeasure("rate", connections, bytes), (messages / ns) * 1e9);
    });
    await quiet(child);
  });
}

export function portOf({ port }: Running["first"]): number {
  if (port === undefined) throw new Error("it did not say which port it is listening on");
  return port;
}

/** The server's processor time so far, in microseconds. */
export async function cpuOf(child: Child): Promise<number> {
  return ((await child.ask("usage", ANSWER_MS)) as { cpu: number }).cpu;
}

const PAUSE_MS = 10;
const IDLE_US = 1_000;
const MOST_PAUSES = 300;

/** Waits until the server has finished with the reset connections, so that the next server has the core to itself. */
export async function quiet(child: Child): Promise<void> {
  let before = await cpuOf(child);
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    await sleep(PAUSE_MS);
    const now = await cpuOf(child);
    if (now - before < IDLE_US) return;
    before = now;
  }
  throw new Error("it keeps using the processor after its clients have gone");
}
