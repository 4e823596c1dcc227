import * as pollio from "@pollio/koffi"; // or "@pollio/napi", or "@pollio/bun" under Bun: all export the same names
import { serve } from "./echo-server.ts";

await serve(pollio, {
  port: Number(process.argv[2] ?? 7000),
  listening: ({ port }) => console.log(`echoing on port ${port}; press Ctrl-C to stop`),
});
console.log("stopped");
