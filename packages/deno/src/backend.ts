import { openBackend } from "@pollio/core/internal";
import { openDeno } from "./native.ts";

export const opened = openBackend("deno", openDeno);
