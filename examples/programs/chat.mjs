// A chat over TCP beside a node:http server, in one thread: node chat.mjs [port of the page] [port of the chat], then in another terminal:
// nc 127.0.0.1 8081
//
// Coming from Node: the page is served by callbacks on the event loop, as always. The chat waits for its sockets with a poller of its own, and
// `waitAsync` is one more promise on the same loop. The loop takes its turn between two batches of events, so neither side holds up the
// other, and both can share variables without a lock. The first line a guest sends is a name; every other line goes to everyone else.

import { createServer } from "node:http";
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
  Readiness,
  sys,
} from "pollio";

const NAME = /^[\w-]{1,20}$/;
/** The longest line in bytes: no guest can make the server buffer more. */
const MAX_LINE = 1_000;
/** A guest for whom more bytes than this are waiting reads too slowly, and is dropped. */
const MAX_UNSENT = 65_536;
/** How long a dismissed guest may take to hang up, in milliseconds. */
const LAST_MS = 1_000;
/** How long to wait for a free descriptor, in milliseconds. The listening socket is readable all the while, and would end every wait at once. */
const RETRY_MS = 100;
/** The listening socket is reported once, and then not until it is registered again. */
const ONCE = Object.freeze(/** @type {const} */ ({ trigger: "oneshot" }));

/**
 * @typedef {object} Guest
 * @property {number} fd
 * @property {string} name Empty until it is known.
 * @property {Buffer} line The beginning of a line, whose end has not come yet.
 * @property {Buffer} unsent Bytes that wait for room in the socket.
 * @property {boolean} isLast Whether the guest has been dismissed: nothing more is read from it or sent to it.
 */

