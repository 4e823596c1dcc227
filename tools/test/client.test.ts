import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runClient } from "../start/client.ts";
import { makePool, type Plan, planClient } from "../start/messages.ts";

const pool = makePool(7);
const plans = Array.from({ length: 4 }, (_, index) => planClient(index, 7, pool));

let behave: (socket: Socket) => void;
let server: Server;
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    behave(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

async function runPlan(plan: Plan) {
  let messages = 0;
  const { port } = server.address() as AddressInfo;
  const trouble = await runClient({
    host: "127.0.0.1",
    port,
    plan,
    start: Promise.resolve(),
    onConnect() {},
    onMessage() {
      messages += 1;
    },
  });
  return { trouble, messages };
}

const planOf = (behaviour: string) => plans.find((plan) => plan.behaviour === behaviour)!;

describe("with a correct server", () => {
  beforeEach(() => {
    behave = (socket) => socket.pipe(socket);
  });

  test.each(["talk", "half-close"])("a client that does %s gets every message", async (behaviour) => {
    const plan = planOf(behaviour);
    expect(await runPlan(plan)).toEqual({ trouble: undefined, messages: plan.messages.length });
  });

  test.each(["reset", "vanish"])(
    "a client that does %s gets half of them and ends without trouble",
    async (behaviour) => {
      const plan = planOf(behaviour);
      const { trouble, messages } = await runPlan(plan);
      expect(trouble).toBeUndefined();
      expect(messages).toBeGreaterThanOrEqual(plan.messages.length / 2);
      expect(messages).toBeLessThanOrEqual(plan.messages.length / 2 + 1);
    },
  );
});

describe.each(["talk", "half-close", "reset", "vanish"])("a client that does %s", (behaviour) => {
  test("detects a wrong byte", async () => {
    let seen = 0;
    behave = (socket) =>
      socket.on("data", (chunk) => {
        seen += chunk.length;
        if (seen > 50_000) chunk[chunk.length - 1] = ~(chunk[chunk.length - 1] ?? 0);
        socket.write(chunk);
      });
    expect((await runPlan(planOf(behaviour))).trouble).toContain("the echo differs at byte");
  });

  test("detects a server that closes early", async () => {
    behave = (socket) => socket.once("data", (chunk) => socket.end(chunk));
    expect((await runPlan(planOf(behaviour))).trouble).toMatch(/ended early|ECONNRESET|EPIPE/);
  });

  test("detects a server that resets the connection", async () => {
    behave = (socket) => socket.once("data", () => socket.resetAndDestroy());
    expect((await runPlan(planOf(behaviour))).trouble).toMatch(/ECONNRESET|EPIPE|closed before/);
  });
});

test("a client that half-closes detects bytes missing at the end", async () => {
  behave = (socket) => {
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => socket.end(Buffer.concat(chunks).subarray(0, -1)));
  };
  expect((await runPlan(planOf("half-close"))).trouble).toContain("the connection ended early");
});
