// The clients of one backend, in a process of their own: load.ts <setting as JSON>. Its parent gets reports as lines of JSON.
import { writeSync } from "node:fs";
import { runClient } from "./client.ts";
import { makePool, planClient } from "./messages.ts";

export interface LoadSetting {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly seed: number;
}

export interface LoadReport {
  done: boolean;
  /** Made so far. */
  connections: number;
  /** Come back whole and right. */
  messages: number;
  /** In these messages. */
  bytes: number;
  errors: string[];
  /** Since the first connection was started. */
  seconds: number;
}

const REPORT_MS = 100;

const { host, port, connections, seed }: LoadSetting = JSON.parse(process.argv[2] ?? "");
const begin = performance.now();
const report: LoadReport = { done: false, connections: 0, messages: 0, bytes: 0, errors: [], seconds: 0 };

/** Without the parent this throws, which ends the process: nobody counts any more. */
function send(): void {
  report.seconds = (performance.now() - begin) / 1000;
  writeSync(1, `${JSON.stringify(report)}\n`);
}

/** Resolves once every client has connected, or failed to: then all of them talk at once. */
let open = () => {};
const start = new Promise<void>((resolve) => {
  open = resolve;
});
let waiting = connections;
function settle(): void {
  waiting -= 1;
  if (waiting === 0) open();
}

const pool = makePool(seed);
const timer = setInterval(send, REPORT_MS);
const clients = Array.from({ length: connections }, async (_, index) => {
  const plan = planClient(index, seed, pool);
  let connected = false;
  const onConnect = () => {
    connected = true;
    report.connections += 1;
    settle();
  };
  const onMessage = (bytes: number) => {
    report.messages += 1;
    report.bytes += bytes;
  };
  const trouble = await runClient({ host, port, plan, start, onConnect, onMessage });
  if (!connected) settle();
  if (trouble !== undefined) report.errors.push(`client ${index} (${plan.behaviour}): ${trouble}`);
});
await Promise.all(clients);
clearInterval(timer);
report.done = true;
send();
