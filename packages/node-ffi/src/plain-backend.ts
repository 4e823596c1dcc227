import { openBackend } from "@pollio/core/internal";
import { openPlain } from "./native.ts";

export const opened = openBackend("node-ffi", openPlain);
