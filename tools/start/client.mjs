import { connect } from "node:net";
import { EchoCheck } from "./echo-check.mjs";

/**
 * @typedef {object} ClientSetting
 * @property {string} host
 * @property {number} port
 * @property {import("./messages.mjs").Plan} plan
 * @property {Promise<unknown>} start Nothing is sent before: all clients are connected at once.
 * @property {() => void} onConnect
 * @property {(bytes: number) => void} onMessage A message came back whole and right.
 */

/** How long a client waits without getting anything. Long, because the machine may be busy. */
const SILENCE_MS = 20_000;

/** How late a client begins to read when it sends everything at once. */
const LATE_MS = 100;

/**
 * Runs one client to its end.
 *
 * @param {ClientSetting} setting
 * @returns {Promise<string | undefined>} What went wrong, if anything did.
 */
export function runClient({ host, port, plan, start, onConnect, onMessage }) {
  return new Promise((resolve) => {
    const check = new EchoCheck(onMessage);
    // allowHalfOpen: the end of the echo must be seen, and not answered by Node itself.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    /** @param {string} [trouble] */
    const finish = (trouble) => {
      socket.destroy();
      resolve(trouble);
    };
    socket.setTimeout(SILENCE_MS, () => finish(`nothing came for ${SILENCE_MS / 1000} s, at ${check.place}`));
    socket.on("error", (error) => finish(`${error.message}, at ${check.place}`));
    socket.on("end", () => finish(check.complete ? undefined : `the connection ended early, at ${check.place}`));
    socket.on("close", () => finish(`the connection was closed before its end was seen, at ${check.place}`));
    const behave = BEHAVIOURS[plan.behaviour]({ socket, plan, check, finish });
    socket.on("data", (chunk) => {
      const trouble = check.take(chunk);
      if (trouble === undefined) behave.onData();
      else finish(trouble);
    });
    socket.on("connect", async () => {
      onConnect();
      await start;
      behave.begin();
    });
  });
}

/**
 * @typedef {object} Conversation
 * @property {import("node:net").Socket} socket
 * @property {import("./messages.mjs").Plan} plan
 * @property {EchoCheck} check
 * @property {(trouble?: string) => void} finish
 *
 * @typedef {{ begin(): void, onData(): void }} Behaving
 */

/**
 * Sends a message each time that the one before has come back; then calls `after`.
 *
 * @param {Conversation} conversation
 * @param {readonly Buffer[]} messages
 * @param {() => void} after
 * @returns {Behaving}
 */
function inTurns({ socket, check }, messages, after) {
  let next = 0;
  const begin = () => {
    const message = messages[next];
    next += 1;
    if (message === undefined) return after();
    check.expect(message);
    socket.write(message);
  };
  return { begin, onData: () => check.complete && begin() };
}

/** Half of a plan's messages come back before a client is rude, so that the connection is in full use by then. @param {Conversation} c */
const firstHalf = ({ plan }) => plan.messages.slice(0, plan.messages.length / 2);

/** @param {Conversation} conversation */
const largest = ({ plan }) => plan.messages.reduce((a, b) => (b.length > a.length ? b : a));

/** @type {Record<import("./messages.mjs").Behaviour, (conversation: Conversation) => Behaving>} */
const BEHAVIOURS = {
  talk(conversation) {
    return inTurns(conversation, conversation.plan.messages, () => conversation.socket.end());
  },

  "half-close": ({ socket, plan, check }) => ({
    begin() {
      for (const message of plan.messages) {
        check.expect(message);
        socket.write(message);
      }
      socket.end();
      // Reading late, so that the server's writes find no room and it must keep what it has read.
      socket.pause();
      setTimeout(() => socket.resume(), LATE_MS);
    },
    onData() {},
  }),

  reset(conversation) {
    const { socket, check, finish } = conversation;
    let last = false;
    const talk = inTurns(conversation, firstHalf(conversation), () => {
      last = true;
      check.expect(largest(conversation));
      socket.write(largest(conversation));
    });
    return {
      begin: talk.begin,
      onData() {
        if (!last) return talk.onData();
        // An echo is coming, and most of it is still on its way.
        socket
          .removeAllListeners("close")
          .removeAllListeners("error")
          .on("error", () => {});
        socket.once("close", () => finish());
        socket.resetAndDestroy();
      },
    };
  },

  vanish(conversation) {
    const { socket, finish } = conversation;
    return inTurns(conversation, firstHalf(conversation), () => {
      const message = largest(conversation);
      socket
        .removeAllListeners("close")
        .removeAllListeners("error")
        .on("error", () => {});
      socket.removeAllListeners("data").pause(); // its echo stays unread
      socket.once("close", () => finish());
      socket.write(message.subarray(0, Math.ceil(message.length / 2)), () => socket.destroy());
    });
  },
};
