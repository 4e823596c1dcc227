// The backend without its helper, for the conformance suite.

import { type BackendAdapter, createAdapter } from "@pollio/core/backend";
import * as module from "./plain.ts";
import { opened } from "./plain-backend.ts";

export const adapter: BackendAdapter = createAdapter(opened, module, import.meta.url);
