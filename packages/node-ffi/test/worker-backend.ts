// The backend in the form that it has in workers, also in the main thread.

import { opened as compiled } from "../src/backend.ts";
import { loadFfi } from "../src/ffi.ts";
import { createWatch } from "../src/watcher.ts";

if ("reason" in compiled) throw new Error(compiled.reason);

export const opened = { ...compiled, watch: createWatch({ ...compiled, ffi: loadFfi() }, { only: "worker" }) };
