import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Curl } from "./libcurl.mjs";

export async function demo() {
  // Each answer takes 200 ms, and is large enough to come in many pieces.
  const server = createServer(async ({ url }, response) => {
    await sleep(200);
    response.writeHead(url === "/missing" ? 404 : 200).end(url.padEnd(200_000, "."));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${server.address().port}`;

  const curl = new Curl();
  const start = performance.now();
  const names = Array.from({ length: 20 }, (_, i) => `/${i}`);
  const answers = await Promise.all(names.map((name) => curl.get(base + name)));
  const ms = performance.now() - start;
  const right = answers.filter(({ status, text }, i) => status === 200 && text === names[i].padEnd(200_000, "."));
  console.log(`${right.length} of 20 transfers of 200 ms,`, ms < 2000 ? "at once" : `in ${ms} ms`);
  console.log("missing:", (await curl.get(`${base}/missing`)).status);
  server.close();
  server.closeAllConnections();
  await curl.get(base).catch(({ message }) => console.log(message));
}

if (process.argv[1]?.endsWith("libcurl-demo.mjs")) await demo();
