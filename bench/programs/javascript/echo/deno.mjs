// The echo server with Deno.listen: one loop per connection, with its own buffer for the longest message,
// which is faster than piping its streams.
import { serve } from "../protocol.mjs";
import { answers } from "./server-process.mjs";

const { Deno } = /** @type {any} */ (globalThis);

/** @param {any} connection */
async function echo(connection) {
  const bytes = new Uint8Array(16_384);
  try {
    for (let length = await connection.read(bytes); length !== null; length = await connection.read(bytes)) {
      for (let sent = 0; sent < length; ) sent += await connection.write(bytes.subarray(sent, length));
    }
  } catch {
    // The client resets the connection when it has finished.
  }
  connection.close();
}

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 4096 });
void (async () => {
  for await (const connection of listener) echo(connection);
})();
await serve(answers, { port: listener.addr.port });
