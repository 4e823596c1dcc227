// The echo server of the example in a process of its own: server.ts <backend> <host> <port>. Its first line of output is the
// address as JSON; SIGINT ends it.
import { writeSync } from "node:fs";
import { type Pollio, serve } from "../../examples/echo-server.ts";

const [name = "", host = "", port = ""] = process.argv.slice(2);
// One Ctrl-C may come twice, from the terminal and from the parent; the second must not end the process before it is done.
process.on("SIGINT", () => {});
const pollio: Pollio = await import(`@pollio/${name}`);
await serve(pollio, {
  host,
  port: Number(port),
  // Written at once: the loop is about to block.
  listening: (at) => writeSync(1, `${JSON.stringify(at)}\n`),
});
