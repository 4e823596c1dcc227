// The requests that every server answers: "usage" with its processor time in microseconds (getrusage(2), all threads), and "memory"
// with its resident bytes and those of the JavaScript heap.

import { memory } from "../memory.mjs";
import { reply, runtime, serve } from "../protocol.mjs";

export const answers = {
  usage() {
    const { user, system } = process.cpuUsage();
    return { cpu: user + system };
  },
  memory,
};

/** Listens with one of Node's servers, and answers requests. @param {import("node:net").Server} server */
export async function serveListening(server) {
  await new Promise((resolve) =>
    server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => resolve(undefined)),
  );
  const address = server.address();
  await serve(answers, { port: typeof address === "object" ? address?.port : undefined });
}

/** Announces the port that clients connect to. @param {number} port */
export function listening(port) {
  reply({ about: runtime(), port });
}

/** @param {string} request */
export async function answerTo(request) {
  return (await answers[/** @type {keyof typeof answers} */ (request)]?.()) ?? null;
}
