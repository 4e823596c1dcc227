// The echo server with node:net.
import { createServer } from "node:net";
import { serveListening } from "./server-process.mjs";

const server = createServer((socket) => {
  socket.on("data", (bytes) => socket.write(bytes));
  socket.on("error", () => {}); // the client resets the connection when it has finished
});
await serveListening(server);
