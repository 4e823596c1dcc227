// The echo server with Bun.listen.
import { serve } from "../protocol.mjs";
import { answers } from "./server-process.mjs";

const { Bun } = /** @type {any} */ (globalThis);
/** Bytes that a socket did not accept at once. @type {WeakMap<object, Uint8Array>} */
const unsent = new WeakMap();

/** @param {any} socket @param {Uint8Array} bytes */
function send(socket, bytes) {
  const rest = unsent.get(socket);
  if (rest !== undefined) {
    unsent.set(socket, Buffer.concat([rest, bytes]));
    return;
  }
  const sent = socket.write(bytes);
  if (sent < bytes.length) unsent.set(socket, bytes.slice(Math.max(sent, 0)));
}

const listener = Bun.listen({
  hostname: "127.0.0.1",
  port: 0,
  socket: {
    data: send,
    drain(/** @type {any} */ socket) {
      const rest = unsent.get(socket);
      if (rest === undefined) return;
      unsent.delete(socket);
      send(socket, rest);
    },
    error() {}, // the client resets the connection when it has finished
  },
});
await serve(answers, { port: listener.port });
