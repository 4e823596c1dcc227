import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "../src/backend.ts";

if ("reason" in opened) throw new Error(opened.reason);
watcherSuite("@pollio/node-ffi", new URL("../src/backend.ts", import.meta.url), opened);
