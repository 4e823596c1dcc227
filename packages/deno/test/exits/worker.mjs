// Releases a descriptor and exits in the same turn: at once, or when the time of the pool's call is up and nobody has been told.
import { workerData } from "node:worker_threads";
import { pipe, readable, release, sys } from "@pollio/deno";

const { late, pooled } = workerData;
// Without pipes of Deno's, a thread waits.
if (pooled) process.binding = () => ({});

const [reader, writer] = pipe();
readable(reader).catch(() => {});
await new Promise((resolve) => setTimeout(resolve, 20));
if (late) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
release(reader);
sys.close(reader);
sys.close(writer);
process.exit(0);
