// Table 4: many descriptors. What a registration takes, of distinct descriptors and of sockets whose peers are in another process,
// and what a wait costs beside registrations that are idle, which must not matter.

import { Child, type Command } from "../harness/child.ts";
import { endAll, type Prepared, rotated } from "../harness/recording.ts";
import { cpuOf, portOf, quiet } from "./echo.ts";
import { Load } from "./load.ts";
import type { Context, Table } from "./table.ts";

export const DESCRIPTORS = [1_000, 10_000, 19_000] as const;
export const SOCKETS = [1_000, 8_000] as const;
/** Above 19,000 with duplicates whose numbers are used again: what can be had of them is the cost of a wait. */
export const IDLE = [0, 1_000, 10_000, 19_000, 50_000, 100_000] as const;

/** Named after what is registered, how many, and what is measured, as "register.19000.heap" or "sockets.8000.rss". */
export function scaleMeasure(kind: "register" | "sockets", count: number, what: "ns" | "rss" | "heap"): string {
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
/** What takes a process of its own each time is repeated less. */
const FEWER = 3;

const UNITS = { ns: "ns", rss: "bytes", heap: "bytes" } as const;
const KINDS = { register: DESCRIPTORS, sockets: SOCKETS };

export const scale: Table = {
  name: "scale",
  title: "Scale",
  measures: [
    ...(["register", "sockets"] as const).flatMap((kind) =>
      KINDS[kind].flatMap((count) =>
        (["ns", "rss", "heap"] as const).map((what) => ({ name: scaleMeasure(kind, count, what), unit: UNITS[what] })),
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
    progress(round < 0 ? "warming up" : `round ${round + 1} of ${rounds}, a wait among idle descriptors`);
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

/** A process for each: memory that was given back is seldom the system's again. */
async function register(context: Context, prepared: readonly Prepared[]): Promise<void> {
  const { recording, full } = context;
  await eachAlone(
    context,
    prepared,
    full ? DESCRIPTORS : QUICK_DESCRIPTORS,
    "descriptors",
    async (name, child, count) => {
      const answer = (await child.ask(`register ${count}`, ANSWER_MS)) as Record<
        "ns" | "rss" | "heap",
        number | undefined
      >;
      for (const what of ["ns", "rss", "heap"] as const) {
        if (answer[what] !== undefined) recording.add(name, scaleMeasure("register", count, what), answer[what]);
      }
    },
  );
}

/** The echo servers of table 3, each with clients that have exchanged one message and are idle. */
async function sockets(context: Context, prepared: readonly Prepared[]): Promise<void> {
  const { recording, full, other } = context;
  const load = new Load(other);
  await eachAlone(context, prepared, full ? SOCKETS : QUICK_SOCKETS, "sockets", async (name, child, count, first) => {
    const port = portOf(first);
    // What is compiled and allocated for the first clients must not count.
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

type Step = (name: string, child: Child, count: number, first: { readonly port?: number }) => Promise<void>;

/** Each participant in a process of its own for each count and round, in turn. */
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
        progress(`round ${round + 1} of ${times}, ${count} ${what}, ${entry.name}`);
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
