// The clients of one backend, in a process of their own. Its parent gives the setting as JSON in the first argument and gets
// reports through the channel of child_process.fork.
import { runClient } from "./client.mjs";
import { makePool, planClient } from "./messages.mjs";

/**
 * @typedef {object} LoadSetting
 * @property {string} host
 * @property {number} port
 * @property {number} connections
 * @property {number} seed
 *
 * @typedef {object} LoadReport
 * @property {boolean} done
 * @property {number} connections Made so far.
 * @property {number} messages Come back whole and right.
 * @property {number} bytes In these messages.
 * @property {string[]} errors
 * @property {number} seconds From the first connection's start to now.
 */

const REPORT_MS = 100;

/** @type {LoadSetting} */
const { host, port, connections, seed } = JSON.parse(process.argv[2] ?? "");
const begin = performance.now();
/** @type {LoadReport} */
const report = { done: false, connections: 0, messages: 0, bytes: 0, errors: [], seconds: 0 };

function send() {
  report.seconds = (performance.now() - begin) / 1000;
  process.send?.(report);
}

// Without the parent nobody counts any more.
process.once("disconnect", () => process.exit(1));

/** Resolves once every client is connected, or has failed to: then all of them talk at once. */
let settled = 0;
/** @type {() => void} */
let open = () => {};
/** @type {Promise<void>} */
const start = new Promise((resolve) => {
  open = resolve;
});
function settle() {
  settled += 1;
  if (settled === connections) open();
}

const pool = makePool(seed);
const timer = setInterval(send, REPORT_MS);
const clients = Array.from({ length: connections }, async (_, index) => {
  const plan = planClient(index, seed, pool);
  let connected = false;
  const trouble = await runClient({
    host,
    port,
    plan,
    start,
    onConnect() {
      connected = true;
      report.connections += 1;
      settle();
    },
    onMessage(bytes) {
      report.messages += 1;
      report.bytes += bytes;
    },
  });
  if (!connected) settle();
  if (trouble !== undefined) report.errors.push(`client ${index} (${plan.behaviour}): ${trouble}`);
});
await Promise.all(clients);
clearInterval(timer);
report.done = true;
send();
process.removeAllListeners("disconnect");
process.disconnect?.();
