// The worker that waits for another thread: see bun-backend.mjs.

import { serveWaits } from "@pollio/core/internal";
import { opened } from "./bun-backend.mjs";

serveWaits(opened);
