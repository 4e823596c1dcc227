// pollio itself, through each backend, in the runtime that its package names first.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot, root } from "../../scripts/lib/root.mjs";
import { whyUnavailable } from "../../scripts/lib/runtimes.mjs";
import { distUrl, program } from "../harness/paths.ts";
import type { Entry } from "./entry.ts";
import { executableOf, fetchWork, launch } from "./runtimes.ts";

type Backend = Parameters<typeof whyUnavailable>[0];

/** Another checkout, built, whose backends are measured beside this one's. */
export interface Beside {
  readonly checkout: string;
  readonly label: string;
}

export function backend(which: Backend, beside?: Beside): Entry {
  const { name, runtime } = which;
  return {
    name: nameOf(which, beside),
    role: "backend",
    jobs: ["per-call", "heap", "latency", "echo", "sockets", "scale", "start", "import"],
    work: () => fetchWork(runtime),
    async prepare() {
      const url = await builtUrl(which, beside);
      const bare = bareOf(name);
      const probe = join(beside?.checkout ?? root, "conformance/dist/probe.js");
      const echo = await server(runtime, url, "blocking");
      const adapter = distUrl(name, "adapter", beside?.checkout);
      const facade = distUrl("pollio", "facade/index", beside?.checkout);
      const importing = await launch(runtime, program("javascript/import.mjs"), [facade]);
      return {
        start: await launch(runtime, program("javascript/import.mjs"), []),
        import: { ...importing, env: { ...importing.env, POLLIO_BACKEND: name } },
        "per-call": await launch(runtime, program("javascript/per-call.mjs"), [url, ...bare]),
        heap: await launch(runtime, probe, [adapter], { exposeGc: true, largeHeap: true }),
        latency: await launch(runtime, program("javascript/latency/pollio.mjs"), [url]),
        echo,
        sockets: echo,
        scale: await launch(runtime, program("javascript/scale.mjs"), [url], { exposeGc: true }),
      };
    },
  };
}

/** The same, as a server that leaves the thread to the runtime's event loop between batches. */
export function asyncBackend(which: Backend, beside?: Beside): Entry {
  return {
    name: `${nameOf(which, beside)}, async`,
    role: "backend",
    jobs: ["echo"],
    work: () => fetchWork(which.runtime),
    note: "`for await` over the poller, so that the runtime's event loop runs between batches",
    prepare: async () => ({ echo: await server(which.runtime, await builtUrl(which, beside), "async") }),
  };
}

function nameOf({ name }: Backend, beside: Beside | undefined): string {
  return beside === undefined ? name : `${name}, ${beside.label}`;
}

async function builtUrl(which: Backend, beside: Beside | undefined): Promise<string> {
  await executableOf(which.runtime);
  const reason = whyUnavailable(which);
  if (reason !== undefined) throw new Failure(reason);
  return distUrl(which.name, "index", beside?.checkout);
}

function server(runtime: string, url: string, mode: string) {
  return launch(runtime, program("javascript/echo/pollio.mjs"), [url, mode], { exposeGc: true });
}

/** The module that makes the bare binding call, where there is one for this backend. */
function bareOf(name: string): string[] {
  const path = inRoot("bench/programs/javascript/bare", `${name}.mjs`);
  return existsSync(path) ? [pathToFileURL(path).href] : [];
}
