// Wake-up latency of npm's epoll package; see pollio.mjs. Its callback receives the event and reads the descriptor as pollio's does.
//
//   node npm-epoll.mjs <the package's folder> <URL of a backend that makes the sockets, writes and reads>

import { createRequire } from "node:module";
import { must, serve } from "../protocol.mjs";
import { callbackSampling, socketPair } from "./sampling.mjs";
import { startWriter } from "./writer.mjs";

const [folder = "", backendUrl = ""] = process.argv.slice(2);
const { Epoll } = createRequire(import.meta.url)(folder);
const backend = await import(backendUrl);
const [fd, other] = socketPair(backend);
const { arrived, sample } = callbackSampling(await startWriter(backendUrl, other));
const into = new Uint8Array(64);
const epoll = new Epoll((/** @type {Error | null} */ error, /** @type {number} */ ready) => {
  if (error) throw error;
  must(backend.sys.read(ready, into));
  arrived();
});
epoll.add(fd, Epoll.EPOLLIN);
await serve({ async: (count = 1) => sample(count) });
