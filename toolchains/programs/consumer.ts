// Types: the program is CommonJS or an ES module, as its project is.

import type * as napi from "@pollio/napi";
import { adapter } from "@pollio/napi/adapter";
import { backend, EventKind, EventObject, OsPoller, type ReadyEvents } from "pollio";

const poller: OsPoller = new OsPoller();
const ready: ReadyEvents = poller.wait(0);
poller.close();
const client: 2 = EventKind.Client;
const same: typeof napi.OsPoller = OsPoller;
// @ts-expect-error: no kind has this tag
export const other = (): EventObject => new EventObject(3, 77);
if (ready.length !== 0 || client !== 2 || same !== OsPoller || adapter.name !== backend.name) throw new Error("wrong");
