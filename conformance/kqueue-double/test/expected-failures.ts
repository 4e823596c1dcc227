// Cases of the suite that cannot run, or fail, over the double, each with its reason. One that passes is a failure too, as is one that the suite
// does not have.

import type { Listed } from "@pollio/conformance";

/** By backend; `every` is for all of them. */
export const expectedFailures: Readonly<Record<"every" | "napi" | "bun", readonly Listed[]>> = {
  every: [],
  napi: [],
  bun: [],
};

/** Cases that are not run, by backend. */
export const exclusions: Readonly<Record<"napi" | "bun", readonly Listed[]>> = { napi: [], bun: [] };
