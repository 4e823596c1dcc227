// @pollio/koffi with the double as its C library. A thread that must wait is a worker with the double as well.

import { fileURLToPath } from "node:url";
import { open } from "@pollio/koffi/adapter";
import { buildLibrary } from "../../build.mjs";
import { openedOverDouble } from "./over-the-double.mjs";

const library = buildLibrary();
const worker = fileURLToPath(new URL("koffi-wait-worker.mjs", import.meta.url));
const watch = process.versions.bun === undefined ? { worker } : { worker, only: /** @type {const} */ ("worker") };

export const opened = openedOverDouble("koffi", (platform) => open({ ...platform, library }, watch));
