import { perfSuite } from "../../core/test/taken-suite.ts";

await perfSuite("bun");
