// The versions of Node between those that `npm test` runs under.

import { blockedWorkersSuite } from "../../packages/core/test/blocked-workers/suite.ts";

blockedWorkersSuite("node22");
blockedWorkersSuite("node24");
