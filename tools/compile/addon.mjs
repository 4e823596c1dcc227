import { existsSync } from "node:fs";
import { inRoot, root, shown } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { dim, say, warn } from "../lib/say.mjs";
import { hashInputs, isUpToDate, writeStamp } from "../lib/stamp.mjs";
import { ADDON, writeAddonStatus } from "./addon-status.mjs";
import { findToolchain, headersOf, TOOLCHAIN_MEND } from "./toolchain.mjs";

const NATIVE = inRoot("packages/napi/native");
const STAMP = inRoot("packages/napi/native/build/.stamp");

/**
 * @param {string} reason
 * @param {string} mend
 * @returns {import("./addon-status.mjs").AddonStatus}
 */
function notBuilt(reason, mend) {
  const status = { built: /** @type {const} */ (false), reason, mend };
  writeAddonStatus(status);
  warn(
    `addon     NOT BUILT: ${reason}\n          mend: ${mend}\n          everything but @pollio/napi works without it`,
  );
  return status;
}

/**
 * Builds the addon of @pollio/napi. A machine that cannot build it is a status, not a failure: the other backends need no compiler.
 *
 * @returns {Promise<import("./addon-status.mjs").AddonStatus>}
 */
export async function buildAddon() {
  // The version of Node's ABI and the processor are inputs too: a binary of another Node must not pass as up to date.
  const abi = [process.platform, process.arch, process.versions.modules];
  const inputs = [
    NATIVE,
    inRoot("packages/core/native"),
    inRoot("generated/napi"),
    inRoot("node_modules/node-addon-api/package.json"),
  ];
  const hash = hashInputs(root, inputs, abi);
  if (existsSync(ADDON) && isUpToDate(STAMP, hash)) {
    say(dim("addon     up to date"));
    writeAddonStatus({ built: true });
    return { built: true };
  }

  const tools = findToolchain();
  if (tools.missing) return notBuilt(`${tools.missing.join(" and ")} not found`, TOOLCHAIN_MEND);

  const nodeDir = headersOf();
  const args = [inRoot("node_modules/node-gyp/bin/node-gyp.js"), "rebuild", "--directory", NATIVE];
  if (nodeDir !== undefined) args.push("--nodedir", nodeDir);
  const result = await run(process.execPath, args, { env: tools.env });
  if (!result.ok || !existsSync(ADDON)) {
    say(result.output);
    return notBuilt(
      `node-gyp failed (${result.how}); its output is above`,
      `mend what it names (${TOOLCHAIN_MEND} when a tool is missing)`,
    );
  }
  writeStamp(STAMP, hash);
  writeAddonStatus({ built: true });
  say(`addon     ${shown(ADDON)} ${dim(`${result.seconds.toFixed(1)} s`)}`);
  return { built: true };
}
