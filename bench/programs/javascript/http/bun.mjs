// The HTTP server with Bun.serve.
import { answers } from "../echo/server-process.mjs";
import { serve } from "../protocol.mjs";
import { BODY, HEADERS } from "./answer.mjs";

const { Bun, Response } = /** @type {any} */ (globalThis);
const { port } = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: () => new Response(BODY, { headers: HEADERS }),
});
await serve(answers, { port });
