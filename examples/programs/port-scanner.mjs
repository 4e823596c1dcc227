// Which ports of a machine answer: node port-scanner.mjs 127.0.0.1 1 1024
//
// A connection that is not accepted may take minutes to fail. connectTcp only starts one; `writable` waits until it is there or has failed, for
// as long as we like, and a hundred of them wait at the same time on one thread.

import { connectTcp, errno, release, socketError, sys, writable } from "pollio";

const AT_A_TIME = 100;
const PATIENCE_MS = 1_000;

/** @typedef {"open" | "closed" | "silent"} State A silent one answers nothing: a firewall drops what is sent to it. */

/** @param {string} host @param {number} port @param {number} [timeoutMs] @returns {Promise<State>} */
export async function probe(host, port, timeoutMs = PATIENCE_MS) {
  let fd;
  try {
    fd = connectTcp({ host, port });
  } catch (error) {
    // This machine's own ports may refuse at once.
    if (/** @type {{ code?: string }} */ (error).code === "ECONNREFUSED") return "closed";
    throw error;
  }
  try {
    const readiness = await writable(fd, { timeoutMs });
    if (readiness === 0) return "silent";
    const error = -socketError(fd);
    if (error === 0) return "open";
    return error === errno.ECONNREFUSED || error === errno.ECONNRESET ? "closed" : "silent";
  } finally {
    release(fd); // before the number can be another descriptor's
    sys.close(fd);
  }
}

/** Probes all ports of a range, so many at a time, and returns those that are open. @param {string} host @param {number} first @param {number} last */
export async function scan(host, first, last, timeoutMs = PATIENCE_MS) {
  /** @type {number[]} */
  const open = [];
  let next = first;
  const one = async () => {
    while (next <= last) {
      const port = next++;
      if ((await probe(host, port, timeoutMs)) === "open") open.push(port);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  return open.sort((a, b) => a - b);
}

if (process.argv[1]?.endsWith("port-scanner.mjs")) {
  const [, , host = "127.0.0.1", first = "1", last = "1024"] = process.argv;
  for (const port of await scan(host, Number(first), Number(last))) console.log(port);
}
