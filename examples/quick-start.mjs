import { accept, EventKind, EventObject, errno, listenTcp, localAddress, OsPoller, sys } from "pollio";

const server = EventObject.server(listenTcp({ port: Number(process.argv[2] ?? 7000) }));
const once = Object.freeze({ trigger: "oneshot" }); // reported once, then not until `modify`
const poller = new OsPoller();
poller.add(server, once);
console.log(`echoing on port ${localAddress(server.fd).port}; press Ctrl-C to stop`);

const bytes = new Uint8Array(65_536);
for await (const ready of poller) {
  for (const { fd, kind } of ready) {
    if (kind === EventKind.Server) {
      let client = accept(fd);
      for (; client >= 0; client = accept(fd)) poller.add(EventObject.client(client));
      if (client === -errno.EAGAIN) poller.modify(server, once);
      else setTimeout(() => poller.modify(server, once), 100); // no descriptor is free (EMFILE, ENFILE): later, perhaps
      continue;
    }
    const length = sys.read(fd, bytes); // ≥ 0 or -errno: network errors do not throw
    if (length === -errno.EAGAIN) continue;
    if (length > 0 && sys.write(fd, bytes, 0, length) === length) continue;
    poller.delete(fd); // the client has gone, or reads too slowly: a real server would buffer the rest
    sys.close(fd);
  }
}
