// For node:test, which Bun and Deno have too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EventObject, OsPoller, sys } from "pollio";

test("a poller waits", async () => {
  const ends = new Int32Array(2);
  assert.equal(sys.pipe(ends), 0);
  const poller = new OsPoller();
  poller.add(EventObject.client(ends[0]));
  setTimeout(() => sys.write(ends[1], new Uint8Array(1)), 20);
  assert.equal((await poller.waitAsync(1000)).length, 1);
  poller.close();
  for (const end of ends) sys.close(end);
});
