// An HTTP/1.1 server on one thread: keep-alive, pipelining, back-pressure, time-outs, and an end that loses no answer.
//
//   node http-server.mjs 8080        or: bun http-server.mjs 8080, deno run -A http-server.mjs 8080
//
// Coming from Node: there are no streams and no callbacks. The kernel says which sockets can be read or written; the program calls read(2) and
// write(2) itself, which never block, and keeps what it needs of each connection in an object of its own.

import {
  accept,
  constants,
  EventKind,
  EventObject,
  errno,
  Interest,
  listenTcp,
  localAddress,
  OsPoller,
  sys,
} from "pollio";
import { BadRequest, RequestParser } from "./http-parser.mjs";

/**
 * How long, in milliseconds, a connection may do nothing between requests, a request or the next part of an answer may take, and a client
 * that has just connected may take at the end; and how often late ones are looked for.
 */
const LIMITS = { idleMs: 5_000, slowMs: 10_000, lastMs: 1_000, lookMs: 500 };
/** So many bytes may wait for a client that does not read; until then nothing more is read from it. */
const MAX_WAITING = 65_536;
/** How long to wait for a free descriptor, in milliseconds. The listening socket is readable all the while, and would end every wait at once. */
const RETRY_MS = 100;
/** The listening socket is reported once, and then not until it is registered again. */
const ONCE = Object.freeze(/** @type {const} */ ({ trigger: "oneshot" }));

/**
 * @typedef {object} Connection
 * @property {number} fd
 * @property {RequestParser} parser
 * @property {string} text Answers that are not bytes yet: many are turned into bytes, and sent, at once.
 * @property {Uint8Array[]} answers Bytes that wait for room in the socket.
 * @property {number} waiting How many they are.
 * @property {boolean} isNew Whether it had no answer yet.
 * @property {boolean} isLast Whether it ends once they are sent.
 * @property {number} since When it last began to wait: for a request, for the rest of one, or for room.
 * @property {number} interest
 */

/**
 * Serves until `stop` is called; `handle` answers a request. A server that does not listen gets its connections by `take`.
 *
 * @param {object} options
 * @param {string} [options.host]
 * @param {number} [options.port]
 * @param {boolean} [options.listens]
 * @param {Partial<typeof LIMITS>} [options.limits]
 * @param {(request: import("./http-parser.mjs").Request) => Response_} options.handle
 * @typedef {{ status?: number, type?: string, body: string | Uint8Array }} Response_
 */
