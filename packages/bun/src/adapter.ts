// This backend as the conformance suite takes it.

import { instrumented, type WaitObserver } from "@pollio/core/internal";
import { opened } from "./backend.ts";
import * as module from "./index.ts";

export const adapter = {
  name: "bun",
  module,
  url: import.meta.url,
  instrument: (observer: WaitObserver) => ({ ...module, ...instrumented(opened, observer) }),
};
