// Bytes that a process holds: resident ones, and those of the JavaScript heap with the array buffers that it owns, after a
// collection. The runtimes are started so that a collection can be asked for.

const COLLECTIONS = 10;

/** @typedef {{ rss: number, heap: number }} Memory */

/** @returns {Promise<Memory>} */
export async function memory() {
  // V8 drops code that was not run for some collections, and frees array buffers after the collection that found them.
  for (let i = 0; i < COLLECTIONS; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  // V8 counts array buffers in `external` alone; JavaScriptCore's heap has them in its own size too.
  return { rss, heap: process.versions.bun === undefined ? heapUsed + external : heapUsed };
}

function collect() {
  const { Bun, gc } = /** @type {any} */ (globalThis);
  if (Bun !== undefined) Bun.gc(true);
  else if (gc !== undefined) gc();
  else throw new Error("start it with --expose-gc");
}
