import { openBackend } from "@pollio/core/backend";
import { openNapi } from "./native.ts";

export const opened = openBackend("napi", openNapi);
