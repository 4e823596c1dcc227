import { ExitCode, Failure } from "../lib/failure.mjs";

/** What a machine may lack, or may not want to wait for. The rest comes from npm and is never missing. */
const KNOWN = ["bun", "deno", "node26", "napi", "arm64", "packed"];

/**
 * What may be missing, by POLLIO_WITHOUT; an unknown name is a Failure, because it would hide what was meant.
 *
 * @param {string | undefined} value "bun", "bun,napi", …
 * @returns {Set<string>}
 */
export function parseWithout(value) {
  const names = (value ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const unknown = names.filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) {
    throw new Failure(
      `POLLIO_WITHOUT takes ${KNOWN.join(", ")}, separated by commas, and got '${unknown.join("', '")}'`,
      ExitCode.usage,
    );
  }
  return new Set(names);
}
