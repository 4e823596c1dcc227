// The backend on a machine where nothing can be compiled.

import { opened as compiled } from "../src/backend.ts";
import { createWatch } from "../src/watcher.ts";

if ("reason" in compiled) throw new Error(compiled.reason);

export const opened = { ...compiled, watch: createWatch(compiled, { only: "worker" }) };
