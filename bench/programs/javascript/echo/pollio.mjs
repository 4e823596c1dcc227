// The echo server of programs/c/echo.c with a backend's public API. "blocking" has the thread to itself; "async" leaves the thread to the
// runtime's event loop; "batched" reads from all ready clients by one call, and answers them by another. Requests arrive through the same
// poller.
//
//   node pollio.mjs <backend's URL> blocking|async|batched

import { writeSync } from "node:fs";
import { raiseDescriptorLimit } from "../descriptors.mjs";
import { answerTo, listening } from "./server-process.mjs";

const [backendUrl = "", mode] = process.argv.slice(2);
const backend = await import(backendUrl);
const { EventObject, Interest, OsPoller, accept, errno, listenTcp, localAddress, sys } = backend;
const STDIN = 0;
const bytes = new Uint8Array(65_536); // shared by all clients: only bytes that cannot be sent at once are copied
/** Bytes still owed to a client, which is not read from meanwhile. @type {Map<number, Uint8Array>} */
const unsent = new Map();

/** Not a multiple of a page, so that the first bytes of all clients do not compete for the same lines of the processor's cache. */
const STRIDE = 16_384 + 64;
const MAX_EVENTS = 1024;

raiseDescriptorLimit(backend);
const listener = listenTcp({ backlog: 4096 });
const poller = new OsPoller({ maxEvents: MAX_EVENTS });
poller.add(EventObject.server(STDIN));
poller.add(EventObject.server(listener));
listening(localAddress(listener).port);

if (mode === "async") {
  for await (const ready of poller) if (serve(ready)) await answer();
}
if (mode === "batched") {
  const exchange = batches();
  for (;;) if (exchange(poller.wait(-1))) await answer();
}
for (;;) if (serve(poller.wait(-1))) await answer();

/** Returns whether there is a request. @param {any} ready */
function serve(ready) {
  const { length } = ready;
  let asked = false;
  for (let i = 0; i < length; i++) {
    const fd = ready.fd(i);
    if (fd === listener) acceptAll();
    else if (fd === STDIN) asked = true;
    else if (unsent.size > 0 && unsent.has(fd)) sendRest(fd);
    else receive(fd);
  }
  return asked;
}

/** Makes a function that serves a whole batch, and returns whether there is a request. */
function batches() {
  const memory = new Uint8Array(MAX_EVENTS * STRIDE);
  const numbers = () => /** @type {any} */ (new Int32Array(MAX_EVENTS));
  const fds = numbers();
  const offsets = numbers();
  const lengths = numbers();
  const read = numbers();
  const written = numbers();

  return (/** @type {any} */ ready) => {
    const { length } = ready;
    let asked = false;
    let clients = 0;
    for (let i = 0; i < length; i++) {
      const fd = ready.fd(i);
      if (fd === listener) acceptAll();
      else if (fd === STDIN) asked = true;
      else if (unsent.size > 0 && unsent.has(fd)) sendRest(fd);
      else fds[clients++] = fd;
    }
    sys.readAll(fds, clients, memory, STRIDE, read);
    let answers = 0;
    for (let i = 0; i < clients; i++) {
      const fd = fds[i];
      const got = read[i];
      if (got <= 0) {
        if (got !== -errno.EAGAIN) drop(fd);
        continue;
      }
      fds[answers] = fd;
      offsets[answers] = i * STRIDE;
      lengths[answers++] = got;
    }
    sys.writeAll(fds, answers, memory, offsets, lengths, written);
    for (let i = 0; i < answers; i++) {
      const sent = written[i];
      if (sent === lengths[i]) continue;
      if (sent < 0 && sent !== -errno.EAGAIN) drop(fds[i]);
      else keep(fds[i], memory.slice(offsets[i] + Math.max(sent, 0), offsets[i] + lengths[i]));
    }
    return asked;
  };
}

function acceptAll() {
  for (let fd = accept(listener); fd >= 0; fd = accept(listener)) poller.add(EventObject.client(fd));
}

/** @param {number} fd */
function receive(fd) {
  const length = sys.read(fd, bytes);
  if (length <= 0) {
    if (length !== -errno.EAGAIN) drop(fd);
    return;
  }
  const sent = sys.write(fd, bytes, 0, length);
  if (sent === length) return;
  if (sent < 0 && sent !== -errno.EAGAIN) drop(fd);
  else keep(fd, bytes.slice(Math.max(sent, 0), length));
}

/** @param {number} fd @param {Uint8Array} rest */
function keep(fd, rest) {
  unsent.set(fd, rest);
  poller.modify(EventObject.client(fd), { interest: Interest.Writable });
}

/** @param {number} fd */
function sendRest(fd) {
  const rest = unsent.get(fd) ?? bytes;
  const sent = sys.write(fd, rest);
  if (sent < 0) {
    if (sent !== -errno.EAGAIN) drop(fd);
  } else if (sent < rest.length) {
    unsent.set(fd, rest.subarray(sent));
  } else {
    unsent.delete(fd);
    poller.modify(EventObject.client(fd));
  }
}

/** @param {number} fd */
function drop(fd) {
  poller.delete(fd); // before the number can be reused for another client
  sys.close(fd);
  unsent.delete(fd);
}

async function answer() {
  const length = sys.read(STDIN, bytes);
  if (length <= 0) process.exit(0);
  const request = new TextDecoder().decode(bytes.slice(0, length)).trim();
  writeSync(1, `${JSON.stringify(await answerTo(request))}\n`);
}
