// The backend as it is in workers, in the main thread too.

import { opened as compiled } from "../src/backend.ts";
import { loadFfi } from "../src/ffi.ts";
import { createWatch } from "../src/watcher.ts";

if ("reason" in compiled) throw new Error(compiled.reason);

export const opened = { ...compiled, watch: createWatch({ ...compiled, ffi: loadFfi() }, { only: "worker" }) };
