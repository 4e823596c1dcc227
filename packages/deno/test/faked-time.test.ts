import { fakedTimeSuite } from "../../core/test/faked-time/suite.ts";

fakedTimeSuite("deno");
