// npm start: builds what has changed and lets every backend serve real clients.
import { BACKEND_PACKAGES, build } from "../compile/build.ts";
import { command, integer, oneOf, parse } from "../lib/arguments.ts";
import { BACKENDS, type Backend } from "../lib/backends.ts";
import { ExitCode, Failure, messageOf } from "../lib/failure.ts";
import { ensureRuntime, whyUnavailable } from "../lib/runtimes.ts";
import { bold, dim, formatTable, green, progressLine, red, say, warn } from "../lib/say.ts";
import { runClient } from "./client.ts";
import { makePool, planClient } from "./messages.ts";
import { type ServerProcess, type ServerSetting, startServer } from "./server-process.ts";

const ABOUT = `Installs what is missing, builds what has changed, and lets every backend that this machine can run serve real clients, whose echoes are
checked byte for byte. Prints one table.`;
const EXIT_CODES =
  "0 every byte was right, 1 a byte differs, a client or a server failed or nothing could be run, 2 wrong usage";

export function startOptions(args: readonly string[]) {
  const names = BACKENDS.map(({ name }) => name);
  const options = parse<{
    json?: true;
    serve?: true;
    backend?: string;
    connections: number;
    host: string;
    port?: number;
  }>(
    command("npm start", ABOUT, EXIT_CODES)
      .option("--json", "print the rows as a JSON array; npm's own line is left out by: npm -s start -- --json")
      .option("--backend <name>", `only this backend: ${names.join(", ")}`, oneOf("backend", names))
      .option("--connections <n>", "clients for each backend", integer("connections", 1, 10_000), 200)
      .option("--host <address>", "where to listen, an IP literal", "127.0.0.1")
      .option("--port <n>", "the port (default: a free one; 7000 with --serve)", integer("port", 0, 65_535))
      .option("--serve", "keep an echo server up until Ctrl-C instead"),
    args,
  );
  if (options.serve && options.json) {
    throw new Failure("--serve keeps a server up and has no rows for --json: use one of the two", ExitCode.usage);
  }
  return { ...options, port: options.port ?? (options.serve ? 7000 : 0) };
}

/** @param module The server; a test gives one that is wrong. */
export async function main(args: readonly string[], module?: string): Promise<number> {
  const options = startOptions(args);
  await build(BACKEND_PACKAGES);
  // A server must not outlive this process, and what sees to that does not run when a signal ends it.
  for (const signal of options.serve ? [] : ["SIGINT", "SIGTERM"])
    process.on(signal, () => process.exit(ExitCode.failed));

  const wanted = BACKENDS.filter(({ name }) => options.backend === undefined || name === options.backend);
  const backends = await runnable(wanted);
  const setting: JobSetting = { ...options, ...(module !== undefined && { module }) };
  if (options.serve) return serveUntilInterrupted(backends[0]!, setting);
  say("");
  const rows: Row[] = [];
  // One after the other: side by side they would compete for the processor.
  for (const backend of backends) rows.push(await runJob(backend, setting));
  process.stdout.write(`${options.json ? JSON.stringify(rows, null, 2) : tableOf(rows)}\n`);
  return rows.every((row) => row.errors === 0) ? ExitCode.ok : ExitCode.failed;
}

export const tableOf = (rows: readonly Row[]): string =>
  formatTable(rows, {
    backend: (row) => row.backend,
    runtime: (row) => row.runtime,
    ">connections": (row) => row.connections,
    ">messages": (row) => row.messages,
    ">bytes": (row) => row.bytes,
    ">errors": (row) => row.errors,
    ">messages per second": (row) => row.messagesPerSecond,
  });

/** The backends that can be run here, whose runtimes are fetched if they are missing. The others are named with the reason. */
async function runnable(wanted: readonly Backend[]): Promise<Backend[]> {
  const usable: Backend[] = [];
  for (const backend of wanted) {
    // Why a runtime cannot be fetched is said here; that it is missing is the reason below.
    await ensureRuntime(backend.runtime).catch((error) => say(dim(messageOf(error))));
    const reason = whyUnavailable(backend);
    if (reason === undefined) usable.push(backend);
    else warn(`${bold(backend.name.padEnd(8))} NOT RUN: ${reason}`);
  }
  if (usable.length > 0) return usable;
  const what = wanted.length > 1 ? "none of the backends can" : `@pollio/${wanted[0]?.name} cannot`;
  throw new Failure(`${what} run on this machine; the reasons are above`);
}

/** Keeps a backend's echo server up until Ctrl-C. */
async function serveUntilInterrupted(backend: Backend, setting: JobSetting): Promise<number> {
  const server = await startServer(backend, setting);
  const { address, port } = server.at;
  say(`@pollio/${backend.name} under ${backend.runtime} echoes on ${address} port ${port}; press Ctrl-C to stop`);
  const stopped = new Promise<string | undefined>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.stop().then(resolve));
  });
  const trouble = await Promise.race([stopped, server.ended]);
  if (trouble !== undefined) throw new Failure(trouble);
  say(dim("the server has closed its connections and ended"));
  return ExitCode.ok;
}

/** Errors shown for a backend; the rest is counted. */
const SHOWN_ERRORS = 10;
const PROGRESS_MS = 100;
const SEED = 20_000;

/** `messages`, and the `bytes` in them, are those that came back right. */
export interface Row extends Pick<Backend, "runtime"> {
  readonly backend: string;
  connections: number;
  messages: number;
  bytes: number;
  errors: number;
  messagesPerSecond: number;
}

type JobSetting = ServerSetting & { readonly connections: number };

/** The main job for one backend: its server in a process of its own, and real clients in this one. */
async function runJob(backend: Backend, setting: JobSetting): Promise<Row> {
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
    const troubles = await runClients(server.at, setting.connections, row);
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
async function runClients(
  { address: host, port }: ServerProcess["at"],
  connections: number,
  row: Row,
): Promise<string[]> {
  const pool = makePool(SEED);
  let open = () => {};
  const start = new Promise<void>((resolve) => {
    open = resolve;
  });
  const waiting = new Set(Array(connections).keys());
  const settle = (index: number) => {
    waiting.delete(index);
    if (waiting.size === 0) open();
  };
  const clients = Array.from({ length: connections }, async (_, index) => {
    const plan = planClient(index, SEED, pool);
    const onConnect = () => {
      row.connections += 1;
      settle(index);
    };
    const onMessage = (bytes: number) => {
      row.messages += 1;
      row.bytes += bytes;
    };
    const trouble = await runClient({ host, port, plan, start, onConnect, onMessage });
    settle(index); // in case it was never connected
    return trouble === undefined ? [] : [`client ${index} (${plan.behaviour}): ${trouble}`];
  });
  return (await Promise.all(clients)).flat();
}
