import { takenSuite } from "../../core/test/taken-suite.ts";

await takenSuite("koffi", { byWorker: process.versions.bun === undefined });
