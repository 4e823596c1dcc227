import { openBackend } from "@pollio/core/internal";
import { openBun } from "./native.ts";

export const opened = openBackend("bun", openBun);
