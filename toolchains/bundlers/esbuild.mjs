import { build } from "esbuild";
import { job } from "./job.mjs";

const { entry, folder, file, format, external } = job();
await build({
  absWorkingDir: process.cwd(),
  entryPoints: [entry],
  outfile: `${folder}/${file}`,
  format,
  external,
  bundle: true,
  platform: "node",
  logLevel: "warning",
});
