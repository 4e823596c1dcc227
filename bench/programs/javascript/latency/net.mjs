// The wake-up through node:net, which is libuv's poll of the descriptor and its read: see pollio.mjs. The URL is that of a backend
// that makes the sockets and writes.
import { Socket } from "node:net";
import { serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const [fd, other] = socketPair(await import(backendUrl));
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
new Socket({ fd, readable: true, writable: true }).on("data", arrived);
await serve({ async: (count = 1) => sample(count) });
