// What every tool is given: a wait that blocks, one that does not, and whether there is one copy of each class.

import { backend, EventObject, OsPoller, openBackend, PollerError, sys } from "pollio";

const ends = new Int32Array(2);
sys.pipe(ends);
const poller = new OsPoller();
poller.add(EventObject.client(ends[0]));
sys.write(ends[1], new Uint8Array(1));
const blocking = poller.wait(1000).length;
const oneCopy = openBackend(backend.name).PollerError === PollerError;
poller.waitAsync(1000).then((ready) => {
  console.log(JSON.stringify({ backend: backend.name, blocking, waiting: ready.length, oneCopy }));
  poller.close();
});
