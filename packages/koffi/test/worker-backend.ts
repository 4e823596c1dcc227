// The backend in a host that lends out no event loop and where nothing can be compiled.

import { opened as usual } from "../src/backend.ts";
import { createWatch } from "../src/watcher.ts";

if ("reason" in usual) throw new Error(usual.reason);

export const opened = { ...usual, watch: createWatch(usual, { only: "worker" }) };
