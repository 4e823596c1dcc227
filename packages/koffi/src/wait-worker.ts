// The entry of the worker that watcher.ts starts.

import { serveWaits } from "@pollio/core/backend";
import { opened } from "./backend.ts";

serveWaits(opened);
