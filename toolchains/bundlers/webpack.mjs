import { promisify } from "node:util";
import webpack from "webpack";
import { job } from "./job.mjs";

const { entry, folder, file, format, external } = job();
const esm = format === "esm";
const stats = await promisify(webpack)({
  context: process.cwd(),
  mode: "production",
  target: "node",
  entry,
  externals: Object.fromEntries(external.map((name) => [name, `${esm ? "module" : "commonjs"} ${name}`])),
  experiments: { outputModule: esm },
  output: { path: folder, filename: file, module: esm },
});
if (stats?.hasErrors() || stats?.hasWarnings()) throw new Error(stats.toString());
