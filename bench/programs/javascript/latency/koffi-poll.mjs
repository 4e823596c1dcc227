// Wake-up latency of `koffi.node.poll`, koffi's own watch of one descriptor by the event loop; see pollio.mjs.
import koffi from "koffi";
import { must, serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const backend = await import(backendUrl);
const [fd, other] = socketPair(backend);
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
const into = new Uint8Array(64);
const poll = /** @type {any} */ (koffi).node.poll(fd, { readable: true }, () => {
  must(backend.sys.read(fd, into));
  arrived();
});
await serve({ async: (count = 1) => sample(count) });
poll.close();
