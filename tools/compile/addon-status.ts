// The result of building the addon, kept in a file, because a machine without a compiler does not fail the build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot } from "../lib/root.ts";

export type AddonStatus = { built: true } | { built: false; reason: string; fix: string };

/** The addon itself. */
export const ADDON = inRoot("packages/napi/native/build/Release/pollio.node");
const STATUS = inRoot("packages/napi/native/build/status.json");

/** The result of the last build. */
export function addonStatus(): AddonStatus {
  const fix = "npm run build";
  if (!existsSync(STATUS)) return { built: false, reason: "it was never built", fix };
  const status: AddonStatus = JSON.parse(readFileSync(STATUS, "utf8"));
  if (status.built && !existsSync(ADDON)) return { built: false, reason: "its file is gone", fix };
  return status;
}

export function writeAddonStatus(status: AddonStatus): void {
  mkdirSync(dirname(STATUS), { recursive: true });
  writeFileSync(STATUS, `${JSON.stringify(status, null, 2)}\n`);
}
