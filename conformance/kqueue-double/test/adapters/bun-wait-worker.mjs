// The worker that waits for another thread: see bun-backend.mjs.

import { serveWaits } from "@pollio/core/backend";
import { opened } from "./bun-backend.mjs";

serveWaits(opened);
