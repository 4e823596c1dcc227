// Wake-up latency of node:net, in which libuv polls and reads the descriptor; see pollio.mjs. The URL is a backend's, which makes the
// sockets and writes.
import { Socket } from "node:net";
import { serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const [fd, other] = socketPair(await import(backendUrl));
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
new Socket({ fd, readable: true, writable: true }).on("data", arrived);
await serve({ async: (count = 1) => sample(count) });
