// Awaits three events of a pipe in one way, in the main thread or a worker, and prints "works" or "no event".
//
//   program.mjs <way> <main | worker> <the path of an addon or a package>
import { createRequire } from "node:module";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { pipe, sys, watch } from "pollio";

const words = isMainThread ? process.argv.slice(2) : workerData;
const [way, where, path] = words;
if (isMainThread && where === "worker") {
  const worker = new Worker(new URL(import.meta.url), { workerData: words });
  worker.on("message", end);
  worker.on("error", fail);
} else {
  const require = createRequire(import.meta.url);
  const say = isMainThread ? end : (text) => parentPort.postMessage(text);
  const [reader, writer] = pipe();
  const byte = new Uint8Array(1);
  let left = 3;
  const onReadable = () => {
    sys.read(reader, byte);
    if (--left > 0) sys.write(writer, byte);
    else say("works");
  };
  const ways = {
    pollio: () => watch(reader, onReadable),
    "uv-poll": () => require(path).poll(reader, onReadable),
    koffi: () => require("koffi").node.poll(reader, { readable: true }, onReadable),
    "npm-epoll": () => {
      const { Epoll } = require(path);
      new Epoll(onReadable).add(reader, Epoll.EPOLLIN);
    },
  };
  try {
    ways[way]();
  } catch (error) {
    fail(error);
  }
  setTimeout(() => sys.write(writer, byte), 100);
  setTimeout(() => say("no event"), 3_000);
}

function end(text) {
  console.log(text);
  process.exit(0);
}

function fail({ message }) {
  console.log("does not load");
  console.error(message);
  process.exit(0);
}
