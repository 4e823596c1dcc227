// The poller of @pollio/napi and nothing else of it; what makes descriptors is @pollio/koffi's.

import { SYSTEM_MEMBERS } from "@pollio/conformance";
import * as fixtures from "@pollio/koffi";
import { adapter as sound } from "@pollio/napi/adapter";

/**
 * @param {import("@pollio/conformance").JudgedModule} module
 * @returns {import("@pollio/conformance").JudgedModule}
 */
function pollerOf(module) {
  const isSystem = (/** @type {string} */ name) => /** @type {readonly string[]} */ (SYSTEM_MEMBERS).includes(name);
  const members = Object.entries(module).filter(([name]) => !isSystem(name));
  return /** @type {any} */ (Object.fromEntries(members));
}

export const adapter = {
  name: "poller only",
  module: pollerOf(sound.module),
  fixtures,
  url: import.meta.url,
  /** @param {(address: number, capacity: number) => void} observer */
  instrument: (observer) => pollerOf(sound.instrument(observer)),
};
