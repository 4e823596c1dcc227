// What is run against what.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as runner from "@pollio/conformance/runner";
import { BACKENDS, ORDER } from "../backends.ts";
import { choose } from "../choice.ts";
import { thisHost } from "../host.ts";
import { entryOf } from "../installed.ts";
import { UsageError } from "../output.ts";
import { isFor, orderHere } from "../trial.ts";

export type Runner = typeof runner;

const SUITE = "@pollio/conformance";
const RUNNER = `${SUITE}/runner`;

export interface Wanted {
  readonly backend?: readonly string[];
  readonly adapter?: readonly string[];
}

/** URLs of the adapters that were asked for, or of the backend that `import "pollio"` chooses. */
export function adapters({ backend = [], adapter = [] }: Wanted): string[] {
  const names = backend.length + adapter.length > 0 ? backend : [chosen()];
  return [...names.map(adapterOfBackend), ...adapter.map(adapterFile)].map((path) => pathToFileURL(path).href);
}

/** The suite's own runner: beside pollio, or in the project that this runs in. */
export async function loadRunner(): Promise<Runner> {
  const path = entryOf(RUNNER) ?? entryBelow(process.cwd());
  if (path !== undefined) return (await import(pathToFileURL(path).href)) as Runner;
  throw new UsageError(`the suite is a separate package, which is not installed; fix: npm install --save-dev ${SUITE}`);
}

function entryBelow(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(RUNNER);
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
    throw new UsageError(`unknown backend "${name}"; known: ${names}; for a backend of your own, use --adapter`);
  }
  const place = { backends: BACKENDS, order: ORDER, host: thisHost() };
  if (!orderHere(place).includes(name))
    throw new UsageError(`the backend "${name}" cannot run here: ${isFor(place, name)}`);
  const path = entryOf(`${known.package}/adapter`);
  if (path === undefined) throw new UsageError(`${known.package} is not installed; fix: npm install ${known.package}`);
  return path;
}

function adapterFile(file: string): string {
  const path = resolve(file);
  if (!existsSync(path))
    throw new UsageError(`${file} does not exist; --adapter takes a JavaScript module that exports \`adapter\``);
  return path;
}
