import commonjs from "@rollup/plugin-commonjs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { job } from "./job.mjs";

const { entry, folder, file, format, external } = job();
const bundle = await rollup({
  input: entry,
  external,
  plugins: [nodeResolve({ exportConditions: ["node"] }), commonjs()],
  onwarn(warning) {
    throw new Error(warning.message);
  },
});
await bundle.write({ file: `${folder}/${file}`, format });
