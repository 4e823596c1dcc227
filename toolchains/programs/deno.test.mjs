// With Deno's sanitizers of operations, resources and exits, which are on by default.

import { EventObject, OsPoller, sys } from "pollio";

Deno.test("a poller waits and leaves nothing behind", async () => {
  const ends = new Int32Array(2);
  sys.pipe(ends);
  const poller = new OsPoller();
  poller.add(EventObject.client(ends[0]));
  setTimeout(() => sys.write(ends[1], new Uint8Array(1)), 20);
  const { length } = await poller.waitAsync(1000);
  poller.close();
  for (const end of ends) sys.close(end);
  if (length !== 1) throw new Error(`${length} events`);
});
