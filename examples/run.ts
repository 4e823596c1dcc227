// Runs an example with a backend of your choice: `node --import tsx examples/run.ts waker koffi` or
// `bun examples/run.ts waker bun`.
import { tellPipesApart } from "./custom-kinds.ts";
import { type Pollio, serve } from "./echo-server.ts";
import { serveInWorker } from "./shutdown.ts";
import { wakeWorker } from "./waker.ts";

const examples: Record<string, (pollio: Pollio) => Promise<unknown> | unknown> = {
  "echo-server": (pollio) => serve(pollio, { listening: ({ port }) => console.log(port) }),
  shutdown: serveInWorker,
  waker: wakeWorker,
  "custom-kinds": tellPipesApart,
};

const [name = "", backend = ""] = process.argv.slice(2);
const example = examples[name];
if (example === undefined || backend === "") {
  console.error(`usage: run.ts <${Object.keys(examples).join(" | ")}> <napi | koffi | bun | deno | node-ffi>`);
  process.exitCode = 2;
} else {
  console.log((await example(await import(`@pollio/${backend}`))) ?? "stopped");
}
