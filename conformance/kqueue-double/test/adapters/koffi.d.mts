import type { BackendAdapter } from "@pollio/core/internal";

export const adapter: BackendAdapter & { readonly os: string };
