/** What every backend package exports. */
export type Pollio = typeof import("@pollio/koffi");

export interface ServeOptions {
  host?: string;
  port?: number;
  listening?: (at: { address: string; port: number }) => void;
}

/** Sends every client what it sent, until SIGINT. */
export async function serve(pollio: Pollio, { host = "127.0.0.1", port = 0, listening }: ServeOptions): Promise<void> {
  const { EventKind, EventObject, Interest, OsPoller, accept, errno, listenTcp, localAddress, sys } = pollio;
  const bytes = new Uint8Array(65_536); // one buffer for all clients: only what cannot be sent at once is copied
  const unsent = new Map<number, Uint8Array>(); // what a client must still be sent; until then it is not read from
  const clients = new Set<number>();
  const listener = listenTcp({ host, port });
  const poller = new OsPoller();
  let running = true;

  function acceptAll(): void {
    for (let fd = accept(listener); fd !== -errno.EAGAIN; fd = accept(listener)) {
      if (fd < 0) return; // this connection is gone already, or no descriptor is free: the next wait tries again
      clients.add(fd);
      poller.add(EventObject.client(fd));
    }
  }

  function read(fd: number): void {
    const length = sys.read(fd, bytes);
    if (length > 0) send(fd, bytes.subarray(0, length));
    else if (length !== -errno.EAGAIN) close(fd); // 0: it has sent its last byte and has them all back; less: a reset
  }

  function send(fd: number, data: Uint8Array): void {
    const sent = sys.write(fd, data);
    if (sent === data.length) {
      if (unsent.delete(fd)) watch(fd, Interest.Readable);
    } else if (sent >= 0 || sent === -errno.EAGAIN) {
      if (!unsent.has(fd)) watch(fd, Interest.Writable);
      unsent.set(fd, data.slice(Math.max(sent, 0)));
    } else {
      close(fd); // EPIPE or ECONNRESET: the client is gone
    }
  }

  function watch(fd: number, interest: number): void {
    poller.modify(EventObject.client(fd), { interest }); // nothing is lost: the kernel reports at once what holds already
  }

  function close(fd: number): void {
    poller.delete(fd); // before its number can be another client's
    sys.close(fd);
    clients.delete(fd);
    unsent.delete(fd);
  }

  process.on("SIGINT", () => {
    running = false;
  });
  poller.add(EventObject.server(listener));
  listening?.(localAddress(listener));
  while (running) {
    const ready = poller.wait(-1);
    for (const { fd, kind } of ready) {
      const rest = unsent.get(fd);
      if (kind === EventKind.Server) acceptAll();
      else if (rest !== undefined) send(fd, rest);
      else read(fd);
    }
    await eventLoop(ready.interrupted); // also when no signal ended this wait (ready.interrupted): one may come between two waits
  }
  for (const fd of clients) close(fd);
  sys.close(listener);
  poller.close();
}

/** Handlers of signals run only here. Twice: after an I/O callback, the first comes before Node has looked for signals. */
async function eventLoop(interrupted: boolean): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  if (interrupted) await new Promise((resolve) => setTimeout(resolve, 10)); // Deno's signals come by a thread of its own
}
