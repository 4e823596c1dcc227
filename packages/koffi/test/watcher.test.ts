import { refusedThreadTest } from "../../core/test/watchers/refused.ts";
import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "../src/backend.ts";

if ("reason" in opened) throw new Error(opened.reason);
watcherSuite("@pollio/koffi", new URL("../src/backend.ts", import.meta.url), opened);
if (process.versions.bun !== undefined) refusedThreadTest("koffi");
