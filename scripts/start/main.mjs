import { build } from "../compile/build.mjs";
import { BACKEND_PACKAGES } from "../compile/packages.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { BACKENDS, whyUnavailable } from "../lib/runtimes.mjs";
import { bold, say, warn } from "../lib/say.mjs";
import { runJob } from "./job.mjs";
import { HELP, startOptions } from "./options.mjs";
import { serveUntilInterrupted } from "./serve.mjs";

/**
 * The command npm start.
 *
 * @param {string[]} args
 * @param {string} [module] The server; a test gives one that is wrong.
 * @returns {Promise<number>} The exit code.
 */
export async function start(args, module) {
  const options = startOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  await build(BACKEND_PACKAGES);
  // A server must not outlive this process; the exit handler that sees to it does not run when a signal ends it.
  for (const signal of options.serve ? [] : ["SIGINT", "SIGTERM"])
    process.on(signal, () => process.exit(ExitCode.failed));

  const backends = runnable(options.backend);
  if (options.serve) return serveUntilInterrupted(backends[0], options);
  const setting = {
    host: options.host,
    port: options.port,
    connections: options.connections,
    ...(module && { module }),
  };
  /** @type {import("./job.mjs").Row[]} */
  const rows = [];
  // One after the other: side by side they would take each other's processor.
  for (const backend of backends) rows.push(await runJob(backend, setting));
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const { formatTable } = await import("./table.mjs"); // here, because it needs what was installed above
    process.stdout.write(`${formatTable(rows)}\n`);
  }
  return rows.every((row) => row.errors === 0) ? ExitCode.ok : ExitCode.failed;
}

/**
 * The backends that can be run here. Those that cannot are named with the reason.
 *
 * @param {import("../lib/runtimes.mjs").Backend | undefined} only
 * @returns {[import("../lib/runtimes.mjs").Backend, ...import("../lib/runtimes.mjs").Backend[]]}
 */
function runnable(only) {
  const usable = [];
  for (const backend of only === undefined ? BACKENDS : [only]) {
    const reason = whyUnavailable(backend);
    if (reason === undefined) usable.push(backend);
    else warn(`${bold(backend.name.padEnd(6))} NOT RUN: ${reason}`);
  }
  const [first, ...others] = usable;
  if (first === undefined) {
    const what = only === undefined ? "none of the backends can" : `@pollio/${only.name} cannot`;
    throw new Failure(`${what} be run on this machine; the reasons are above`);
  }
  say("");
  return [first, ...others];
}
