// For runners that have `test` and `expect` as globals.

import { createRequire } from "node:module";
import { backend, EventObject, OsPoller, openBackend, PollerError, sys } from "pollio";

test("a poller waits in both ways, and there is one copy of each class", async () => {
  const ends = new Int32Array(2);
  expect(sys.pipe(ends)).toBe(0);
  const poller = new OsPoller();
  poller.add(EventObject.client(ends[0]));
  expect(sys.write(ends[1], Buffer.from("x"))).toBe(1);
  expect(poller.wait(1000).length).toBe(1);
  expect((await poller.waitAsync(1000)).length).toBe(1);
  poller.close();
  expect(() => poller.wait(0)).toThrow(PollerError);
  expect(openBackend(backend.name).PollerError).toBe(PollerError);
  expect(createRequire(import.meta.url)("pollio").PollerError).toBe(PollerError);
});
