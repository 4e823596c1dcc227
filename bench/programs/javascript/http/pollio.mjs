// The HTTP server of examples/programs with the backend that POLLIO_BACKEND names.
import { serve as serveHttp } from "../../../../examples/programs/http-server.mjs";
import { answers } from "../echo/server-process.mjs";
import { serve } from "../protocol.mjs";
import { BODY, TYPE } from "./answer.mjs";

const { port } = serveHttp({ handle: () => ({ type: TYPE, body: BODY }) });
await serve(answers, { port });
