// The worker that waits for another thread: see koffi-backend.mjs.

import { serveWaits } from "@pollio/core/internal";
import { opened } from "./koffi-backend.mjs";

serveWaits(opened);
