// What process.test.ts runs: see there.
import { createRequire } from "node:module";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { pipe, sys } from "pollio";
import { Epoll } from "pollio/epoll";

const [what, how] = isMainThread ? process.argv.slice(2) : ["worker"];
const [reader, writer] = pipe();
const byte = new Uint8Array(1);
const { EPOLLIN, EPOLLONESHOT } = Epoll;

const programs = {
  async imports() {
    const required = createRequire(import.meta.url)("pollio/epoll");
    const { default: whole } = await import("pollio/epoll");
    console.log(required.Epoll === Epoll && whole.Epoll === Epoll ? "one" : "two");
  },

  stays() {
    const epoll = new Epoll(() => {});
    if (how === "two-objects") new Epoll(() => {}).add(pipe()[0], EPOLLIN).close();
    epoll.add(reader, how === "fired-one-shot" ? EPOLLIN | EPOLLONESHOT : EPOLLIN);
    if (how === "fired-one-shot") sys.write(writer, byte);
    console.log("registered");
  },

  ends() {
    const epoll = new Epoll((_error, fd) => {
      if (how === "remove-inside") epoll.remove(fd);
      if (how === "close-inside") epoll.close();
    });
    if (how !== "nothing") epoll.add(reader, EPOLLIN);
    if (how === "remove") epoll.remove(reader);
    if (how === "close") setTimeout(() => epoll.close(), 20);
    if (how.endsWith("-inside")) sys.write(writer, byte);
    if (how === "closed-by-somebody") {
      setTimeout(() => {
        sys.close(reader);
        try {
          epoll.remove(reader);
        } catch {}
      }, 20);
    }
    process.on("exit", () => console.log("done"));
  },

  throws() {
    let count = 0;
    process.on("uncaughtException", ({ message }) => console.log(`uncaught ${message}`));
    const throwing = new Epoll((_error, fd) => {
      sys.read(fd, byte);
      throw new Error(`${++count}`);
    });
    const [second, writerOfSecond] = pipe();
    const telling = new Epoll((_error, fd) => {
      sys.read(fd, byte);
      console.log(`told ${++count}`);
    });
    throwing.add(reader, EPOLLIN);
    telling.add(second, EPOLLIN);
    const steps = [writer, writerOfSecond, writer, writerOfSecond];
    const step = () => {
      const next = steps.shift();
      if (next === undefined) {
        throwing.close();
        telling.close();
      } else {
        sys.write(next, byte);
        setTimeout(step, 50);
      }
    };
    step();
  },

  "throws-unhandled"() {
    new Epoll(() => {
      throw new Error("thrown by a callback");
    }).add(reader, EPOLLIN);
    sys.write(writer, byte);
  },

  async workers() {
    const lines = [`main ${await once()}`];
    const ended = [1, 2].map(async () => {
      const worker = new Worker(new URL(import.meta.url));
      const exited = new Promise((resolve) => worker.once("exit", resolve));
      lines.push(`worker ${await new Promise((resolve) => worker.once("message", resolve))}`);
      await exited;
    });
    await Promise.all(ended);
    console.log(lines.join("\n"));
  },

  async worker() {
    parentPort.postMessage(await once());
  },
};

/** How many events come of one byte. */
async function once() {
  const [from, to] = pipe();
  let events = 0;
  await new Promise((resolve) => {
    const epoll = new Epoll((_error, fd) => {
      events++;
      sys.read(fd, byte);
      epoll.remove(fd).close();
      setTimeout(resolve, 20);
    });
    epoll.add(from, EPOLLIN);
    sys.write(to, byte);
  });
  return events;
}

await programs[what]();
