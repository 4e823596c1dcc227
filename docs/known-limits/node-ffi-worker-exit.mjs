// Node 26: a worker that ends while V8 compiles a function that calls through node:ffi can crash the whole process.
//
//   node docs/known-limits/node-ffi-worker-exit.mjs
//
// It prints how many workers have ended normally, until SIGTRAP or SIGSEGV kills it.
import { createRequire } from "node:module";
import { isMainThread, Worker } from "node:worker_threads";

if (isMainThread) {
  process.removeAllListeners("warning");
  for (let ended = 1; ended <= 500; ended++) {
    await new Promise((resolve) => new Worker(new URL(import.meta.url)).once("exit", resolve));
    if (ended % 50 === 0) console.log(`${ended} workers have ended normally`);
  }
} else {
  const { functions } = createRequire(import.meta.url)("node:ffi").dlopen("libc.so.6", {
    getpid: { arguments: [], return: "int32" },
    abs: { arguments: ["int32"], return: "int32" },
  });
  // The number of calls varies, so that some workers end in the middle of a compilation.
  const calls = 5_000 + Math.random() * 200_000;
  let sum = 0;
  for (let i = 0; i < calls; i++) sum += functions.abs(-1) + functions.getpid();
  process.exit(sum > 0 ? 0 : 1);
}
