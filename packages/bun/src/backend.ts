import { openBackend } from "@pollio/core/backend";
import { openBun } from "./native.ts";

export const opened = openBackend("bun", openBun);
