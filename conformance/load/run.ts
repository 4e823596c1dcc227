// An echo server of the examples under thousands of clients (clients.c), which account for every byte.

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Backend } from "../../tools/lib/backends.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { mustRun, run, which } from "../../tools/lib/run.ts";
import { isUpToDate, writeStamp } from "../../tools/lib/stamp.ts";
import { startServer } from "../../tools/start/server-process.ts";
import { number, type Recorded, sum } from "../reliability/record.ts";

export interface Load {
  /** How many clients there are at once. */
  readonly clients: number;
  /** How many there are until the end: each that goes is followed by another. */
  readonly connections: number;
  readonly seed: number;
  /** Seconds after which a client that hears nothing counts as lost. */
  readonly patience?: number;
  /** Another server than that of the examples, which echoes too. */
  readonly module?: string;
  /** How often the clients come, one run after the other, to the same server. */
  readonly rounds?: number;
}

/** What the clients of one run counted; `wrong` and `lost` must be 0. */
export interface Counts {
  readonly connections: number;
  readonly sent: number;
  readonly echoed: number;
  /** Bytes that were not what was sent, or too many. */
  readonly wrong: number;
  /** Clients whose connection ended early, or that heard nothing any more. */
  readonly lost: number;
  readonly resets: number;
  readonly vanished: number;
}

export interface Round extends Counts {
  readonly seconds: number;
  /** The server's descriptors above those before the first client, once the clients have gone. */
  readonly descriptorsLeft: number;
  /** The server's memory after this round, in MiB. */
  readonly memory: number;
  /** What the clients said of those that were lost. */
  readonly losses: string;
}

const SOURCE = inRoot("conformance/load/clients.c");
const FOLDER = inRoot("build/load");
const SETTLE_MS = 5_000;

/** Compiles the clients; throws a Failure without a C compiler. */
export async function buildClients(): Promise<string> {
  const program = join(FOLDER, "clients");
  const text = readFileSync(SOURCE, "utf8");
  if (existsSync(program) && isUpToDate(`${program}.stamp`, text)) return program;
  if (which("cc") === undefined) throw new Failure("there is no C compiler (cc); fix: apt-get install gcc");
  mkdirSync(FOLDER, { recursive: true });
  await mustRun("cc", ["-O2", "-Wall", "-Wextra", "-o", program, SOURCE]);
  writeStamp(`${program}.stamp`, text);
  return program;
}

/** Runs the clients against a server of its own; rejects if the server does not start, or not end as it should. */
export async function runLoad(backend: Backend, load: Load): Promise<Round[]> {
  const program = await buildClients();
  const server = await startServer(backend, {
    host: "127.0.0.1",
    port: 0,
    ...(load.module !== undefined && { module: load.module }),
  });
  const descriptors = () => readdirSync(`/proc/${server.pid}/fd`).length;
  const before = descriptors();
  const rounds: Round[] = [];
  for (let round = 0; round < (load.rounds ?? 1); round++) {
    const numbers = [server.at.port, load.clients, load.connections, load.seed + round, load.patience ?? 30];
    const { stdout, output, seconds } = await run(program, numbers.map(String));
    if (stdout === "") throw new Failure(`the clients failed: ${output}`);
    const counts: Counts = JSON.parse(stdout);
    for (const end = Date.now() + SETTLE_MS; descriptors() > before && Date.now() < end; ) await sleep(20);
    const memory = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;
    const losses = output.replace(stdout, "").trim();
    // A runtime may close some of its own.
    const descriptorsLeft = Math.max(0, descriptors() - before);
    rounds.push({ ...counts, seconds, descriptorsLeft, memory, losses });
  }
  const trouble = await server.stop();
  if (trouble !== undefined) throw new Failure(trouble);
  return rounds;
}

/** For docs/reliability.md. */
export function recordedOf(rounds: readonly Round[], clients: number): Recorded {
  const total = (key: "connections" | "echoed" | "wrong" | "lost" | "descriptorsLeft") =>
    sum(rounds, (round) => round[key]);
  const gigabytes = (total("echoed") / 1e9).toFixed(1);
  return {
    tried: `${number(total("connections"))} connections, ${number(clients)} at once, ${gigabytes} GB echoed`,
    came: `${total("wrong")} bytes wrong, ${total("lost")} clients lost, ${total("descriptorsLeft")} descriptors left`,
  };
}
