// Table 4: HTTP servers over TCP on the loopback, with connections that are kept. As in table 3, all servers run throughout, pinned to one
// core, and take turns with the clients. Then the example's workers: one on one core, and two on both cores, which the clients share.

import type { Command } from "../harness/child.ts";
import { endAll, type Running, rotated } from "../harness/recording.ts";
import { cpuOf, portOf, quiet } from "./echo.ts";
import { Load } from "./load.ts";
import { type Context, roundName, type Table } from "./table.ts";

/** Connections, and requests under way on each: more than one are pipelined. */
export const LOADS = [
  { connections: 1, depth: 1 },
  { connections: 64, depth: 1 },
  { connections: 64, depth: 16 },
] as const;
type HttpLoad = (typeof LOADS)[number];

/** The load that the others are compared by: many clients, each of which waits for its answer. */
export const USUAL = LOADS[1];
/** Pipelined, so that the clients need a small part of the processors that they share with two workers. */
export const WORKERS_LOAD = LOADS[2];
export const WORKERS = [1, 2] as const;

/** The measure for a load, such as "cpu.64.16". */
export function httpMeasure(what: "cpu" | "rate", { connections, depth }: HttpLoad): string {
  return `${what}.${connections}.${depth}`;
}

/** The measure for a number of workers, such as "workers.2.rate"; `client` is the clients' processor time per request. */
export function workersMeasure(what: "cpu" | "rate" | "client", workers: (typeof WORKERS)[number]): string {
  return `workers.${workers}.${what}`;
}

const WARM_MS = { quick: 300, full: 1_000 };
const RUN_MS = { quick: 120, full: 300 };

export const http: Table = {
  name: "http",
  title: "HTTP server",
  measures: [
    ...LOADS.flatMap((load) => [
      { name: httpMeasure("cpu", load), unit: "us" as const },
      { name: httpMeasure("rate", load), unit: "per second" as const },
    ]),
    ...WORKERS.flatMap((count) => [
      { name: workersMeasure("cpu", count), unit: "us" as const },
      { name: workersMeasure("rate", count), unit: "per second" as const },
      { name: workersMeasure("client", count), unit: "us" as const },
    ]),
  ],
  rounds: { quick: 3, full: 7 },
  async run(context) {
    await Load.demand("http-load");
    await oneThread(context);
    if (context.twoCores) await workers(context);
  },
};

async function oneThread(context: Context): Promise<void> {
  const { entries, recording, measured, other, size, rounds, progress } = context;
  const loads = size === "full" ? LOADS : LOADS.slice(1);
  const running = await recording.start(await recording.prepare(entries, "http"), measured);
  const load = new Load(other, "http-load");
  for (const server of running) await warm(context, server, load);
  for (let round = 0; round < rounds; round++) {
    for (const each of loads) {
      progress(`${roundName(round, rounds)}, ${each.connections} connections, ${each.depth} requests each`);
      for (const server of rotated(running, round)) {
        await exchange(context, server, load, each, ({ cpu, rate }) => {
          recording.add(server.entry.name, httpMeasure("cpu", each), cpu);
          recording.add(server.entry.name, httpMeasure("rate", each), rate);
        });
      }
    }
  }
  await load.end();
  await endAll(running);
}

async function workers(context: Context): Promise<void> {
  const { recording, measured, other, both, rounds, progress } = context;
  const sides = [
    await side(context, 1, "one-worker", measured, other),
    await side(context, 2, "two-workers", both, both),
  ];
  for (let round = 0; round < rounds; round++) {
    progress(`${roundName(round, rounds)}, one worker and two`);
    for (const { count, running, load } of rotated(sides, round)) {
      for (const server of rotated(running, round)) {
        await exchange(context, server, load, WORKERS_LOAD, ({ cpu, rate, client }) => {
          recording.add(server.entry.name, workersMeasure("cpu", count), cpu);
          recording.add(server.entry.name, workersMeasure("rate", count), rate);
          recording.add(server.entry.name, workersMeasure("client", count), client);
        });
      }
    }
  }
  for (const { running, load } of sides) {
    await load.end();
    await endAll(running);
  }
}

type Pin = (command: Command) => Command;

/** Servers with so many workers, and their clients. */
async function side(
  context: Context,
  count: (typeof WORKERS)[number],
  job: "one-worker" | "two-workers",
  pinServer: Pin,
  pinClients: Pin,
) {
  const { entries, recording } = context;
  const running = await recording.start(await recording.prepare(entries, job), pinServer);
  const load = new Load(pinClients, "http-load");
  for (const server of running) await warm(context, server, load);
  return { count, running, load };
}

async function warm({ recording, size, progress }: Context, { entry, child, first }: Running, load: Load) {
  progress(`warming up ${entry.name}`);
  await recording.attempt(entry.name, async () => {
    for (const { connections, depth } of LOADS.slice(1)) {
      await load.withClients(portOf(first), connections, depth, () => load.run(WARM_MS[size] / 2));
    }
    await quiet(child);
  });
}

interface Request {
  /** Processor time in microseconds of the server and of the clients. */
  readonly cpu: number;
  readonly client: number;
  readonly rate: number;
}

async function exchange(
  { recording, size }: Context,
  { entry, child, first }: Running,
  load: Load,
  { connections, depth }: HttpLoad,
  record: (request: Request) => void,
): Promise<void> {
  await recording.attempt(entry.name, async () => {
    await load.withClients(portOf(first), connections, depth, async () => {
      const before = await cpuOf(child);
      const { messages, ns, cpu = 0 } = await load.run(RUN_MS[size]);
      const used = (await cpuOf(child)) - before;
      record({ cpu: used / messages, client: cpu / messages, rate: (messages / ns) * 1e9 });
    });
    await quiet(child);
  });
}
