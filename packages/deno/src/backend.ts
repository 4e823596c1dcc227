import { openBackend } from "@pollio/core/backend";
import { openDeno } from "./native.ts";

export const opened = openBackend("deno", openDeno);
