// The runtime and system of this process.

import type { RuntimeName } from "./backends.ts";

export interface Host {
  readonly runtime: RuntimeName;
  readonly version: string;
  readonly os: string;
  readonly arch: string;
}

const NAMES: Readonly<Record<RuntimeName, string>> = { node: "Node", bun: "Bun", deno: "Deno" };

/** Bun and Deno also claim to be Node. */
export function thisHost(): Host {
  const { bun, deno, node } = process.versions;
  const { platform: os, arch } = process;
  if (bun !== undefined) return { runtime: "bun", version: bun, os, arch };
  if (deno !== undefined) return { runtime: "deno", version: deno, os, arch };
  return { runtime: "node", version: node, os, arch };
}

export function majorOf({ version }: Host): number {
  return Number.parseInt(version, 10);
}

/** "Node 20.19.0". */
export function runtimeText({ runtime, version }: Host): string {
  return `${NAMES[runtime]} ${version}`;
}

/** "Node 26 and newer". */
export function runtimesText(runtime: RuntimeName, from: number): string {
  return from === 0 ? NAMES[runtime] : `${NAMES[runtime]} ${from} and newer`;
}
