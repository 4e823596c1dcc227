// The poller of @pollio/napi and nothing else of it; what makes descriptors is @pollio/koffi's.

import * as fixtures from "@pollio/koffi";
import { adapter as sound } from "@pollio/napi/adapter";

/** @param {import("@pollio/conformance").JudgedModule} module */
function pollerOf({ sys, errno, constants, listenTcp, connectTcp, accept, localAddress, pipe, socketPair, ...poller }) {
  return poller;
}

export const adapter = {
  name: "poller only",
  module: pollerOf(sound.module),
  fixtures,
  url: import.meta.url,
  /** @param {(address: number, capacity: number) => void} observer */
  instrument: (observer) => pollerOf(sound.instrument(observer)),
};
