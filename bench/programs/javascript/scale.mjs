// The same as programs/c/scale.c, with a backend's public API; also measures bytes of the JavaScript heap.
//
//   node --expose-gc scale.mjs <backend's URL>

import { addMany, newEventfd, raiseDescriptorLimit } from "./descriptors.mjs";
import { memory } from "./memory.mjs";
import { serve } from "./protocol.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const backend = await import(backendUrl);
const { EventObject, OsPoller } = backend;
/** By the number of idle registrations. @type {Map<number, any>} */
const pollers = new Map();
let sink = 0;

raiseDescriptorLimit(backend);

await serve({
  async register(count = 1) {
    const numbers = Int32Array.from({ length: count }, () => newEventfd(backend, 0));
    // Rehearse first, so that compiled code and its garbage do not count.
    for (let i = 0; i < 2; i++) {
      const rehearsal = new OsPoller();
      registerAll(rehearsal, numbers);
      rehearsal.close();
      await memory();
    }
    const poller = new OsPoller();
    const before = await memory();
    const ns = registerAll(poller, numbers);
    const after = await memory();
    sink = poller.fd + numbers.length; // keeps both alive until here
    return { ns: ns / count, rss: (after.rss - before.rss) / count, heap: (after.heap - before.heap) / count };
  },

  idle(count = 0, iterations = 1) {
    const poller = pollers.get(count) ?? pollerAmong(count);
    const start = process.hrtime.bigint();
    for (let i = 0; i < iterations; i++) fetch(poller);
    return Number(process.hrtime.bigint() - start) / iterations;
  },
});

/** Returns the nanoseconds for all of them. @param {any} poller @param {Int32Array} numbers */
function registerAll(poller, numbers) {
  const event = { fd: 0, kind: 2 };
  const start = process.hrtime.bigint();
  for (const fd of numbers) {
    event.fd = fd;
    poller.add(event);
  }
  return Number(process.hrtime.bigint() - start);
}

/** @param {any} poller */
function fetch(poller) {
  const events = poller.wait(0);
  if (events.length !== 1) throw new Error(`${events.length} events instead of 1`);
  sink = events.fd(0) + events.kind(0);
}

/** A poller with one ready descriptor among `count` idle ones. @param {number} count */
function pollerAmong(count) {
  const poller = new OsPoller();
  const add = (/** @type {number} */ fd) => poller.add(EventObject.client(fd));
  addMany(backend, add, 1, 1);
  addMany(backend, add, count, 0);
  pollers.set(count, poller);
  return poller;
}

process.on("exit", () => sink);
