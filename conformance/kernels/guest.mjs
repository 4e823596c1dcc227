// What runs inside the machine: the suite, as /orders.json says, one order after the other. Whoever started the machine reads the console.
import { cpSync, readFileSync } from "node:fs";
import { arch, release, version } from "node:os";
import { runSuite } from "@pollio/conformance/runner";

/** @param {string} what @param {unknown} value */
const tell = (what, value) => process.stdout.write(`\n@${what} ${JSON.stringify(value)}\n`);

tell("kernel", `${release()} ${arch()}, ${version()}`);
for (const { replaceCore, ...options } of JSON.parse(readFileSync("/orders.json", "utf8"))) {
  if (replaceCore) cpSync("/other-core", "/node_modules/@pollio/core/dist", { recursive: true });
  const onCase = (/** @type {unknown[]} */ ...of) => tell("case", of);
  tell("run", await runSuite({ ...options, onCase }));
}
