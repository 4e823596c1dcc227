// What the worker of watcher.ts runs.

import { serveWaits } from "@pollio/core/backend";
import { opened } from "./backend.ts";

serveWaits(opened);
