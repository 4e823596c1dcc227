// Cases of the suite that fail over the double, each with its reason. One that passes is a failure too, as is one that the suite
// does not have.

import type { Listed } from "@pollio/conformance";

/** By backend; `every` is for all of them. */
export const expectedFailures: Readonly<Record<"every" | "koffi" | "napi" | "bun", readonly Listed[]>> = {
  every: [],
  koffi: [],
  napi: [],
  bun: [],
};
