// The wake-up through a socket of Deno's own: see pollio.mjs. Deno adopts no descriptor, so that it listens on a unix socket, and
// the other end is a backend's, whose URL is given.
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
