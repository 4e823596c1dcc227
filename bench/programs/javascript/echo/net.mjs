// The echo server with node:net.
import { createServer } from "node:net";
import { serve } from "../protocol.mjs";
import { answers } from "./server-process.mjs";

const server = createServer((socket) => {
  socket.on("data", (bytes) => socket.write(bytes));
  socket.on("error", () => {}); // the client resets the connection when it has finished
});
await new Promise((resolve) => server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => resolve(undefined)));
const address = server.address();
await serve(answers, { port: typeof address === "object" ? address?.port : undefined });
