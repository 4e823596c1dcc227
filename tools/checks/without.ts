import { ExitCode, Failure } from "../lib/failure.ts";

/** What a machine may lack, or may not want to wait for. The rest comes from npm and is never missing. */
const KNOWN = ["bun", "deno", "node26", "napi", "abi", "arm64", "packed"];

/** What POLLIO_WITHOUT leaves out ("bun", "bun,napi", …). An unknown name is a Failure, because it would hide what was meant. */
export function parseWithout(value: string | undefined): Set<string> {
  const names = (value ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const unknown = names.filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) {
    throw new Failure(
      `POLLIO_WITHOUT takes ${KNOWN.join(", ")}, separated by commas, not '${unknown.join("', '")}'`,
      ExitCode.usage,
    );
  }
  return new Set(names);
}
