// The wake-up through a socket of Bun's own: see pollio.mjs. The URL is that of a backend that makes the sockets and writes.
import { serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const { Bun } = /** @type {any} */ (globalThis);
const [fd, other] = socketPair(await import(backendUrl));
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
await Bun.connect({ fd, socket: { data: arrived } });
await serve({ async: (count = 1) => sample(count) });
