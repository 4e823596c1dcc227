// Peers that are interpreted or come with a runtime.

import { Failure } from "../../tools/lib/failure.ts";
import { which } from "../../tools/lib/which.ts";
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

export const nodeNet: Entry = {
  name: "node:net",
  role: "peer",
  jobs: ["latency", "echo", "sockets"],
  note: "Node's sockets, over libuv's `uv_poll` and `uv_stream`",
  async prepare() {
    const echo = await launch("node", program("javascript/echo/net.mjs"), [], { exposeGc: true });
    return { latency: await launch("node", program("javascript/latency/net.mjs"), [helperUrl()]), echo, sockets: echo };
  },
};

export const bunSockets: Entry = {
  name: "Bun sockets",
  role: "peer",
  jobs: ["latency", "echo", "sockets"],
  note: "`Bun.connect` and `Bun.listen`",
  async prepare() {
    const echo = await launch("bun", program("javascript/echo/bun.mjs"), []);
    return {
      latency: await launch("bun", program("javascript/latency/bun.mjs"), [distUrl("bun", "index")]),
      echo,
      sockets: echo,
    };
  },
};

export const denoSockets: Entry = {
  name: "Deno sockets",
  role: "peer",
  jobs: ["latency", "echo", "sockets"],
  note: "`Deno.listen`",
  work: () => fetchWork("deno"),
  async prepare() {
    const echo = await launch("deno", program("javascript/echo/deno.mjs"), [], { exposeGc: true });
    return {
      latency: await launch("deno", program("javascript/latency/deno.mjs"), [helperUrl()]),
      echo,
      sockets: echo,
    };
  },
};
