import { isMainThread, Worker } from "node:worker_threads";
import { Connection } from "./libpq.mjs";

export async function demo() {
  const connections = await Promise.all([1, 2, 3].map(() => Connection.open()));
  const [first, second] = connections;

  const start = performance.now();
  const sleeps = await Promise.all(connections.map((each, i) => each.query(`SELECT ${i}, pg_sleep(0.5)`)));
  const ms = performance.now() - start;
  console.log(
    "three queries of 0.5 s at once:",
    sleeps
      .flat()
      .map(([i]) => i)
      .join(" "),
    ms < 1300 ? "in time" : `took ${ms} ms`,
  );

  const [[large]] = await first.query("SELECT repeat('x', 3000000)");
  console.log("a result of", large.length, "bytes");

  await first.query("SELECT 1/0").catch(({ message }) => console.log(message));

  const heard = (async () => {
    for await (const { payload } of first.notifications("news")) if (payload === "enough") return "heard";
  })();
  for (let i = 0; i < 5; i++) await second.query(`NOTIFY news, 'item ${i}'`);
  // LISTEN may come after the first ones.
  const timer = setInterval(() => second.query("NOTIFY news, 'enough'"), 50);
  console.log("LISTEN", await heard);
  clearInterval(timer);
  await second.query("SELECT 1");
  for (const each of connections) each.close();
}

// node libpq-demo.mjs worker: the same in a worker.
if (process.argv[1]?.endsWith("libpq-demo.mjs")) {
  if (isMainThread && process.argv[2] === "worker") new Worker(new URL(import.meta.url));
  else await demo();
}
