import type { Backend } from "../lib/backends.ts";
import { messageOf } from "../lib/failure.ts";
import { bold, dim, green, progressLine, red, say } from "../lib/say.ts";
import { runClient } from "./client.ts";
import { makePool, planClient } from "./messages.ts";
import { type ServerProcess, type ServerSetting, startServer } from "./server-process.ts";

/** Errors shown for a backend; the rest is counted. */
const SHOWN_ERRORS = 10;
const PROGRESS_MS = 100;
const SEED = 20_000;

export interface Row {
  readonly backend: string;
  readonly runtime: string;
  /** Made. */
  connections: number;
  /** Come back whole and right. */
  messages: number;
  /** In these messages. */
  bytes: number;
  errors: number;
  messagesPerSecond: number;
}

export type JobSetting = ServerSetting & { readonly connections: number };

/** The main job for one backend: its server in a process of its own, and real clients in this one. */
export async function runJob(backend: Backend, setting: JobSetting): Promise<Row> {
  const { name, runtime } = backend;
  const row: Row = { backend: name, runtime, connections: 0, messages: 0, bytes: 0, errors: 0, messagesPerSecond: 0 };
  const line = progressLine();
  const label = bold(name.padEnd(8));
  const progress = () =>
    `${label} ${row.connections}/${setting.connections} connections, ${row.messages} messages, ${(row.bytes / 1e6).toFixed(1)} MB`;
  line.update(`${label} starting the server`);
  const timer = setInterval(() => line.update(progress()), PROGRESS_MS);
  const errors: string[] = [];
  let seconds = 0;
  try {
    const server = await startServer(backend, setting);
    const begin = performance.now();
    const troubles = await runClients(server, setting.connections, row);
    seconds = (performance.now() - begin) / 1000;
    row.messagesPerSecond = Math.round(row.messages / seconds);
    const ending = await server.stop();
    errors.push(...(ending === undefined ? [] : [ending]), ...troubles);
  } catch (error) {
    errors.push(messageOf(error));
  }
  clearInterval(timer);
  row.errors = errors.length;
  const verdict = errors.length === 0 ? green("right") : red(`${errors.length} errors`);
  line.done(`${progress()}, ${seconds.toFixed(1)} s: ${verdict}`);
  for (const error of errors.slice(0, SHOWN_ERRORS)) say(`       ${error.replaceAll("\n", "\n       ")}`);
  if (errors.length > SHOWN_ERRORS) say(dim(`       and ${errors.length - SHOWN_ERRORS} more`));
  return row;
}

/** Connects all clients, and then lets all of them talk at once. Counts into `row`; resolves with what went wrong. */
async function runClients({ address: host, port }: ServerProcess, connections: number, row: Row): Promise<string[]> {
  const pool = makePool(SEED);
  let open = () => {};
  const start = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = connections;
  const settle = () => {
    waiting -= 1;
    if (waiting === 0) open();
  };
  const clients = Array.from({ length: connections }, async (_, index) => {
    const plan = planClient(index, SEED, pool);
    let connected = false;
    const onConnect = () => {
      connected = true;
      row.connections += 1;
      settle();
    };
    const onMessage = (bytes: number) => {
      row.messages += 1;
      row.bytes += bytes;
    };
    const trouble = await runClient({ host, port, plan, start, onConnect, onMessage });
    if (!connected) settle();
    return trouble === undefined ? [] : [`client ${index} (${plan.behaviour}): ${trouble}`];
  });
  return (await Promise.all(clients)).flat();
}
