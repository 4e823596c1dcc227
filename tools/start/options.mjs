import { integer, parse } from "../lib/arguments.mjs";
import { BACKENDS } from "../lib/backends.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";

export const HELP = `npm start -- [options]

Installs what is missing, builds what has changed, and lets every backend that this machine can run serve real clients, whose
echoes are checked byte for byte. Prints one table.

  --json             print the rows as a JSON array on standard output; everything else goes to standard error
  --backend <name>   only this backend: ${BACKENDS.map(({ name }) => name).join(", ")}
  --connections <n>  clients a backend (default 200)
  --host <address>   where to listen, an IP literal (default 127.0.0.1)
  --port <n>         the port (default 0, one that is free; 7000 with --serve)
  --serve            keep an echo server up until Ctrl-C instead
  -h, --help         this text

Exit codes: 0 every byte was right, 1 a byte differs, a client or a server failed or nothing could be run, 2 wrong usage.
`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {boolean} serve
 * @property {import("../lib/backends.mjs").Backend | undefined} backend
 * @property {number} connections
 * @property {string} host
 * @property {number} port
 */

/**
 * @param {string[]} args
 * @returns {StartOptions}
 */
export function startOptions(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      serve: { type: "boolean", default: false },
      backend: { type: "string" },
      connections: { type: "string", default: "200" },
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string" },
    },
    "npm start",
  );
  if (values.serve && values.json) {
    throw new Failure("--serve keeps a server up and has no rows for --json: give one of the two", ExitCode.usage);
  }
  return {
    help: values.help === true,
    json: values.json === true,
    serve: values.serve === true,
    backend: values.backend === undefined ? undefined : backendNamed(String(values.backend)),
    connections: integer("connections", String(values.connections), 1, 10_000),
    host: String(values.host),
    port: integer("port", String(values.port ?? (values.serve ? 7000 : 0)), 0, 65_535),
  };
}

/** @param {string} name */
function backendNamed(name) {
  const backend = BACKENDS.find((known) => known.name === name);
  if (backend !== undefined) return backend;
  const names = BACKENDS.map((known) => known.name).join(", ");
  throw new Failure(`--backend takes one of ${names}, and got '${name}'`, ExitCode.usage);
}
