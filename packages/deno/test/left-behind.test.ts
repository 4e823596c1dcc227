import { leftBehindSuite } from "../../core/test/left-behind/suite.ts";

leftBehindSuite("@pollio/deno", { terminate: false });
