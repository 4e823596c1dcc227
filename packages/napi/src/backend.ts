import { openBackend } from "@pollio/core/internal";
import { openNapi } from "./native.ts";

export const opened = openBackend("napi", openNapi);
