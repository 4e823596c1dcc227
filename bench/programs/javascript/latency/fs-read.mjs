// Wake-up latency of `fs.read`: a thread of libuv's pool is blocked in read(2), one for each descriptor; see pollio.mjs.
import { read } from "node:fs";
import { must, serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const { constants, sys } = await import(backendUrl);
const [fd, other] = socketPair({ constants: { ...constants, SOCK_NONBLOCK: 0 }, sys });
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
const into = new Uint8Array(64);
(function again() {
  read(fd, into, 0, into.length, null, (error, length) => {
    if (error) throw error;
    must(length - 1);
    arrived();
    again(); // the next write is asked for later, in a microtask
  });
})();
await serve({ async: (count = 1) => sample(count) });
