// pollio itself: each backend, in the first runtime that its package lists.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Backend } from "../../tools/lib/backends.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot, root } from "../../tools/lib/root.ts";
import { whyUnavailable } from "../../tools/lib/runtimes.ts";
import type { Command } from "../harness/child.ts";
import { distUrl, program } from "../harness/paths.ts";
import type { Entry } from "./entry.ts";
import { fetchWork, launch } from "./runtimes.ts";

/** Another, built checkout whose backends are measured beside this one's. */
export interface Beside {
  readonly checkout: string;
  readonly label: string;
}

export function backend(which: Backend, beside?: Beside): Entry {
  const { name, runtime } = which;
  return {
    name: beside === undefined ? name : `${name}, ${beside.label}`,
    role: "backend",
    jobs: [
      ...(["per-call", "heap", "latency", "echo", "sockets", "scale", "start", "import"] as const),
      // The programs of examples/ import this checkout's pollio by its name.
      ...(beside === undefined ? (["http", "one-worker", "two-workers"] as const) : []),
    ],
    work: () => fetchWork(runtime),
    async prepare() {
      const starting = await launch(runtime, program("javascript/import.mjs"), []);
      demand(which);
      const url = distUrl(name, "index", beside?.checkout);
      const facade = distUrl("pollio", "facade/index", beside?.checkout);
      const echo = await server(which, url, "blocking");
      return {
        ...(await calls(which, "index", "adapter", name, beside?.checkout)),
        latency: await launch(runtime, program("javascript/latency/pollio.mjs"), [url]),
        echo,
        sockets: echo,
        ...(await httpServers(which)),
        scale: await launch(runtime, program("javascript/scale.mjs"), [url], { exposeGc: true }),
        start: starting,
        import: { ...starting, args: [...starting.args, facade], env: { ...starting.env, POLLIO_BACKEND: name } },
      };
    },
  };
}

/** The backend's asynchronous server, which leaves the thread to the runtime's event loop between batches. */
export function asyncBackend(which: Backend): Entry {
  return otherServer(
    which,
    "async",
    "`for await` over the poller, so that the runtime's event loop runs between batches",
  );
}

/** The backend's server that reads from all ready clients by one call, and answers them by another. */
export function batchedBackend(which: Backend): Entry {
  return otherServer(which, "batched", "one `sys.readAll` and one `sys.writeAll` for all clients that a wait reports");
}

function otherServer(which: Backend, mode: string, note: string): Entry {
  return {
    name: `${which.name}, ${mode}`,
    role: "backend",
    jobs: ["echo"],
    work: () => fetchWork(which.runtime),
    note,
    async prepare() {
      const echo = await server(which, distUrl(which.name, "index"), mode);
      demand(which);
      return { echo };
    },
  };
}

/** Further entry points of a backend's package: other ways to make the same calls. */
export function variants(which: Backend): Entry[] {
  return which.variants.map((variant) => ({
    name: `${which.name}/${variant}`,
    role: "backend",
    jobs: ["per-call", "heap"],
    work: () => fetchWork(which.runtime),
    note: `\`@pollio/${which.name}/${variant}\``,
    prepare: () => calls(which, variant, `${variant}-adapter`, `${which.name}-${variant}`),
  }));
}

/** The programs that time single calls; `bare` names the module that makes the bare binding call, if there is one. */
async function calls({ name, runtime }: Backend, entry: string, adapter: string, bare: string, checkout = root) {
  const url = distUrl(name, entry, checkout);
  const path = inRoot("bench/programs/javascript/bare", `${bare}.mjs`);
  const args = [url, ...(existsSync(path) ? [pathToFileURL(path).href] : [])];
  const probe = join(checkout, "conformance/dist/probe.js");
  return {
    "per-call": await launch(runtime, program("javascript/per-call.mjs"), args),
    heap: await launch(runtime, probe, [distUrl(name, adapter, checkout)], { exposeGc: true, largeHeap: true }),
  };
}

function server({ runtime }: Backend, url: string, mode: string): Promise<Command> {
  return launch(runtime, program("javascript/echo/pollio.mjs"), [url, mode], { exposeGc: true });
}

async function httpServers({ name, runtime }: Backend) {
  const start = async (file: string, ...args: string[]) => {
    const command = await launch(runtime, program("javascript/http", file), args);
    return { ...command, env: { ...command.env, POLLIO_BACKEND: name } };
  };
  return {
    http: await start("pollio.mjs"),
    "one-worker": await start("workers.mjs", "1"),
    "two-workers": await start("workers.mjs", "2"),
  };
}

function demand(which: Backend): void {
  const reason = whyUnavailable(which);
  if (reason !== undefined) throw new Failure(reason);
}