export function serve({ host = "127.0.0.1", port = 0, listens = true, limits = {}, handle }) {
  const { idleMs, slowMs, lastMs, lookMs } = { ...LIMITS, ...limits };
  const poller = new OsPoller();
  const listener = listens ? listenTcp({ host, port }) : -1;
  const bytes = new Uint8Array(65_536); // shared by all connections
  /** @type {Map<number, Connection>} */
  const connections = new Map();
  let running = true;
  let looked = 0;
  if (listens) poller.add(EventObject.server(listener), ONCE);

  function acceptAll() {
    let fd = accept(listener);
    for (; fd >= 0; fd = accept(listener)) take(fd);
    const server = EventObject.server(listener);
    if (fd === -errno.EAGAIN) poller.modify(server, ONCE);
    else setTimeout(() => running && poller.modify(server, ONCE), RETRY_MS);
  }

  /** @param {number} fd */
  function take(fd) {
    poller.add(EventObject.client(fd));
    connections.set(fd, {
      fd,
      parser: new RequestParser(),
      text: "",
      answers: [],
      waiting: 0,
      isNew: true,
      isLast: false,
      since: performance.now(),
      interest: Interest.Readable,
    });
  }

  /** @param {Connection} connection */
  function close({ fd }) {
    connections.delete(fd);
    poller.delete(fd); // before the number can be another connection's
    sys.close(fd);
  }

  /** @param {Connection} connection */
  function read(connection) {
    const length = sys.read(connection.fd, bytes);
    if (length === -errno.EAGAIN) return;
    if (length <= 0) return close(connection); // the end, or a reset
    if (connection.isLast) return; // the last answer has been sent
    if (!connection.parser.isInside) connection.since = performance.now(); // a request begins
    connection.parser.push(bytes.subarray(0, length));
    answerAll(connection);
  }

  /** Answers the requests that have come, as long as the client takes the answers. @param {Connection} connection */
  function answerAll(connection) {
    let hasMore = true;
    while (hasMore && connection.answers.length === 0 && connections.has(connection.fd)) {
      answerSome(connection);
      hasMore = connection.waiting > MAX_WAITING;
      send(connection);
    }
  }

  /** Answers until so much waits to be sent that the rest has time. @param {Connection} connection */
  function answerSome(connection) {
    const { parser } = connection;
    try {
      while (!connection.isLast && connection.waiting <= MAX_WAITING) {
        const request = parser.next();
        if (request === undefined) break;
        connection.isLast = !request.keepAlive || !running;
        put(connection, request.method, answerTo(request), connection.isLast);
      }
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      connection.isLast = true;
      put(connection, "", { status: error.status, body: `${error.message}\n` }, true);
    }
  }

  /** @param {import("./http-parser.mjs").Request} request */
  function answerTo(request) {
    if (request.method !== "GET" && request.method !== "HEAD" && request.method !== "POST") {
      return { status: 405, body: "Method Not Allowed\n" };
    }
    return handle(request);
  }

  /** @param {Connection} connection @param {string} method @param {Response_} answer @param {boolean} isLast */
  function put(connection, method, { status = 200, type = "text/plain", body }, isLast) {
    connection.isNew = false;
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const end = isLast ? "Connection: close\r\n" : "";
    const head = `HTTP/1.1 ${status} ${STATUS[status] ?? ""}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n${end}\r\n`;
    // The answer to HEAD has the head of that to GET.
    const content = method === "HEAD" ? "" : body;
    connection.text += typeof content === "string" ? head + content : head;
    connection.waiting += head.length + (content === "" ? 0 : length);
    if (typeof content === "string") return;
    encode(connection);
    connection.answers.push(content);
  }

  /** Turns the text into bytes. @param {Connection} connection */
  function encode(connection) {
    if (connection.text === "") return;
    connection.answers.push(Buffer.from(connection.text));
    connection.text = "";
  }

  /** Writes what the socket takes; then waits for room, for the next request, or ends. @param {Connection} connection */
  function send(connection) {
    encode(connection);
    const { fd, answers } = connection;
    while (answers.length > 0) {
      const [first] = answers;
      const sent = answers.length === 1 && first ? sys.write(fd, first) : sys.writev(fd, answers.slice(0, 64));
      if (sent === -errno.EAGAIN) break;
      if (sent < 0) return close(connection); // the client has gone
      connection.waiting -= sent;
      connection.since = performance.now();
      drop(answers, sent);
    }
    // Only the sending side: to close a socket that has unread bytes resets it, and the client might lose the answer.
    if (answers.length === 0 && connection.isLast) sys.shutdown(fd, constants.SHUT_WR ?? 1);
    const interest = answers.length > 0 ? Interest.Writable : Interest.Readable;
    if (interest !== connection.interest) poller.modify(EventObject.client(fd), { interest });
    connection.interest = interest;
  }

  function endLateOnes() {
    const now = performance.now();
    // To look at each connection costs too much to be done for every request.
    if (running && now - looked < lookMs) return;
    looked = now;
    for (const connection of connections.values()) {
      const { parser, answers, since } = connection;
      const isIdle = (connection.isLast || !parser.isInside) && answers.length === 0;
      const mayIdle = running || connection.isLast ? idleMs : connection.isNew ? lastMs : 0;
      if (now - since > (isIdle ? mayIdle : slowMs)) close(connection);
    }
  }

  async function run() {
    while (running || connections.size > 0) {
      const ready = await poller.waitAsync(lookMs);
      for (const { fd, kind } of ready) {
        const connection = connections.get(fd);
        if (kind === EventKind.Server) acceptAll();
        else if (connection?.interest === Interest.Writable) {
          send(connection);
          // Requests may have come meanwhile that were not answered yet.
          answerAll(connection);
        } else if (connection !== undefined) read(connection);
      }
      endLateOnes();
    }
    poller.close();
  }

  return {
    port: listens ? /** @type {{ port: number }} */ (localAddress(listener)).port : -1,
    /** Serves a connection that somebody else has accepted. */
    take,
    /** Resolves when the last connection has ended. */
    ended: run(),
    /** Takes no more connections, and ends each after the answer under way. */
    stop() {
      if (!running) return;
      running = false;
      if (listens) {
        acceptAll(); // who has connected is served
        poller.delete(listener);
        sys.close(listener);
      }
      poller.notify();
    },
  };
}

/** Drops so many bytes from the front. @param {Uint8Array[]} parts @param {number} count */
function drop(parts, count) {
  let rest = count;
  let whole = 0;
  while (whole < parts.length && rest >= (parts[whole]?.length ?? 0)) rest -= parts[whole++]?.length ?? 0;
  parts.splice(0, whole);
  if (rest > 0 && parts[0] !== undefined) parts[0] = parts[0].subarray(rest);
}

/** @type {Record<number, string>} */
const STATUS = {
  200: "OK",
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  431: "Request Header Fields Too Large",
  501: "Not Implemented",
};

if (process.argv[1]?.endsWith("http-server.mjs")) {
  const server = serve({
    port: Number(process.argv[2] ?? 8080),
    handle: ({ method, target, body }) => {
      if (target === "/echo" && method === "POST") return { body, type: "application/octet-stream" };
      if (target === "/large") return { body: "x".repeat(1_000_000) };
      return target === "/" ? { body: "hello\n" } : { status: 404, body: "Not Found\n" };
    },
  });
  console.log(`http://127.0.0.1:${server.port}`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.stop());
  await server.ended;
}
