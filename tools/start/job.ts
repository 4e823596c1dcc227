import { execa } from "execa";
import type { Backend } from "../lib/backends.ts";
import { messageOf } from "../lib/failure.ts";
import { inRoot, root } from "../lib/root.ts";
import { endingOf } from "../lib/run.ts";
import { bold, dim, green, progressLine, red, say } from "../lib/say.ts";
import type { LoadReport, LoadSetting } from "./load.ts";
import { type ServerSetting, startServer } from "./server-process.ts";

/** Errors shown for a backend; the rest is counted. */
const SHOWN_ERRORS = 10;
const SEED = 20_000;

export interface Row {
  readonly backend: string;
  readonly runtime: string;
  readonly connections: number;
  readonly messages: number;
  readonly bytes: number;
  readonly errors: number;
  readonly messagesPerSecond: number;
}

export type JobSetting = ServerSetting & { readonly connections: number };

/** The main job for one backend: its server in one process, real clients in another. */
export async function runJob(backend: Backend, setting: JobSetting): Promise<Row> {
  const line = progressLine();
  const label = bold(backend.name.padEnd(8));
  line.update(`${label} starting the server`);
  let report: LoadReport = { done: false, connections: 0, messages: 0, bytes: 0, errors: [], seconds: 0 };
  const errors: string[] = [];
  try {
    const server = await startServer(backend, setting);
    const load = runLoad(
      { host: server.address, port: server.port, connections: setting.connections, seed: SEED },
      (news) => {
        report = news;
        line.update(`${label} ${progress(news, setting.connections)}`);
      },
    );
    const trouble = await Promise.race([load.ended, server.ended.then((how) => how ?? "the server ended by itself")]);
    load.kill();
    const ending = await server.stop();
    errors.push(...report.errors);
    if (trouble !== undefined) errors.push(trouble);
    if (ending !== undefined && ending !== trouble) errors.push(ending);
  } catch (error) {
    errors.push(messageOf(error));
  }

  const verdict = errors.length === 0 ? green("right") : red(`${errors.length} errors`);
  line.done(`${label} ${progress(report, setting.connections)}, ${report.seconds.toFixed(1)} s: ${verdict}`);
  for (const error of errors.slice(0, SHOWN_ERRORS)) say(`       ${error.replaceAll("\n", "\n       ")}`);
  if (errors.length > SHOWN_ERRORS) say(dim(`       and ${errors.length - SHOWN_ERRORS} more`));
  const { connections, messages, bytes, seconds } = report;
  const messagesPerSecond = seconds > 0 ? Math.round(messages / seconds) : 0;
  const { name, runtime } = backend;
  return { backend: name, runtime, connections, messages, bytes, errors: errors.length, messagesPerSecond };
}

function progress({ connections, messages, bytes }: LoadReport, wanted: number): string {
  return `${connections}/${wanted} connections, ${messages} messages, ${(bytes / 1e6).toFixed(1)} MB`;
}

function runLoad(setting: LoadSetting, onReport: (report: LoadReport) => void) {
  // Plain Node whatever the backend's runtime: the clients must not share the code that they test.
  const args = ["--import", "tsx", inRoot("tools/start/load.ts"), JSON.stringify(setting)];
  const child = execa(process.execPath, args, { cwd: root, stdin: "ignore", stderr: 2, reject: false, buffer: false });
  /** Resolves with what went wrong with the process itself. */
  const ended = (async () => {
    let done = false;
    for await (const line of child) {
      const report: LoadReport = JSON.parse(line);
      done = report.done;
      onReport(report);
    }
    return done ? undefined : `the clients' process ended with ${endingOf(await child)}`;
  })();
  return { ended, kill: () => child.kill() };
}
