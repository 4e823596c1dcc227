import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot, root, shown } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { dim, say, warn } from "../lib/say.mjs";
import { hashInputs, isUpToDate, writeStamp } from "../lib/stamp.mjs";
import { which } from "../lib/which.mjs";

const SOURCE = inRoot("generated/node-ffi/helper", `${process.platform}.c`);
const HELPER = inRoot("packages/node-ffi/native/build/helper.so");
const STAMP = inRoot("packages/node-ffi/native/build/.stamp");

/**
 * Builds the helper object of @pollio/node-ffi, which is a matter of speed alone: where it cannot be built, that is said and nothing
 * fails.
 */
export async function buildFfiHelper() {
  const hash = hashInputs(root, [SOURCE, inRoot("packages/core/native")], [process.platform, process.arch]);
  if (existsSync(HELPER) && isUpToDate(STAMP, hash)) return say(dim("helper      up to date"));
  const cc = process.env.CC || ["cc", "gcc", "clang"].find((name) => which(name) !== undefined);
  if (!existsSync(SOURCE)) return notBuilt(`${shown(SOURCE)} is not there: it is not for ${process.platform}`);
  if (cc === undefined) return notBuilt("no C compiler (cc, gcc or clang) was found");
  mkdirSync(dirname(HELPER), { recursive: true });
  const result = await run(cc, ["-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", HELPER, SOURCE]);
  if (!result.ok) {
    say(result.output);
    return notBuilt(`${cc} failed (${result.how}); its output is above`);
  }
  writeStamp(STAMP, hash);
  say(`helper      ${shown(HELPER)} ${dim(`${result.seconds.toFixed(1)} s`)}`);
}

/** @param {string} reason */
function notBuilt(reason) {
  warn(`helper      NOT BUILT: ${reason}; @pollio/node-ffi is slower without it`);
}
