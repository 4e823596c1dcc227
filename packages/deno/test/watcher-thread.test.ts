import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "./thread-backend.ts";

if ("reason" in opened) throw new Error(opened.reason);
watcherSuite("@pollio/deno with a thread", new URL("./thread-backend.ts", import.meta.url), opened);
