import { takenSuite } from "../../core/test/taken-suite.ts";

await takenSuite("deno");
