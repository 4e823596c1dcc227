import { leftBehindSuite } from "../../core/test/left-behind/suite.ts";

leftBehindSuite("@pollio/koffi", { terminate: false });
