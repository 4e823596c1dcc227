import { once } from "node:events";
import { readdirSync } from "node:fs";
import { get } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../../programs/http-server.mjs";
import { RUNTIMES, runProgram } from "../processes.ts";

const descriptors = () => readdirSync("/dev/fd").length;
const running: ReturnType<typeof serve>[] = [];
let before = 0;
beforeEach(() => {
  before = descriptors();
});
afterEach(async () => {
  for (const server of running.splice(0)) {
    server.stop();
    await server.ended;
  }
  // The clients close theirs a moment later.
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

// Open beforehand what the process keeps for good, such as the host's own descriptors.
serve({ handle: () => ({ body: "" }) }).stop();

function start(limits: Parameters<typeof serve>[0]["limits"] = {}) {
  const server = serve({
    limits,
    handle: ({ target, body }) => {
      if (target === "/large") return { body: "x".repeat(1_000_000) };
      return { body: target === "/echo" ? body : `you asked for ${target}\n` };
    },
  });
  running.push(server);
  return server;
}

const ask = (target: string, more = "") => `GET ${target} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const answer = (body: string, more = "") =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

/** Sends, and resolves with all that comes until the other side ends it. */
async function talk(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const got = readAll(socket);
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(5);
  }
  return got;
}

async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1");
}

test("a client of node:http gets its answer", async () => {
  const { port } = start();
  const [response] = await once(get({ port, path: "/a" }), "response");
  expect(response.statusCode).toBe(200);
  expect(await readAll(response)).toBe("you asked for /a\n");
});

test("requests that come together are answered in their order, and the last one ends the connection", async () => {
  const { port } = start();
  const all = Array.from({ length: 1_000 }, (_, index) => `/${index}`);
  const text = all.map((target, index) => ask(target, index === 999 ? "Connection: close\r\n" : "")).join("");
  const got = await talk(port, text);
  const bodies = all.map((target, index) =>
    answer(`you asked for ${target}\n`, index === 999 ? "Connection: close\r\n" : ""),
  );
  expect(got).toBe(bodies.join(""));
});

test("a body is answered, also where it comes in pieces", async () => {
  const { port } = start();
  const head = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n";
  expect(await talk(port, head.slice(0, 30), head.slice(30), "01234", "56789")).toBe(
    answer("0123456789", "Connection: close\r\n"),
  );
});

test("HEAD gets the head of what GET gets", async () => {
  const { port } = start();
  const got = await talk(port, "HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  expect(got).toBe(answer("you asked for /a\n", "Connection: close\r\n").slice(0, -17));
});

describe("what is not a request", () => {
  test.each([
    ["hello\r\n\r\n", "400 Bad Request"],
    [ask("/", "Transfer-Encoding: chunked\r\n"), "501 Not Implemented"],
    [ask("/", `X: ${"x".repeat(20_000)}\r\n`), "431 Request Header Fields Too Large"],
  ])("%# ends the connection with its reason, behind the answers before it", async (text, status) => {
    const { port } = start();
    const got = await talk(port, ask("/a") + text);
    expect(got.startsWith(answer("you asked for /a\n"))).toBe(true);
    expect(got).toContain(`HTTP/1.1 ${status}\r\n`);
    expect(got).toContain("Connection: close\r\n");
  });

  test("other methods are not allowed, and the connection goes on", async () => {
    const { port } = start();
    const got = await talk(port, "DELETE / HTTP/1.1\r\nHost: x\r\n\r\n", ask("/a", "Connection: close\r\n"));
    expect(got).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n/);
    expect(got).toContain("you asked for /a\n");
  });
});

test("a client that does not read holds up nobody, and gets all of it when it does", async () => {
  const { port } = start();
  const late = connect(port, "127.0.0.1").pause();
  await once(late, "connect");
  late.write(ask("/large").repeat(19) + ask("/large", "Connection: close\r\n"));
  await sleep(200);
  expect(await talk(port, ask("/a", "Connection: close\r\n"))).toContain("you asked for /a\n");
  const got = await readAll(late);
  expect(got.length).toBe(20 * answer("x".repeat(1_000_000)).length + "Connection: close\r\n".length);
});

test("an answer that ends the connection arrives whole, although more was sent that nobody reads", async () => {
  const { port } = start();
  const socket = connect(port, "127.0.0.1");
  const got = readAll(socket);
  socket.write(ask("/large", "Connection: close\r\n"));
  for (let index = 0; index < 100; index++) socket.write("x".repeat(10_000));
  expect(await got).toBe(answer("x".repeat(1_000_000), "Connection: close\r\n"));
});

test("clients that reset leave the others alone", async () => {
  const { port } = start();
  for (let index = 0; index < 50; index++) {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(ask("/large"));
    if (index % 2 === 0) await sleep(1);
    socket.resetAndDestroy();
  }
  expect(await talk(port, ask("/a", "Connection: close\r\n"))).toContain("you asked for /a\n");
});

test("stop ends idle connections, finishes the answers under way, and takes no more", async () => {
  const server = start();
  const idle = connect(server.port, "127.0.0.1");
  const busy = connect(server.port, "127.0.0.1").pause();
  await Promise.all([once(idle, "connect"), once(busy, "connect")]);
  busy.write(ask("/large"));
  await sleep(50);
  server.stop();
  expect(await readAll(idle)).toBe("");
  busy.resume();
  expect(await readAll(busy)).toBe(answer("x".repeat(1_000_000)));
  await server.ended;
  await expect(once(connect(server.port, "127.0.0.1"), "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

describe("a slow client", () => {
  const HALF = "GET / HTTP/1.1\r\nHo";
  /** Long enough for a busy machine, and longer than the other limit, which must not be the one that is felt. */
  const SHORT = 400;
  const NEVER = 60_000;

  test.each([
    ["half a head", HALF],
    ["half a body", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234"],
  ])("that sends %s is dropped after the request limit, while others are served", async (_, sent) => {
    const { port } = start({ idleMs: NEVER, slowMs: SHORT, lookMs: 10 });
    const began = performance.now();
    const late = talk(port, sent);
    expect(await talk(port, ask("/a", "Connection: close\r\n"))).toContain("you asked for /a\n");
    expect(await late).toBe("");
    expect(performance.now() - began).toBeGreaterThanOrEqual(SHORT);
  });

  test("that does not read is dropped after the same limit, but not one that reads slowly", async () => {
    const { port } = start({ idleMs: NEVER, slowMs: SHORT, lookMs: 10 });
    const began = performance.now();
    const deaf = connect(port, "127.0.0.1").pause();
    const slow = connect(port, "127.0.0.1").pause();
    await Promise.all([once(deaf, "connect"), once(slow, "connect")]);
    for (const socket of [deaf, slow]) socket.write(ask("/large").repeat(39) + ask("/large", "Connection: close\r\n"));
    const whole = 40 * answer("x".repeat(1_000_000)).length + "Connection: close\r\n".length;
    let length = 0;
    slow.on("data", (bytes) => {
      length += bytes.length;
      slow.pause();
      // However large the pieces are: the whole takes half as long again as the limit.
      setTimeout(() => slow.resume(), began + 1.5 * SHORT * (length / whole) - performance.now());
    });
    slow.resume();
    await once(slow, "end");
    expect(length).toBe(whole);
    expect(performance.now() - began).toBeGreaterThan(SHORT);
    // What the kernel had buffered can still be read.
    const got = await readAll(deaf).catch(() => "");
    expect(got.length).toBeLessThan(whole);
  });

  test("is dropped after the idle limit between requests, but not while it sends requests", async () => {
    const { port } = start({ idleMs: SHORT, slowMs: NEVER, lookMs: 10 });
    const socket = connect(port, "127.0.0.1");
    const ended = once(socket, "end");
    let last = 0;
    for (let asked = 0; asked < 10; asked++) {
      socket.write(ask("/a"));
      await once(socket, "data");
      last = performance.now();
      await sleep(SHORT / 5);
    }
    await ended;
    expect(performance.now() - last).toBeGreaterThanOrEqual(SHORT - 1);
  });

  test("has the whole request limit, however long the connection was idle before", async () => {
    const { port } = start({ idleMs: NEVER, slowMs: SHORT, lookMs: 10 });
    const socket = connect(port, "127.0.0.1");
    const got = readAll(socket);
    await sleep(2 * SHORT);
    socket.write(HALF);
    await sleep(SHORT / 3);
    socket.write("st: x\r\nConnection: close\r\n\r\n");
    expect(await got).toBe(answer("you asked for /\n", "Connection: close\r\n"));
  });
});

describe.each(RUNTIMES)("as a program under $runtime", ({ runtime, missing }) => {
  test.skipIf(missing)("it serves, and SIGINT ends it", async () => {
    const { process: child, port, ended } = await runProgram(runtime, "http-server.mjs", "0");
    expect(await talk(port, ask("/", "Connection: close\r\n"))).toBe(answer("hello\n", "Connection: close\r\n"));
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: "" });
  });
});
