export type { Listed } from "../declared.ts";
export type { NotRun } from "../suite.ts";
export type { Failure } from "./failure.ts";
export type { Listing } from "./messages.ts";
export { type Result, type Run, type RunOptions, runSuite } from "./run.ts";
