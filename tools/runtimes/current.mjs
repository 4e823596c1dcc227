/**
 * What a runtime is called here: Node in the version that was asked for, Bun, or Deno. "node" is any Node.
 *
 * @typedef {"node" | "node20" | "node22" | "node24" | "node26" | "bun" | "deno"} Runtime
 */

/**
 * Whether that is what runs this.
 *
 * @param {string} runtime
 * @param {Readonly<Record<string, string | undefined>>} [versions]
 */
export function isCurrentRuntime(runtime, versions = process.versions) {
  // Bun and Deno call themselves a Node too.
  const other = versions.bun !== undefined ? "bun" : versions.deno !== undefined ? "deno" : undefined;
  if (other !== undefined) return runtime === other;
  return runtime === "node" || runtime === `node${versions.node?.split(".")[0]}`;
}

/** How this runtime calls itself, for messages. */
export function currentRuntime() {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `Bun ${bun}`;
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`;
}
