// Wake-up latency of a Bun socket; see pollio.mjs. The URL is a backend's, which makes the sockets and writes.
import { serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const { Bun } = /** @type {any} */ (globalThis);
const [fd, other] = socketPair(await import(backendUrl));
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
await Bun.connect({ fd, socket: { data: arrived } });
await serve({ async: (count = 1) => sample(count) });
