import { fakedTimeSuite } from "../../core/test/faked-time/suite.ts";
import * as module from "../src/index.ts";

fakedTimeSuite(module);
