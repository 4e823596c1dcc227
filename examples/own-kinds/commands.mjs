import { pipe, sys } from "pollio";
import { EventKind, EventObject, OsPoller } from "./src/poller.js";

const [reader, writer] = pipe();
const poller = new OsPoller();
poller.add(EventObject.command(reader));
sys.write(writer, Buffer.from("stop"));
for (const { fd, kind } of poller.wait(-1)) {
  if (kind === EventKind.Command) console.log(`a command on descriptor ${fd}`);
}
