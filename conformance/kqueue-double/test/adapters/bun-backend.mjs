// @pollio/bun with the double as its C library. Bun's C compiler would make a thread that waits with epoll, so a worker waits
// instead, with the double as well.

import { fileURLToPath } from "node:url";
import { open } from "@pollio/bun/adapter";
import { buildLibrary } from "../../build.mjs";
import { openedOverDouble } from "./over-the-double.mjs";

// The table pads fcntl's arguments by the processor, as Apple's ABI for arm64 wants.
const library = buildLibrary({ variadicsOnStack: process.arch === "arm64" });
const worker = fileURLToPath(new URL("bun-wait-worker.mjs", import.meta.url));

export const opened = openedOverDouble("bun", (platform) => open({ ...platform, library }, { worker, only: "worker" }));
