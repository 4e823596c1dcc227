import { build } from "../compile/build.mjs";
import { BACKEND_PACKAGES } from "../compile/packages.mjs";
import { BACKENDS } from "../lib/backends.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { ensureRuntime, whyUnavailable } from "../lib/runtimes.mjs";
import { bold, dim, say, warn } from "../lib/say.mjs";
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

  const wanted = options.backend === undefined ? BACKENDS : [options.backend];
  await fetchMissing(wanted);
  const backends = runnable(wanted);
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
 * Fetches the runtimes that are not there. One that cannot be fetched is missing, which the reasons below tell.
 *
 * @param {readonly import("../lib/backends.mjs").Backend[]} wanted
 */
async function fetchMissing(wanted) {
  for (const { runtime } of wanted) {
    try {
      await ensureRuntime(runtime);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      say(dim(error.message));
    }
  }
}

/**
 * The backends that can be run here. Those that cannot are named with the reason.
 *
 * @param {readonly import("../lib/backends.mjs").Backend[]} wanted
 * @returns {[import("../lib/backends.mjs").Backend, ...import("../lib/backends.mjs").Backend[]]}
 */
function runnable(wanted) {
  const usable = [];
  for (const backend of wanted) {
    const reason = whyUnavailable(backend);
    if (reason === undefined) usable.push(backend);
    else warn(`${bold(backend.name.padEnd(8))} NOT RUN: ${reason}`);
  }
  const [first, ...others] = usable;
  if (first === undefined) {
    const what = wanted.length > 1 ? "none of the backends can" : `@pollio/${wanted[0]?.name} cannot`;
    throw new Failure(`${what} be run on this machine; the reasons are above`);
  }
  say("");
  return [first, ...others];
}
