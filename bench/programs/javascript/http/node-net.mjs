// An HTTP server with node:net and the parser of examples/programs: what http-server.mjs does, on Node's sockets.
import { createServer } from "node:net";
import { RequestParser } from "../../../../examples/programs/http-parser.mjs";
import { serveListening } from "../echo/server-process.mjs";
import { BODY, TYPE } from "./answer.mjs";

const server = createServer((socket) => {
  const parser = new RequestParser();
  socket.on("data", (bytes) => {
    parser.push(bytes);
    let answers = "";
    for (let request = parser.next(); request !== undefined; request = parser.next()) answers += answerTo(request);
    if (answers !== "") socket.write(answers);
  });
  socket.on("error", () => {}); // the client resets the connection when it has finished
});
await serveListening(server);

/** @param {import("../../../../examples/programs/http-parser.mjs").Request} request */
function answerTo({ keepAlive }) {
  const end = keepAlive ? "" : "Connection: close\r\n";
  return `HTTP/1.1 200 OK\r\nContent-Type: ${TYPE}\r\nContent-Length: ${BODY.length}\r\n${end}\r\n${BODY}`;
}
