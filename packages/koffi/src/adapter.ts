// This backend, for the conformance suite.

import { type BackendAdapter, createAdapter } from "@pollio/core/backend";
import { opened } from "./backend.ts";
import * as module from "./index.ts";

/** For tests over a stand-in for the operating system. */
export { openKoffi as open } from "./native.ts";

export const adapter: BackendAdapter = createAdapter(opened, module, import.meta.url);
