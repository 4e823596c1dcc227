import { openBackend } from "@pollio/core/backend";
import { openPlain } from "./native.ts";

export const opened = openBackend("node-ffi", openPlain);
