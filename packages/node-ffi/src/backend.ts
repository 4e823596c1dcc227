import { openBackend } from "@pollio/core/internal";
import { openNodeFfi } from "./native.ts";

export const opened = openBackend("node-ffi", openNodeFfi);
