// Everything that faults are tried on.

import type { Operation } from "../operation.ts";
import { convenienceOperations } from "./conveniences.ts";
import { descriptorOperations } from "./descriptors.ts";
import { pollerOperations, waitOperations } from "./poller.ts";
import { sysOperations } from "./sys.ts";
import { asyncOperations } from "./waits.ts";

export const operations: readonly Operation[] = [
  // First: a thread that waits is started only while none is there.
  ...asyncOperations,
  ...pollerOperations,
  ...waitOperations,
  ...convenienceOperations,
  ...descriptorOperations,
  ...sysOperations,
];
