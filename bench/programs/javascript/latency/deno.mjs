// Wake-up latency of a Deno socket; see pollio.mjs. Deno cannot adopt a descriptor, so it listens on a unix socket; the URL is that of the
// backend that opens the other end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentiles, serve } from "../protocol.mjs";
import { startWriter } from "./writer.mjs";

const [backendUrl = ""] = process.argv.slice(2);
const { Deno } = /** @type {any} */ (globalThis);
const { connectTcp } = await import(backendUrl);
const folder = mkdtempSync(join(tmpdir(), "pollio-bench-"));
const path = join(folder, "socket");
const listener = Deno.listen({ transport: "unix", path });
const writer = await startWriter(backendUrl, connectTcp({ path }));
const connection = await listener.accept();
rmSync(folder, { recursive: true });
const into = new Uint8Array(64);

await serve({
  async async(count = 1) {
    const samples = [];
    for (let i = 0; i < count; i++) {
      const read = connection.read(into);
      writer.ask();
      await read;
      samples.push(writer.since());
    }
    return percentiles(samples);
  },
});
