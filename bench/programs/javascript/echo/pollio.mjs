// The echo server of programs/c/echo.c with a backend's public API. "blocking" has the thread to itself; "async" leaves the thread to the
// runtime's event loop. Requests arrive through the same poller.
//
//   node pollio.mjs <backend's URL> blocking|async

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

raiseDescriptorLimit(backend);
const listener = listenTcp({ backlog: 4096 });
const poller = new OsPoller({ maxEvents: 1024 });
poller.add(EventObject.server(STDIN));
poller.add(EventObject.server(listener));
listening(localAddress(listener).port);

if (mode === "async") {
  for await (const ready of poller) if (serve(ready)) await answer();
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
