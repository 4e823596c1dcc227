// What a program sees of the system: as-darwin.mjs <whether to look from a worker, a worker of a text, and another process, too>.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

// As the backend does it: what is imported misses its binary for macOS.
const koffi = createRequire(import.meta.url)("koffi");

const { backend } = await import("@pollio/koffi");
const seen = {
  platform: process.platform,
  proc: existsSync("/proc/self/stat"),
  fds: readdirSync("/dev/fd").length > 0,
  kqueue: koffi.load("/usr/lib/libSystem.B.dylib").func("int kqueue()")() > 0,
  backend: backend.os,
};
/** @param {Worker} worker @returns {Promise<unknown>} */
const told = (worker) => new Promise((resolve) => worker.once("message", resolve));

if (!isMainThread) parentPort?.postMessage(seen);
else if (process.argv[2] === undefined) console.log(JSON.stringify([seen]));
else {
  const text = "require('node:worker_threads').parentPort.postMessage(process.platform)";
  const file = new URL(import.meta.url);
  const child = execFileSync(process.execPath, [file.pathname], { encoding: "utf8" });
  const workers = [await told(new Worker(file)), await told(new Worker(text, { eval: true }))];
  console.log(JSON.stringify([seen, ...workers, ...JSON.parse(child)]));
}
