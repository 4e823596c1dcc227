import { createRequire } from "node:module";
import type { Own } from "./own.ts";

export const own: Own = { package: "@pollio/bun", load: () => createRequire(import.meta.url)("@pollio/bun") };
