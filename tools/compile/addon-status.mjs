// What came of building the addon, kept in a file, because a machine without a compiler is no failure of the build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot } from "../lib/root.mjs";

/**
 * @typedef {{ built: true } | { built: false, reason: string, mend: string }} AddonStatus
 */

/** The addon itself. */
export const ADDON = inRoot("packages/napi/native/build/Release/pollio.node");
const STATUS = inRoot("packages/napi/native/build/status.json");

/**
 * What came of the last build.
 *
 * @returns {AddonStatus}
 */
export function addonStatus() {
  const mend = "npm run build";
  if (!existsSync(STATUS)) return { built: false, reason: "it was never built", mend };
  const status = JSON.parse(readFileSync(STATUS, "utf8"));
  if (status.built && !existsSync(ADDON)) return { built: false, reason: "its file is gone", mend };
  return status;
}

/** @param {AddonStatus} status */
export function writeAddonStatus(status) {
  mkdirSync(dirname(STATUS), { recursive: true });
  writeFileSync(STATUS, `${JSON.stringify(status, null, 2)}\n`);
}
