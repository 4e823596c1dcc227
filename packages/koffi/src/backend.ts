import { openBackend } from "@pollio/core/internal";
import { openKoffi } from "./native.ts";

export const opened = openBackend("koffi", openKoffi);
