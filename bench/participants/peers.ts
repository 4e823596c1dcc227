// Peers that are interpreted or come with a runtime.

import { Failure } from "../../tools/lib/failure.ts";
import { which } from "../../tools/lib/run.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";
import { distUrl, program } from "../harness/paths.ts";
import { runTool } from "../harness/tool.ts";
import type { Entry } from "./entry.ts";
import { fetchWork, launch } from "./runtimes.ts";

const CHECK_MS = 10_000;

/** The backend that makes sockets and descriptors for peers that cannot; it works in every runtime. */
export function helperUrl(): string {
  return distUrl("koffi", "index");
}

export const python: Entry = {
  name: "Python",
  role: "peer",
  jobs: ["per-call"],
  note: "`select.epoll`",
  async prepare() {
    const file = which("python3");
    if (file === undefined) throw new Failure("there is no python3; fix: apt-get install python3");
    // os.eventfd needs Python 3.10.
    await runTool(file, ["-c", "import os, select; os.eventfd, select.epoll"], { ms: CHECK_MS });
    return { "per-call": { file, args: [program("python/per_call.py")] } };
  },
};

export const nodeNet = sockets("node:net", "node", "net", "Node's sockets, over libuv's `uv_poll` and `uv_stream`");
export const bunSockets = sockets("Bun sockets", "bun", "bun", "`Bun.connect` and `Bun.listen`");
export const denoSockets = sockets("Deno sockets", "deno", "deno", "`Deno.listen`");

export const koffiPoll = watched("koffi.node.poll", "koffi-poll", "watches one descriptor from Node's event loop");
export const fsRead = watched("fs.read", "fs-read", "a thread of Node's pool is blocked in `read` for the descriptor");

/** Another way to wait for one descriptor in Node; `file` names the program in programs/javascript/latency. */
function watched(name: string, file: string, note: string): Entry {
  return {
    name,
    role: "peer",
    jobs: ["latency"],
    note,
    prepare: async () => ({
      latency: await launch("node", program(`javascript/latency/${file}.mjs`), [helperUrl()]),
    }),
  };
}

/** A runtime's own sockets; `file` names the programs in programs/javascript/echo and latency. */
function sockets(name: string, runtime: Runtime, file: string, note: string): Entry {
  return {
    name,
    role: "peer",
    jobs: ["latency", "echo", "sockets"],
    note,
    work: () => fetchWork(runtime),
    async prepare() {
      const echo = await launch(runtime, program(`javascript/echo/${file}.mjs`), [], { exposeGc: true });
      const helper = runtime === "bun" ? distUrl("bun", "index") : helperUrl();
      return {
        latency: await launch(runtime, program(`javascript/latency/${file}.mjs`), [helper]),
        echo,
        sockets: echo,
      };
    },
  };
}

export const httpServers = [
  http("node:http", "node", "node-http", "without `Date`, but with `Connection` and `Keep-Alive`"),
  http("node:net + parser", "node", "node-net", "Node's sockets and the parser of the example"),
  http("Bun.serve", "bun", "bun", "adds `Date`"),
  http("Deno.serve", "deno", "deno", "adds `Date`"),
];

/** An HTTP server of a runtime; `file` names the program in programs/javascript/http. */
function http(name: string, runtime: Runtime, file: string, note: string): Entry {
  return {
    name,
    role: "peer",
    jobs: ["http"],
    note,
    work: () => fetchWork(runtime),
    prepare: async () => ({ http: await launch(runtime, program(`javascript/http/${file}.mjs`), []) }),
  };
}
