// Makes the adapters of this folder: a backend with Darwin's table, and its exports for the suite.

import * as core from "@pollio/core";
import { createAdapter, createModule, openBackend } from "@pollio/core/backend";

/**
 * @param {string} name Of the backend.
 * @param {(platform: import("@pollio/core/backend").Platform) => import("@pollio/core/backend").Native} open
 * @returns {import("@pollio/core/backend").Backend}
 */
export function openedOverDouble(name, open) {
  const opened = openBackend(name, open, { os: "darwin" });
  if ("reason" in opened) throw new Error(opened.reason);
  return opened;
}

/**
 * @param {import("@pollio/core/backend").Backend} opened
 * @param {string} url Of the module that exports the adapter.
 */
export function adapterOverDouble(opened, url) {
  // Tells the suite that this is not the system of the process.
  return { ...createAdapter(opened, { ...core, ...createModule(opened) }, url), os: opened.os };
}
