import { openBackend } from "@pollio/core/backend";
import { openNodeFfi } from "./native.ts";

export const opened = openBackend("node-ffi", openNodeFfi);