/** Serves a chat until `stop` is called. @param {{ host?: string, port?: number }} options */
export function startChat({ host = "127.0.0.1", port = 0 } = {}) {
  const poller = new OsPoller();
  const listener = listenTcp({ host, port });
  const bytes = Buffer.alloc(65_536); // shared by all guests
  /** @type {Map<number, Guest>} */
  const guests = new Map();
  let lines = 0;
  let running = true;
  const server = EventObject.server(listener);
  poller.add(server, ONCE);

  const names = () => [...guests.values()].map(({ name }) => name).filter((name) => name !== "");

  function acceptAll() {
    let fd = accept(listener);
    for (; fd >= 0; fd = accept(listener)) {
      poller.add(EventObject.client(fd));
      const guest = { fd, name: "", line: Buffer.alloc(0), unsent: Buffer.alloc(0), isLast: false };
      guests.set(fd, guest);
      send(guest, "* what is your name?\n");
    }
    if (fd === -errno.EAGAIN) poller.modify(server, ONCE);
    else setTimeout(() => running && poller.modify(server, ONCE), RETRY_MS);
  }

  /** @param {Guest} guest */
  function read(guest) {
    const length = sys.read(guest.fd, bytes);
    if (length === -errno.EAGAIN) return;
    if (length <= 0) return leave(guest); // the end, or a reset; an unfinished line is lost
    if (guest.isLast) return;
    // A character may arrive in two pieces, so only whole lines are decoded.
    const rest = Buffer.concat([guest.line, bytes.subarray(0, length)]);
    const end = rest.lastIndexOf(10) + 1;
    const whole = rest.toString("utf8", 0, end).split("\n").slice(0, -1);
    guest.line = rest.subarray(end);
    if (guest.line.length > MAX_LINE || whole.some((line) => Buffer.byteLength(line) > MAX_LINE)) {
      return dismiss(guest, "* your line is too long\n");
    }
    hear(
      guest,
      whole.map((line) => line.replace(/\r$/, "")),
    );
  }

  /** @param {Guest} guest @param {string[]} said */
  function hear(guest, said) {
    if (guest.name === "" && said.length > 0) {
      const name = said.shift() ?? "";
      if (!NAME.test(name) || names().includes(name)) return dismiss(guest, "* that name cannot be yours\n");
      send(guest, `* here: ${names().join(", ") || "nobody"}\n`);
      guest.name = name;
      tellOthers(guest, `* ${name} has joined\n`);
    }
    lines += said.length;
    if (said.length > 0) tellOthers(guest, said.map((line) => `${guest.name}: ${line}\n`).join(""));
  }

  /** @param {Guest} from @param {string} text */
  function tellOthers(from, text) {
    for (const guest of guests.values()) if (guest !== from && guest.name !== "") send(guest, text);
  }

  /** Sends what the socket takes, and keeps a limited rest. @param {Guest} guest @param {string} [text] */
  function send(guest, text = "") {
    if (guest.isLast && text !== "") return;
    const isWaiting = guest.unsent.length > 0;
    const all = isWaiting ? Buffer.concat([guest.unsent, Buffer.from(text)]) : Buffer.from(text);
    // While bytes are waiting, the socket is full: only an event changes that.
    const sent = isWaiting && text !== "" ? 0 : sys.write(guest.fd, all);
    if (sent < 0 && sent !== -errno.EAGAIN) return leave(guest);
    guest.unsent = all.subarray(Math.max(sent, 0));
    if (guest.unsent.length > MAX_UNSENT) return leave(guest); // reads too slowly
    const waits = guest.unsent.length > 0;
    if (waits !== isWaiting) {
      poller.modify(EventObject.client(guest.fd), {
        interest: waits ? Interest.Readable | Interest.Writable : Interest.Readable,
      });
    }
    hangUp(guest);
  }

  /** Sends a last line, then waits for the guest to hang up. @param {Guest} guest @param {string} text */
  function dismiss(guest, text) {
    send(guest, text);
    guest.isLast = true;
    hangUp(guest);
    setTimeout(leave, LAST_MS, guest);
  }

  /** Ends the sending side only: closing a socket with unread bytes resets it, and the last line might be lost. @param {Guest} guest */
  function hangUp(guest) {
    if (guest.isLast && guest.unsent.length === 0) sys.shutdown(guest.fd, constants.SHUT_WR ?? 1);
  }

  /** @param {Guest} guest */
  function leave(guest) {
    if (guests.get(guest.fd) !== guest) return; // has left already
    guests.delete(guest.fd);
    poller.delete(guest.fd); // before the number can be another guest's
    sys.close(guest.fd);
    if (guest.name !== "" && running) tellOthers(guest, `* ${guest.name} has left\n`);
    poller.notify(); // `run` may be waiting for the last one
  }

  async function run() {
    while (running || guests.size > 0) {
      for (const { fd, kind, readiness } of await poller.waitAsync()) {
        const guest = guests.get(fd);
        if (kind === EventKind.Server) acceptAll();
        if (guest !== undefined && readiness & Readiness.Writable) send(guest);
        // The write may have found that the guest has gone.
        if (guest !== undefined && guests.get(fd) === guest && readiness & ~Readiness.Writable) read(guest);
      }
    }
    poller.close();
  }

  return {
    port: /** @type {{ port: number }} */ (localAddress(listener)).port,
    status: () => ({ names: names(), lines }),
    /** Resolves when the last guest has gone. */
    ended: run(),
    /** Accepts no more guests, and dismisses those that are there. */
    stop() {
      if (!running) return;
      acceptAll(); // guests that have connected are told, too
      running = false;
      poller.delete(listener);
      sys.close(listener);
      for (const guest of guests.values()) dismiss(guest, "* the chat ends\n");
      poller.notify();
    },
  };
}

if (process.argv[1]?.endsWith("chat.mjs")) {
  const [pagePort = 8080, chatPort = 8081] = process.argv.slice(2).map(Number);
  const chat = startChat({ port: chatPort });
  const page = createServer((_request, response) => {
    const { names, lines } = chat.status();
    response.end(`${names.length} here: ${names.join(", ")}\n${lines} lines\n`);
  });
  page.listen(pagePort, "127.0.0.1", () => {
    const address = /** @type {import("node:net").AddressInfo} */ (page.address());
    console.log(`http://127.0.0.1:${address.port} is the page of the chat at 127.0.0.1:${chat.port}`);
  });
  const stop = () => {
    chat.stop();
    page.close();
    page.closeIdleConnections();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
  await chat.ended;
}
