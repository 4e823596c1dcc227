// What the worker of backend.mjs runs.
import { serveWaits } from "@pollio/core/backend";
import { opened } from "./backend.mjs";

serveWaits(opened);
