// A build for a server (https://vite.dev/guide/ssr).

import { build } from "vite";
import { job } from "./job.mjs";

const { entry, folder, file, format, external } = job();
await build({
  root: process.cwd(),
  configFile: false,
  logLevel: "warn",
  ssr: { noExternal: external.length === 0 ? true : [], external, target: "node" },
  build: {
    ssr: entry,
    outDir: folder,
    emptyOutDir: false,
    rollupOptions: { output: { format, entryFileNames: file } },
  },
});
