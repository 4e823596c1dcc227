import { leftBehindSuite } from "../../core/test/left-behind/suite.ts";

leftBehindSuite("@pollio/napi", { terminate: true });
