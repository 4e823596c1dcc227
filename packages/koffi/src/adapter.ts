// This backend as the conformance suite takes it.

import { type BackendAdapter, createAdapter } from "@pollio/core/backend";
import { opened } from "./backend.ts";
import * as module from "./index.ts";

/** For a stand-in of the operating system. */
export { openKoffi as open } from "./native.ts";

export const adapter: BackendAdapter = createAdapter(opened, module, import.meta.url);
