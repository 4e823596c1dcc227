// The worker that waits for another thread: see koffi-backend.mjs.

import { serveWaits } from "@pollio/core/backend";
import { opened } from "./koffi-backend.mjs";

serveWaits(opened);
