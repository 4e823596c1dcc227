import { leftBehindSuite } from "../../core/test/left-behind/suite.ts";

leftBehindSuite("@pollio/node-ffi", { terminate: false });
