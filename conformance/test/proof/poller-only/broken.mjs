// The same with a fault: its level-triggered waits forget what they have reported.

import { adapter as sound } from "./adapter.mjs";

class OsPoller extends sound.module.OsPoller {
  /** @param {any} event */
  add(event, options = {}) {
    return super.add(event, { ...options, trigger: options.trigger ?? "edge" });
  }
}

export const adapter = {
  name: "poller only, broken",
  module: { ...sound.module, OsPoller },
  fixtures: sound.fixtures,
  url: import.meta.url,
};
