/** A runtime's name here: Node in the version that is asked for, Bun, also the one for musl, or Deno. "node" is any Node. */
export type Runtime = "node" | "node20" | "node22" | "node24" | "node26" | "bun" | "bun-musl" | "deno";

/** Whether that runtime runs this. */
export function isCurrentRuntime(
  runtime: string,
  versions: Readonly<Record<string, string | undefined>> = process.versions,
): boolean {
  // Bun and Deno claim to be a Node too.
  const other = versions.bun !== undefined ? "bun" : versions.deno !== undefined ? "deno" : undefined;
  if (other !== undefined) return runtime === other;
  return runtime === "node" || runtime === `node${versions.node?.split(".")[0]}`;
}

/** This runtime's name and version, for messages. */
export function currentRuntime(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `Bun ${bun}`;
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`;
}
