// Table 5: many descriptors. Measures the cost of registering distinct descriptors, and sockets whose peers are in another process, and
// the cost of a wait among idle registrations, which must make no difference.

import { Child, type Command } from "../harness/child.ts";
import { endAll, type First, type Prepared, rotated } from "../harness/recording.ts";
import { cpuOf, portOf, quiet } from "./echo.ts";
import { Load } from "./load.ts";
import { type Context, roundName, type Table } from "./table.ts";

export const DESCRIPTORS = [1_000, 10_000, 19_000] as const;
export const SOCKETS = [1_000, 8_000] as const;
/** Above 19,000, descriptors are duplicates whose numbers were reused; they show the cost of a wait and nothing else. */
export const IDLE = [0, 1_000, 10_000, 19_000, 50_000, 100_000] as const;

const UNITS = { ns: "ns", rss: "bytes", heap: "bytes" } as const;
type Quantity = keyof typeof UNITS;
const QUANTITIES = Object.keys(UNITS) as readonly Quantity[];

/** The measure for a kind, a count and a quantity, such as "register.19000.heap" or "sockets.8000.rss". */
export function scaleMeasure(kind: "register" | "sockets", count: number, what: Quantity): string {
  return `${kind}.${count}.${what}`;
}

export function idleMeasure(count: number): string {
  return `idle.${count}`;
}

const QUICK_DESCRIPTORS = [10_000];
const QUICK_SOCKETS = [1_000];
const WARM = 2;
const WAITS = 20_000;
const ANSWER_MS = 60_000;
const MESSAGE = 64;
/** Measures that need a fresh process each time run this many times fewer rounds. */
const FEWER = 3;

const KINDS = { register: DESCRIPTORS, sockets: SOCKETS };

export const scale: Table = {
  name: "scale",
  title: "Scale",
  measures: [
    ...(["register", "sockets"] as const).flatMap((kind) =>
      KINDS[kind].flatMap((count) =>
        QUANTITIES.map((what) => ({ name: scaleMeasure(kind, count, what), unit: UNITS[what] })),
      ),
    ),
    ...IDLE.map((count) => ({ name: idleMeasure(count), unit: "ns" as const })),
  ],
  rounds: { quick: 3, full: 15 },
  async run(context) {
    const { entries, recording } = context;
    const prepared = await recording.prepare(entries, "scale");
    await idle(context, prepared);
    await register(context, prepared);
    await Load.demand();
    await sockets(context, await recording.prepare(entries, "sockets"));
  },
};

async function idle({ recording, measured, rounds, progress }: Context, prepared: readonly Prepared[]): Promise<void> {
  const running = await recording.start(prepared, measured);
  for (let round = -WARM; round < rounds; round++) {
    progress(`${roundName(round, rounds)}, a wait among idle descriptors`);
    for (const count of rotated(IDLE, round)) {
      for (const { entry, child } of rotated(running, round)) {
        await recording.attempt(entry.name, async () => {
          const nanoseconds = Number(await child.ask(`idle ${count} ${WAITS}`, ANSWER_MS));
          if (round >= 0) recording.add(entry.name, idleMeasure(count), nanoseconds);
        });
      }
    }
  }
  await endAll(running);
}

/** A fresh process each time, because freed memory seldom returns to the system. */
async function register(context: Context, prepared: readonly Prepared[]): Promise<void> {
  const { recording, size } = context;
  const counts = size === "full" ? DESCRIPTORS : QUICK_DESCRIPTORS;
  await eachAlone(context, prepared, counts, "descriptors", async (name, child, count) => {
    const answer = (await child.ask(`register ${count}`, ANSWER_MS)) as Partial<Record<Quantity, number>>;
    for (const what of QUANTITIES) {
      if (answer[what] !== undefined) recording.add(name, scaleMeasure("register", count, what), answer[what]);
    }
  });
}

/** The echo servers of table 3, with clients that have exchanged one message and are idle. */
async function sockets(context: Context, prepared: readonly Prepared[]): Promise<void> {
  const { recording, size, other } = context;
  const load = new Load(other);
  const counts = size === "full" ? SOCKETS : QUICK_SOCKETS;
  await eachAlone(context, prepared, counts, "sockets", async (name, child, count, first) => {
    const port = portOf(first);
    // Exclude what the first clients cause to be compiled and allocated.
    await load.withClients(port, 64, MESSAGE, async () => {});
    await quiet(child);
    const before = await memoryOf(child);
    const cpuBefore = await cpuOf(child);
    await load.withClients(port, count, MESSAGE, async () => {
      const cpu = (await cpuOf(child)) - cpuBefore;
      const after = await memoryOf(child);
      recording.add(name, scaleMeasure("sockets", count, "ns"), (cpu * 1_000) / count);
      recording.add(name, scaleMeasure("sockets", count, "rss"), (after.rss - before.rss) / count);
      if (after.heap === undefined || before.heap === undefined) return;
      recording.add(name, scaleMeasure("sockets", count, "heap"), (after.heap - before.heap) / count);
    });
  });
  await load.end();
}

type Step = (name: string, child: Child, count: number, first: First) => Promise<void>;

/** Runs a step for each participant in turn, in a fresh process for each count and round. */
async function eachAlone(
  { recording, measured, rounds, progress }: Context,
  prepared: readonly Prepared[],
  counts: readonly number[],
  what: string,
  step: Step,
): Promise<void> {
  const times = Math.max(Math.round(rounds / FEWER), 1);
  for (let round = 0; round < times; round++) {
    for (const count of counts) {
      for (const { entry, command } of rotated(prepared, round)) {
        progress(`${roundName(round, times)}, ${count} ${what}, ${entry.name}`);
        await recording.attempt(entry.name, () =>
          alone(entry.name, measured(command), async (child) => {
            await step(entry.name, child, count, recording.introduce(entry, await child.started()));
          }),
        );
      }
    }
  }
}

async function alone(name: string, command: Command, work: (child: Child) => Promise<void>): Promise<void> {
  const child = new Child(name, command);
  try {
    await work(child);
  } finally {
    await child.end();
  }
}

async function memoryOf(child: Child): Promise<{ readonly rss: number; readonly heap?: number }> {
  return (await child.ask("memory", ANSWER_MS)) as { rss: number; heap?: number };
}
