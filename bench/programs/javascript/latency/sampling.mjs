// Samples wake-ups that arrive as callbacks on the host's event loop.

import { percentiles } from "../protocol.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./writer.mjs").startWriter>>} Writer */

/** @param {Writer} writer */
export function callbackSampling(writer) {
  /** @type {(latency: number) => void} */
  let take = () => {};
  return {
    /** Call this once the bytes have been read. */
    arrived() {
      take(writer.since());
    },
    /** @param {number} count */
    async sample(count) {
      /** @type {number[]} */
      const samples = [];
      for (let i = 0; i < count; i++) {
        const arrival = new Promise((resolve) => {
          take = resolve;
        });
        writer.ask();
        samples.push(await arrival);
      }
      return percentiles(samples);
    },
  };
}

/**
 * Makes two connected sockets.
 *
 * @param {any} backend
 * @returns {[number, number]}
 */
export function socketPair({ sys, constants }) {
  const fds = new Int32Array(2);
  const type = constants.SOCK_STREAM | constants.SOCK_NONBLOCK | constants.SOCK_CLOEXEC;
  if (sys.socketpair(constants.AF_UNIX, type, 0, fds) < 0) throw new Error("socketpair failed");
  return [fds[0] ?? -1, fds[1] ?? -1];
}
