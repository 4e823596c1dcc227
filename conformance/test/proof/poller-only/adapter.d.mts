import type { Adapter } from "@pollio/conformance";

export const adapter: Adapter;
