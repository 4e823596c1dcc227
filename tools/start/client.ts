import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../lib/failure.ts";
import { EchoCheck } from "./echo-check.ts";
import type { Behaviour, Plan } from "./messages.ts";

interface ClientSetting {
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
export async function runClient(setting: ClientSetting): Promise<string | undefined> {
  const { host, port, plan, start, onConnect, onMessage } = setting;
  const check = new EchoCheck(onMessage);
  // allowHalfOpen: the end of the echo must be seen, and not answered by Node itself.
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  const client = { socket, check, ...plan };
  const broken = new Promise<never>((_, reject) => {
    const fail = (why: string) => reject(new Error(`${why}, at ${check.place}`));
    socket.setTimeout(SILENCE_MS, () => fail(`nothing came for ${SILENCE_MS / 1000} s`));
    socket.on("error", (error) => fail(error.message));
    socket.on("end", () => check.complete || fail("the connection ended early"));
    socket.on("close", () => fail("the connection was closed before its end was seen"));
    socket.on("data", (chunk) => {
      const trouble = check.take(chunk);
      if (trouble !== undefined) reject(new Error(trouble));
    });
  });
  const conversation = async () => {
    await once(socket, "connect");
    onConnect();
    await start;
    await BEHAVIOURS[plan.behaviour](client);
  };
  try {
    await Promise.race([broken, conversation()]);
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    socket.destroy();
  }
}

interface Client extends Plan {
  readonly socket: Socket;
  readonly check: EchoCheck;
}

function send({ socket, check }: Client, message: Buffer): void {
  check.expect(message);
  socket.write(message);
}

/** Sends each message when the one before has come back. */
async function sendInTurns(client: Client, messages: readonly Buffer[]): Promise<void> {
  for (const message of messages) {
    send(client, message);
    while (!client.check.complete) await once(client.socket, "data");
  }
}

const largest = (messages: readonly Buffer[]) => messages.reduce((a, b) => (b.length > a.length ? b : a));

/** Rude clients do so when half of their messages have come back: by then the connection is in full use. */
const firstHalf = (messages: readonly Buffer[]) => messages.slice(0, messages.length / 2);

const BEHAVIOURS: Record<Behaviour, (client: Client) => Promise<unknown>> = {
  async talk(client) {
    await sendInTurns(client, client.messages);
    client.socket.end();
    await once(client.socket, "end");
  },

  async "half-close"(client) {
    for (const message of client.messages) send(client, message);
    client.socket.end();
    // Reading late, so that the server's writes find no room and it must keep what it has read.
    client.socket.pause();
    await sleep(LATE_MS);
    client.socket.resume();
    await once(client.socket, "end");
  },

  async reset(client) {
    await sendInTurns(client, firstHalf(client.messages));
    send(client, largest(client.messages));
    await once(client.socket, "data"); // an echo is coming, and most of it is still on its way
    client.socket.resetAndDestroy();
  },

  async vanish({ socket, ...client }) {
    await sendInTurns({ socket, ...client }, firstHalf(client.messages));
    const message = largest(client.messages);
    socket.removeAllListeners("data").pause(); // its echo stays unread
    await new Promise((resolve) => socket.write(message.subarray(0, Math.ceil(message.length / 2)), resolve));
  },
};
