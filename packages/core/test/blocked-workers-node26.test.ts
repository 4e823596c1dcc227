import { blockedWorkersSuite } from "./blocked-workers/suite.ts";

blockedWorkersSuite("node26");
