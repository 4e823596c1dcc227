// What the worker of watcher.ts runs.

import { serveWaits } from "@pollio/core/internal";
import { opened } from "./backend.ts";

serveWaits(opened);
