import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "./worker-backend.ts";

watcherSuite("@pollio/node-ffi with a worker", new URL("./worker-backend.ts", import.meta.url), opened);
