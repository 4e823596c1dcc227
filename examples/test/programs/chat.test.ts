import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate as immediate, setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { startChat } from "../../programs/chat.mjs";
import { RUNTIMES, runProgram } from "../processes.ts";

/** The machine may be busy. */
const PATIENT = { timeout: 10_000 };

async function start(runtime: (typeof RUNTIMES)[number]["runtime"]) {
  const program = await runProgram(runtime, "chat.mjs", "0", "0");
  const [page = ""] = (await program.firstLine).split(" ");
  return { ...program, page, status: async () => (await fetch(page, { headers: { connection: "close" } })).text() };
}

/** Somebody who has connected; `said` is all that has come so far. */
class Guest {
  said = "";
  readonly socket: Socket;
  readonly ended: Promise<unknown>;

  constructor({ port }: { readonly port: number }) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setNoDelay().setEncoding("utf8");
    this.socket.on("error", () => {}); // a test that cares looks at what was said
    this.socket.on("data", (chunk) => {
      this.said += chunk;
    });
    this.ended = once(this.socket, "close");
    onTestFinished(() => void this.socket.destroy());
  }

  async has(...parts: readonly string[]): Promise<void> {
    const signal = AbortSignal.timeout(PATIENT.timeout);
    for (const part of parts) {
      while (!this.said.includes(part) && !signal.aborted) await once(this.socket, "data", { signal }).catch(() => {});
      expect(this.said).toContain(part);
    }
  }
}

async function join(program: { readonly port: number }, name: string): Promise<Guest> {
  const guest = new Guest(program);
  guest.socket.write(`${name}\n`);
  await guest.has("* here: ");
  return guest;
}

async function joinAll(program: { readonly port: number }, ...names: readonly string[]): Promise<Guest[]> {
  const guests: Guest[] = [];
  for (const name of names) guests.push(await join(program, name));
  return guests;
}

