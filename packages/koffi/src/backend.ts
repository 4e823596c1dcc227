import { openBackend } from "@pollio/core/backend";
import { openKoffi } from "./native.ts";

export const opened = openBackend("koffi", openKoffi);
