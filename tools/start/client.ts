import { connect, type Socket } from "node:net";
import { EchoCheck } from "./echo-check.ts";
import type { Behaviour, Plan } from "./messages.ts";

export interface ClientSetting {
  readonly host: string;
  readonly port: number;
  readonly plan: Plan;
  /** Nothing is sent before: all clients are connected at once. */
  readonly start: Promise<unknown>;
  onConnect(): void;
  /** A message came back whole and right. */
  onMessage(bytes: number): void;
}

/** How long a client waits without receiving anything. Long, because the machine may be busy. */
const SILENCE_MS = 20_000;

/** How late a client begins to read when it sends everything at once. */
const LATE_MS = 100;

/** Runs one client to its end; returns what went wrong, if anything did. */
export function runClient({
  host,
  port,
  plan,
  start,
  onConnect,
  onMessage,
}: ClientSetting): Promise<string | undefined> {
  return new Promise((resolve) => {
    const check = new EchoCheck(onMessage);
    // allowHalfOpen: the end of the echo must be seen, and not answered by Node itself.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const finish = (trouble?: string) => {
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

interface Conversation {
  readonly socket: Socket;
  readonly plan: Plan;
  readonly check: EchoCheck;
  finish(trouble?: string): void;
}

interface Behaving {
  begin(): void;
  onData(): void;
}

/** Sends a message each time the one before has come back; then calls `after`. */
function inTurns({ socket, check }: Conversation, messages: readonly Buffer[], after: () => void): Behaving {
  let next = 0;
  const begin = () => {
    const message = messages[next];
    next += 1;
    if (message === undefined) return after();
    check.expect(message);
    socket.write(message);
  };
  return { begin, onData: () => void (check.complete && begin()) };
}

/** Half of a plan's messages come back before a client is rude with the largest one: by then the connection is in full use. */
function rudely(conversation: Conversation, rude: (largest: Buffer) => void): Behaving {
  const { messages } = conversation.plan;
  const largest = messages.reduce((a, b) => (b.length > a.length ? b : a));
  return inTurns(conversation, messages.slice(0, messages.length / 2), () => rude(largest));
}

/** From here on the connection may break in any way. */
function endSilently({ socket, finish }: Conversation): void {
  socket.removeAllListeners("close").removeAllListeners("error");
  socket.on("error", () => {}).once("close", () => finish());
}

const BEHAVIOURS: Record<Behaviour, (conversation: Conversation) => Behaving> = {
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
    const { socket, check } = conversation;
    let last = false;
    const talk = rudely(conversation, (message) => {
      last = true;
      check.expect(message);
      socket.write(message);
    });
    return {
      begin: talk.begin,
      onData() {
        if (!last) return talk.onData();
        // An echo is coming, and most of it is still on its way.
        endSilently(conversation);
        socket.resetAndDestroy();
      },
    };
  },

  vanish(conversation) {
    const { socket } = conversation;
    return rudely(conversation, (message) => {
      endSilently(conversation);
      socket.removeAllListeners("data").pause(); // its echo stays unread
      socket.write(message.subarray(0, Math.ceil(message.length / 2)), () => socket.destroy());
    });
  },
};
