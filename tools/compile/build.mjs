import { buildAddon } from "./addon.mjs";
import { buildFfiHelper } from "./ffi-helper.mjs";
import { buildPackages, PACKAGES } from "./packages.mjs";

/**
 * Builds everything that is not up to date; throws a Failure when a package does not build.
 *
 * @param {readonly string[]} [packages] Folders; what they depend on comes before them.
 * @returns {Promise<import("./addon-status.mjs").AddonStatus>}
 */
export async function build(packages = PACKAGES) {
  const addon = await buildAddon();
  await buildFfiHelper();
  await buildPackages(packages);
  return addon;
}
