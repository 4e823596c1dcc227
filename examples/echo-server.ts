/** The exports that all backend packages share. */
export type Pollio = typeof import("@pollio/koffi");

export interface ServeOptions {
  host?: string;
  port?: number;
  listening?: (at: { address: string; port: number }) => void;
}

/** How long to wait for a free descriptor if no client goes. */
const RETRY_MS = 1000;

/** Echoes every client's bytes back to it, until SIGINT. */
export async function serve(
  pollio: Pollio,
  { host = "127.0.0.1", port = 0, listening: started }: ServeOptions,
): Promise<void> {
  const { EventKind, EventObject, Interest, OsPoller, accept, errno, eventLoopTurn, listenTcp, localAddress, sys } =
    pollio;
  const bytes = new Uint8Array(65_536); // shared by all clients: only bytes that cannot be sent at once are copied
  const unsent = new Map<number, Uint8Array>(); // bytes still owed to a client, which is not read from meanwhile
  const clients = new Set<number>();
  const listener = listenTcp({ host, port });
  const poller = new OsPoller();
  let listening = false; // not while no descriptor is free: waiting connections would end every wait at once
  let running = true;

  function listen(wanted: boolean): void {
    if (wanted === listening) return;
    if (wanted) poller.add(EventObject.server(listener));
    else poller.delete(listener);
    listening = wanted;
  }

  function acceptAll(): void {
    for (let fd = accept(listener); fd !== -errno.EAGAIN; fd = accept(listener)) {
      if (fd === -errno.EMFILE || fd === -errno.ENFILE) listen(false); // the others stay in the queue
      if (fd < 0) return; // if just this connection has gone, the next wait reports the others
      clients.add(fd);
      poller.add(EventObject.client(fd));
    }
  }

  function read(fd: number): void {
    const length = sys.read(fd, bytes);
    if (length > 0) send(fd, bytes.subarray(0, length));
    else if (length !== -errno.EAGAIN) close(fd); // 0: end of stream, and everything has been echoed; less: reset
  }

  function send(fd: number, data: Uint8Array): void {
    const sent = sys.write(fd, data);
    if (sent === data.length) {
      if (unsent.delete(fd)) watch(fd, Interest.Readable);
    } else if (sent >= 0 || sent === -errno.EAGAIN) {
      if (!unsent.has(fd)) watch(fd, Interest.Writable);
      unsent.set(fd, data.slice(Math.max(sent, 0)));
    } else {
      close(fd); // EPIPE or ECONNRESET: the client has gone
    }
  }

  function watch(fd: number, interest: number): void {
    poller.modify(EventObject.client(fd), { interest }); // nothing is lost: the kernel reports readiness that already holds
  }

  function close(fd: number): void {
    poller.delete(fd); // before the number can be reused for another client
    sys.close(fd);
    clients.delete(fd);
    unsent.delete(fd);
    listen(true);
  }

  process.on("SIGINT", () => {
    running = false;
  });
  listen(true);
  started?.(localAddress(listener));
  while (running) {
    const ready = poller.wait(listening ? -1 : RETRY_MS);
    if (ready.length === 0) listen(true); // other code may have closed a descriptor
    for (const { fd, kind } of ready) {
      const rest = unsent.get(fd);
      if (kind === EventKind.Server) acceptAll();
      else if (rest !== undefined) send(fd, rest);
      else read(fd);
    }
    await eventLoopTurn(); // every time: handlers of signals run only here, and a signal may also arrive between two waits
  }
  for (const fd of clients) close(fd);
  listen(false);
  sys.close(listener);
  poller.close();
}
