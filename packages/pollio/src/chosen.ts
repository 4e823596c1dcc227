// Chooses the backend for this runtime.

import { createRequire } from "node:module";
import type * as core from "@pollio/core";
import { requireFrom } from "@pollio/core/backend";
import { BACKENDS, type BackendName, ORDER } from "./backends.ts";
import { choose, open } from "./choice.ts";
import { thisHost } from "./host.ts";
import type { Own } from "./own/own.ts";
import type { Surroundings } from "./trial.ts";

/** One of the files in own/, under the condition of package.json that this runtime or bundler goes by. */
const { own }: { own: Own } = createRequire(import.meta.url)("#own");

/**
 * What has loaded this file, such as a test runner, may have a registry of its own. A bundle of ES modules has no `module`. (By another
 * name, because webpack would look for every package that could be required.)
 */
const loader = typeof module === "object" ? module : undefined;

const around: Surroundings = { backends: BACKENDS, order: ORDER, host: thisHost(), load, inBundle };

export const chosen = choose(around, wanted());

/** Synchronous, because a module with a top-level await cannot be required. */
function load(name: string): unknown {
  if (own.package === name) return own.load();
  try {
    if (typeof loader?.require === "function") return loader.require(name);
  } catch (error) {
    // Under hooks for modules it finds no packages in Node 20, where Vitest and tsx have such hooks.
    const { code, message } = error as { code?: string; message?: string };
    if (code !== "MODULE_NOT_FOUND" || !message?.includes(`'${name}'`)) throw error;
  }
  return requireFrom(import.meta.filename)(name);
}

/** Whether this is not dist/facade of the package any more. */
function inBundle(): boolean {
  if (import.meta.filename === undefined) return true;
  const { dirname, join } = process.getBuiltinModule("node:path");
  const manifest = join(dirname(import.meta.filename), "../../package.json");
  try {
    return JSON.parse(process.getBuiltinModule("node:fs").readFileSync(manifest, "utf8")).name !== "pollio";
  } catch {
    return true;
  }
}

/** Deno throws without the permission to read variables (--allow-env): then no backend was asked for. */
function wanted(): string | undefined {
  try {
    return process.env.POLLIO_BACKEND;
  } catch {
    return undefined;
  }
}

/**
 * The exports of one backend, independent of the one chosen at import. Throws a PollerError, ERR_UNKNOWN_BACKEND or
 * ERR_NO_BACKEND, that lists for each backend whether it works in this process, and why not.
 */
export function openBackend(name: BackendName): core.BackendExports {
  return open(around, name);
}
