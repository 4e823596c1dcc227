import { refusedWorkerTest } from "../../core/test/watchers/refused.ts";
import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { createWatch } from "../src/watcher.ts";
import { opened } from "./worker-backend.ts";

watcherSuite("@pollio/bun with a worker", new URL("./worker-backend.ts", import.meta.url), opened);
refusedWorkerTest(opened, createWatch(opened, { only: "worker", worker: "/nowhere/wait-worker.js" }));
