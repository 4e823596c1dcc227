import { unsupportedSuite } from "../../core/test/unsupported/suite.ts";

unsupportedSuite("@pollio/deno");
