// Table 3: echo servers over TCP on the loopback. All of them are up through the whole table, pinned to one core, and get their
// clients in turn. The processor time a message is what a server costs; messages a second depend on the clients too.

import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "../harness/child.ts";
import { endAll, type Running, rotated } from "../harness/recording.ts";
import { Load } from "./load.ts";
import type { Context, Table } from "./table.ts";

export const CONNECTIONS = [1, 64, 1_024, 8_000] as const;
export const SIZES = [64, 16_384] as const;

/** Named after connections and bytes, as "cpu.64.16384". */
export function echoMeasure(what: "cpu" | "rate", connections: number, bytes: number): string {
  return `${what}.${connections}.${bytes}`;
}

interface Cell {
  readonly connections: number;
  readonly bytes: number;
}

const ALL: readonly Cell[] = SIZES.flatMap((bytes) => CONNECTIONS.map((connections) => ({ connections, bytes })));
const QUICK = new Set(["64.64", "1024.64", "64.16384"]);

const WARM_MS = { quick: 300, full: 1_000 };
const RUN_MS = { quick: 120, full: 300 };
/** Each of so many clients must have its turn several times. */
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
  rounds: { quick: 3, full: 7 },
  async run(context) {
    const { entries, recording, measured, other, full, rounds, progress } = context;
    const cells = full ? ALL : ALL.filter(({ connections, bytes }) => QUICK.has(`${connections}.${bytes}`));
    await Load.demand();
    const running = await recording.start(await recording.prepare(entries, "echo"), measured);
    const load = new Load(other);
    await warm(context, running, load);
    for (let round = 0; round < rounds; round++) {
      for (const cell of cells) {
        progress(`round ${round + 1} of ${rounds}, ${cell.connections} connections, ${cell.bytes} bytes`);
        for (const server of rotated(running, round)) await exchange(context, server, load, cell);
      }
    }
    await load.end();
    await endAll(running);
  },
};

/** Compilers must have seen the code before it counts. */
async function warm({ recording, full, progress }: Context, running: readonly Running[], load: Load): Promise<void> {
  for (const { entry, child, first } of running) {
    progress(`warming up ${entry.name}`);
    await recording.attempt(entry.name, async () => {
      await load.withClients(portOf(first), 64, 64, () => load.run(WARM_MS[full ? "full" : "quick"]));
      await quiet(child);
    });
  }
}

async function exchange({ recording, full }: Context, server: Running, load: Load, cell: Cell): Promise<void> {
  const { entry, child, first } = server;
  const { connections, bytes } = cell;
  const ms = RUN_MS[full ? "full" : "quick"] * (connections >= CROWD ? CROWD_FACTOR : 1);
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
  if (port === undefined) throw new Error("it did not say which port it listens on");
  return port;
}

/** Microseconds of processor time that the server has taken so far. */
export async function cpuOf(child: Child): Promise<number> {
  return ((await child.ask("usage", ANSWER_MS)) as { cpu: number }).cpu;
}

const PAUSE_MS = 10;
const IDLE_US = 1_000;
const MOST_PAUSES = 300;

/** Waits until the server has done with the connections that were reset, so that the next server has the core to itself. */
export async function quiet(child: Child): Promise<void> {
  let before = await cpuOf(child);
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    await sleep(PAUSE_MS);
    const now = await cpuOf(child);
    if (now - before < IDLE_US) return;
    before = now;
  }
  throw new Error("it does not come to rest after its clients have gone");
}
