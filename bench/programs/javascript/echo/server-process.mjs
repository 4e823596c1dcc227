// The requests that every echo server answers: "usage" with its processor time in microseconds (getrusage(2), all threads), and "memory"
// with its resident bytes and those of the JavaScript heap.

import { memory } from "../memory.mjs";
import { reply, runtime } from "../protocol.mjs";

export const answers = {
  usage() {
    const { user, system } = process.cpuUsage();
    return { cpu: user + system };
  },
  memory,
};

/** Announces the port that clients connect to. @param {number} port */
export function listening(port) {
  reply({ about: runtime(), port });
}

/** @param {string} request */
export async function answerTo(request) {
  return (await answers[/** @type {keyof typeof answers} */ (request)]?.()) ?? null;
}
