// Memory of a process after a garbage collection, in bytes: resident memory, and the JavaScript heap with its array buffers. The runtimes
// are started with options that let a program request a collection.

const COLLECTIONS = 10;

/** @typedef {{ rss: number, heap: number }} Memory */

/** @returns {Promise<Memory>} */
export async function memory() {
  // V8 drops code that has not run for some collections, and frees array buffers after the collection that finds them.
  for (let i = 0; i < COLLECTIONS; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  // V8 counts array buffers only in `external`; JavaScriptCore includes them in the heap size.
  return { rss, heap: process.versions.bun === undefined ? heapUsed + external : heapUsed };
}

function collect() {
  const { Bun, gc } = /** @type {any} */ (globalThis);
  if (Bun !== undefined) Bun.gc(true);
  else if (gc !== undefined) gc();
  else throw new Error("start it with --expose-gc");
}
