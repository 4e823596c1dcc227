import { defineConfig } from "tsdown";

/** Folders of packages, as npm run build gives them. */
const packages = process.env.POLLIO_BUILD?.split(",");
if (packages === undefined) throw new Error("start this by: npm run build");

export default defineConfig({ workspace: packages });
