// Cases of the suite that cannot run, or fail, over the double, each with its reason. One that passes is a failure too, as is one that the suite
// does not have.

import type { Listed } from "@pollio/conformance";

/** By backend; `every` is for all of them. */
export const expectedFailures: Readonly<Record<"every" | "koffi" | "napi" | "bun", readonly Listed[]>> = {
  every: [],
  koffi: [],
  napi: [],
  bun: [],
};

/** Cases that are not run, by backend. */
export const exclusions: Readonly<Record<"koffi" | "napi" | "bun", readonly Listed[]>> = {
  koffi: [
    {
      case: "lost-pollers.closed-by-somebody-and-replaced-by-a-file",
      reason: "libuv is not the double's but this system's, and ends the process: an epoll refuses what a kqueue takes",
    },
  ],
  napi: [],
  bun: [],
};
