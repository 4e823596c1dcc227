// Finds out whether a backend works here, by loading it.

import type { BackendExports } from "@pollio/core";
import type { KnownBackend, Order } from "./backends.ts";
import { type Host, majorOf, runtimesText, runtimeText } from "./host.ts";

/** What a backend is chosen from; tests have tables of their own. */
export interface Tables {
  readonly backends: Readonly<Record<string, KnownBackend>>;
  readonly order: readonly Order[];
}

/** The tables, and the process to look up in them. */
export interface Place extends Tables {
  readonly host: Host;
}

export interface Surroundings extends Place {
  /** Loads a package, synchronously. */
  load(name: string): unknown;
  /** Whether this code was bundled: its neighbours are then not where they were installed. */
  inBundle?(): boolean;
}

export type Trial =
  | { readonly name: string; readonly works: true; readonly exports: BackendExports }
  | { readonly name: string; readonly works: false; readonly reason: string; readonly cause?: unknown };

/** The backends to try here, in order. */
export function orderHere({ order, host }: Place): readonly string[] {
  const row = order.find(({ runtime, from }) => runtime === host.runtime && majorOf(host) >= from);
  return row?.backends ?? [];
}

/** Loads a known backend, unless it is for another runtime. */
export function tryBackend(around: Surroundings, name: string): Trial {
  if (!orderHere(around).includes(name)) return { name, works: false, reason: isFor(around, name) };
  const known = around.backends[name]!;
  let exports: BackendExports;
  try {
    exports = around.load(known.package) as BackendExports;
  } catch (cause) {
    return { name, works: false, reason: whyNotLoaded(around, known.package, cause), cause };
  }
  if (exports.backend.os !== "unsupported") return { name, works: true, exports };
  return { name, works: false, ...whyUnsupported(around, known.package, exports) };
}

/** For a backend that is not tried here: which runtimes it is for. */
export function isFor({ order, host }: Place, name: string): string {
  const rows = order.filter(({ backends }) => (backends as readonly string[]).includes(name));
  const runtimes = rows.map(({ runtime, from }) => runtimesText(runtime, from));
  return `it is for ${runtimes.join(" and ")}, but this is ${runtimeText(host)}`;
}

function whyNotLoaded({ inBundle }: Surroundings, name: string, cause: unknown): string {
  const { code, message, resource } = (cause ?? {}) as { code?: unknown; message?: unknown; resource?: unknown };
  const text = typeof message === "string" ? withoutStack(message) : String(cause);
  const missing = code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
  // The first line only: the importing files listed below may have the name in their path.
  const [first = ""] = text.split("\n");
  if (missing && first.includes(`'${name}'`)) {
    if (inBundle?.() === true) return `${name} is not in this bundle; ${NO_BUNDLE}`;
    return `${name} is not installed; fix: npm install ${name}`;
  }
  // Node's permission model says which flag is missing, and in another property for which file.
  if (code === "ERR_ACCESS_DENIED" && typeof resource === "string") return `${text} (${resource})`;
  return text;
}

const NO_BUNDLE = "fix: declare pollio external to the bundler and install it where the bundle runs";

/** Deno makes a message of the whole stack when a required module throws. */
function withoutStack(message: string): string {
  const [text = "", ...stack] = message.split(/\n {4}at /);
  return stack.length === 0 ? text : text.replace(/^Error: /, "");
}

/** A backend that does not work can be imported, and throws at its first use: its own error, or with that of its library as cause. */
function whyUnsupported(
  around: Surroundings,
  name: string,
  { OsPoller }: BackendExports,
): { reason: string; cause?: unknown } {
  try {
    new OsPoller().close();
    return { reason: "it does not support this system" };
  } catch (refused) {
    const cause = (refused as { cause?: unknown }).cause ?? refused;
    return { reason: whyNotLoaded(around, name, cause), cause };
  }
}
