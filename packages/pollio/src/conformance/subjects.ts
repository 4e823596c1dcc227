// What is run against what.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { BACKENDS, ORDER } from "../backends.ts";
import { choose } from "../choice.ts";
import { thisHost } from "../host.ts";
import { entryOf } from "../installed.ts";
import { UsageError } from "../output.ts";
import type { Subject } from "./group.ts";

const SUITE = "@pollio/conformance";

export interface Wanted {
  readonly backend?: readonly string[];
  readonly adapter?: readonly string[];
}

/** The subjects that were asked for, or the backend that `import "pollio"` takes. */
export function subjects({ backend = [], adapter = [] }: Wanted): Subject[] {
  const suiteUrl = findSuite();
  const names = backend.length + adapter.length > 0 ? backend : [chosen()];
  const adapters = [...names.map(adapterOfBackend), ...adapter.map(adapterFile)];
  return adapters.map((path) => ({ suiteUrl, adapterUrl: pathToFileURL(path).href }));
}

/** Beside pollio, or in the project that this runs in. */
function findSuite(): string {
  const path = entryOf(SUITE) ?? entryBelow(process.cwd());
  if (path !== undefined) return pathToFileURL(path).href;
  throw new UsageError(`the suite is a package of its own, which is not installed: npm install --save-dev ${SUITE}`);
}

function entryBelow(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(SUITE);
  } catch {
    return undefined;
  }
}

function chosen(): string {
  const around = { backends: BACKENDS, order: ORDER, host: thisHost(), load: createRequire(import.meta.url) };
  const { backend, OsPoller } = choose(around, process.env.POLLIO_BACKEND);
  // Throws the list.
  if (backend.name === "none") new OsPoller().close();
  return backend.name;
}

function adapterOfBackend(name: string): string {
  const known = Object.entries(BACKENDS).find(([key]) => key === name)?.[1];
  if (known === undefined) {
    const names = Object.keys(BACKENDS).join(", ");
    throw new UsageError(`"${name}" is no backend; there are ${names}, and --adapter takes one of your own`);
  }
  const path = entryOf(`${known.package}/adapter`);
  if (path === undefined) throw new UsageError(`${known.package} is not installed: npm install ${known.package}`);
  return path;
}

function adapterFile(file: string): string {
  const path = resolve(file);
  if (!existsSync(path))
    throw new UsageError(`there is no ${file}; --adapter takes a JavaScript module that exports adapter`);
  return path;
}
