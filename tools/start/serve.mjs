import { ExitCode, Failure } from "../lib/failure.mjs";
import { dim, say } from "../lib/say.mjs";
import { startServer } from "./server-process.mjs";

/**
 * Keeps a backend's echo server up until Ctrl-C.
 *
 * @param {import("../lib/backends.mjs").Backend} backend
 * @param {{ host: string, port: number }} setting
 */
export async function serveUntilInterrupted(backend, setting) {
  const server = await startServer(backend, setting);
  say(
    `@pollio/${backend.name} under ${backend.runtime} echoes on ${server.address} port ${server.port}; Ctrl-C ends it`,
  );
  /** @type {Promise<string | undefined>} */
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.stop().then(resolve));
  });
  const trouble = await Promise.race([stopped, server.ended]);
  if (trouble !== undefined) throw new Failure(trouble);
  say(dim("the server has closed its connections and ended"));
  return ExitCode.ok;
}
