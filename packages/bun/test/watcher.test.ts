import { refusedThreadTest } from "../../core/test/watchers/refused.ts";
import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "../src/backend.ts";

if ("reason" in opened) throw new Error(opened.reason);
watcherSuite("@pollio/bun", new URL("../src/backend.ts", import.meta.url), opened);
refusedThreadTest("bun");
