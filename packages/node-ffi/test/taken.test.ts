import { takenSuite } from "../../core/test/taken-suite.ts";

await takenSuite("node-ffi", { byWorker: true });