describe.each(RUNTIMES)("under $runtime", ({ runtime, missing }) => {
  test.skipIf(missing)(
    "a line goes to everyone else with its sender's name, even if a character arrives in two pieces",
    async () => {
      const program = await start(runtime);
      const [alice, bob, carol] = (await joinAll(program, "alice", "bob", "carol")) as [Guest, Guest, Guest];
      await alice.has("* here: nobody\n", "* bob has joined\n", "* carol has joined\n");
      await carol.has("* here: alice, bob\n");
      const bytes = Buffer.from("grüß dich\r\nzwei\n");
      for (const byte of bytes) {
        alice.socket.write(Buffer.of(byte));
        await sleep(1);
      }
      for (const guest of [bob, carol]) await guest.has("alice: grüß dich\nalice: zwei\n");
      expect(alice.said).not.toContain("zwei");
      expect(await program.status()).toBe("3 here: alice, bob, carol\n2 lines\n");
    },
  );

  test.skipIf(missing)(
    "a guest who hangs up or is reset in the middle of a line leaves, and the unfinished line is not sent",
    async () => {
      const program = await start(runtime);
      const [alice, bob, carol] = (await joinAll(program, "alice", "bob", "carol")) as [Guest, Guest, Guest];
      bob.socket.end("I was going to");
      await alice.has("* bob has left\n");
      carol.socket.write("so was");
      await sleep(20);
      carol.socket.resetAndDestroy();
      await alice.has("* carol has left\n");
      expect(alice.said).not.toMatch(/going|so was/);
      expect(await program.status()).toBe("1 here: alice\n0 lines\n");
    },
  );

  test.skipIf(missing)(
    "the longest allowed line is delivered, and a longer one disconnects only its sender, with the reason",
    async () => {
      const program = await start(runtime);
      const [alice, bob, carol] = (await joinAll(program, "alice", "bob", "carol")) as [Guest, Guest, Guest];
      bob.socket.write(`${"x".repeat(1_000)}\n`);
      await alice.has(`bob: ${"x".repeat(1_000)}\n`);
      // With and without an end of line, and with more bytes on the way that nobody reads.
      bob.socket.write(`${"y".repeat(1_001)}\n`);
      for (let part = 0; part < 100; part++) carol.socket.write("z".repeat(10_000));
      for (const guest of [bob, carol]) await guest.has("* your line is too long\n");
      await Promise.all([bob.ended, carol.ended]);
      await alice.has("* bob has left\n", "* carol has left\n");
      expect(alice.said).not.toMatch(/yy|zz/);
      await (await join(program, "bob")).has("* here: alice\n");
    },
  );

  test.skipIf(missing)("a name that is taken or invalid is refused", async () => {
    const program = await start(runtime);
    await join(program, "alice");
    for (const name of ["alice", "", "two words", "x".repeat(21)]) {
      const guest = new Guest(program);
      guest.socket.write(`${name}\n`);
      await guest.ended;
      expect(guest.said).toContain("* that name cannot be yours\n");
    }
    expect(await program.status()).toBe("1 here: alice\n0 lines\n");
  });

  test.skipIf(missing)("a guest who does not read is dropped, and the others receive every line", async () => {
    const program = await start(runtime);
    const [alice, bob, deaf] = (await joinAll(program, "alice", "bob", "deaf")) as [Guest, Guest, Guest];
    deaf.socket.pause();
    // More than the kernel buffers for a socket that is not read, but no faster than bob reads.
    const count = 20_000;
    const heard: number[] = [];
    for (let number = 0; number < count; number += 100) {
      bob.said = "";
      const lines = Array.from({ length: 100 }, (_, index) => `${number + index} ${"x".repeat(900)}`);
      alice.socket.write(`${lines.join("\n")}\n`);
      await bob.has(`alice: ${lines.at(-1)}\n`);
      for (const [, line] of bob.said.matchAll(/^alice: (\d+) x{900}$/gm)) heard.push(Number(line));
    }
    expect(heard).toEqual(Array.from({ length: count }, (_, number) => number));
    await alice.has("* deaf has left\n");
    expect(await program.status()).toBe(`2 here: alice, bob\n${count} lines\n`);
  });

  test.skipIf(missing)("the page answers while the chat is busy, and the chat while the page is", async () => {
    const program = await start(runtime);
    // As fast as the chat takes it, and alone, because no listener could keep up.
    const flood = await join(program, "flood");
    let lines = 0;
    let pouring = true;
    const poured = (async () => {
      for (; pouring; lines += 1_000) if (!flood.socket.write("x\n".repeat(1_000))) await once(flood.socket, "drain");
      flood.socket.end();
    })();
    for (let request = 0; request < 10; request++)
      expect(await program.status()).toMatch(/^1 here: flood\n\d+ lines\n$/);
    pouring = false;
    await poured;
    await expect.poll(program.status, PATIENT).toBe(`0 here: \n${lines} lines\n`);
    expect(lines).toBeGreaterThan(100_000);

    const [alice, bob] = (await joinAll(program, "alice", "bob")) as [Guest, Guest];
    const asked: Promise<string>[] = [];
    for (let line = 0; line < 10; line++) {
      for (let request = 0; request < 10; request++) asked.push(program.status());
      bob.socket.write(`line ${line}\n`);
      await alice.has(`bob: line ${line}\n`);
    }
    for (const status of await Promise.all(asked)) expect(status).toMatch(/ lines\n$/);
  });

  test.skipIf(missing)(
    "guests leave no descriptors behind, and a signal tells everyone before the program ends",
    async () => {
      const program = await start(runtime);
      // Linux alone shows the descriptors of another process.
      const descriptors = () =>
        process.platform === "linux" ? readdirSync(`/proc/${program.process.pid}/fd`).length : 0;
      const alice = await join(program, "alice");
      await program.status();
      const before = descriptors();
      for (let number = 0; number < 20; number++) {
        const guest = await join(program, `guest-${number}`);
        if (number % 2 === 0) guest.socket.end();
        else guest.socket.resetAndDestroy();
      }
      await alice.has("* guest-18 has left\n", "* guest-19 has left\n");
      await expect.poll(descriptors, PATIENT).toBeLessThanOrEqual(before);

      // A guest who never hangs up must not keep the program alive.
      program.process.kill("SIGSTOP"); // so that it has not been accepted yet when the signal arrives
      const stuck = connect({ port: program.port, host: "127.0.0.1", allowHalfOpen: true });
      onTestFinished(() => void stuck.destroy());
      const last = text(stuck);
      await once(stuck, "connect");
      program.process.kill("SIGTERM");
      program.process.kill("SIGCONT");
      await alice.has("* the chat ends\n");
      await alice.ended;
      expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
      await expect(once(connect(program.port, "127.0.0.1"), "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
      expect(await last).toBe("* what is your name?\n* the chat ends\n");
    },
  );
});

test("a guest who reads late receives every line, unless too much is waiting", async () => {
  const chat = startChat();
  const alice = await join(chat, "alice");
  const chunk = `${"x".repeat(899)}\n`.repeat(8);
  let said = 0;
  const say = async () => {
    alice.socket.write(chunk);
    said += 8;
    while (chat.status().lines < said) await immediate();
  };
  const isThere = (name: string) => chat.status().names.includes(name);

  // Find out how many chunks are too many: what the kernel buffers plus what the chat does.
  const deaf = await join(chat, "deaf");
  deaf.socket.pause();
  let most = 0;
  for (; isThere("deaf"); most++) await say();
  deaf.socket.destroy();

  // With a few fewer, the chat holds the last ones, behind a line that the socket has taken only in part. The kernel does not take equally
  // much each time.
  for (let chunks = most - 2, heard = false; !heard; chunks -= 3) {
    expect(chunks).toBeGreaterThan(most / 2);
    const late = await join(chat, "late");
    late.socket.pause();
    late.said = "";
    for (let count = 0; count < chunks; count++) await say();
    heard = isThere("late");
    const whole = chunk.replaceAll(/^/gm, "alice: ").slice(0, -"alice: ".length).repeat(chunks);
    late.socket.resume();
    if (heard) while (late.said.length < whole.length) await once(late.socket, "data");
    else await late.ended;
    expect(whole.startsWith(late.said)).toBe(true);
    late.socket.destroy();
    while (isThere("late")) await immediate();
  }
  chat.stop();
  await chat.ended;
});
