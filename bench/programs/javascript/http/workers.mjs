// The workers of examples/programs with the backend that POLLIO_BACKEND names: node workers.mjs <threads>
import { serveByWorkers } from "../../../../examples/programs/http-workers.mjs";
import { answers } from "../echo/server-process.mjs";
import { serve } from "../protocol.mjs";

const { port, requests } = await serveByWorkers({ port: 0, count: Number(process.argv[2]) });
await serve({ ...answers, requests: () => [...requests] }, { port });
