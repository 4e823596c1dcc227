// The HTTP server with Deno.serve.
import { answers } from "../echo/server-process.mjs";
import { serve } from "../protocol.mjs";
import { BODY, HEADERS } from "./answer.mjs";

const { Deno, Response } = /** @type {any} */ (globalThis);
const { addr } = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  () => new Response(BODY, { headers: HEADERS }),
);
await serve(answers, { port: addr.port });
