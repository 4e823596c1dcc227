// The HTTP server with node:http.
import { createServer } from "node:http";
import { serveListening } from "../echo/server-process.mjs";
import { BODY, HEADERS } from "./answer.mjs";

const server = createServer((_request, response) => {
  response.sendDate = false;
  response.writeHead(200, HEADERS).end(BODY);
});
await serveListening(server);
