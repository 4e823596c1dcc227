// Wake-up latency with a backend's public API, blocking, asynchronous and by `readable`: the time from another thread's write to a socket until this one
// has read it. Answers "blocking samples", "async samples" and "readable samples" with the median and the 99th percentile in nanoseconds.
//
//   node pollio.mjs <backend's URL>

import { must, percentiles, serve } from "../protocol.mjs";
import { socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const backend = await import(backendUrl);
const { EventObject, OsPoller, readable, sys } = backend;
const [fd, other] = socketPair(backend);
const poller = new OsPoller();
const writer = await startWriter(backendUrl, other);
const into = new Uint8Array(64);
poller.add(EventObject.client(fd));

/** @param {any} events */
function take(events) {
  if (events.length !== 1) throw new Error(`${events.length} events instead of 1`);
  must(sys.read(events.fd(0), into));
  return writer.since();
}

await serve({
  blocking(count = 1) {
    const samples = [];
    for (let i = 0; i < count; i++) {
      writer.ask();
      samples.push(take(poller.wait(-1)));
    }
    return percentiles(samples);
  },
  async async(count = 1) {
    const samples = [];
    for (let i = 0; i < count; i++) {
      writer.ask();
      samples.push(take(await poller.waitAsync(-1)));
    }
    return percentiles(samples);
  },
  async readable(count = 1) {
    const samples = [];
    for (let i = 0; i < count; i++) {
      writer.ask();
      await readable(fd);
      must(sys.read(fd, into));
      samples.push(writer.since());
    }
    return percentiles(samples);
  },
});
