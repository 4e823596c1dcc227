import type { BackendAdapter } from "@pollio/core/backend";

export const adapter: BackendAdapter & { readonly os: string };
