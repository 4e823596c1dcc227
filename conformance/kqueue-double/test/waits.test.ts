import { spawn } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import koffi from "koffi";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildLibrary } from "../build.mjs";
import { c, ok, own } from "./support/calls.ts";
import { change, decode, kevent, kqueue, memory, one, ready, run, timespec } from "./support/kevents.ts";
import { E, EV, EVFILT, NOTE } from "./support/numbers.ts";
import { pipe, read, write } from "./support/streams.ts";

const { READ, WRITE, USER } = EVFILT;

const milliseconds = (action: () => void): number => {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

/** A kevent() that blocks, in a thread of the runtime's pool; the promise is how many events it gave, with them. */
function inAnotherThread(kq: number, room = 4): Promise<{ count: number; idents: number[] }> {
  const events = memory(room);
  return new Promise((resolve, reject) => {
    c.kevent.async(kq, null, 0, events, room, null, (error: unknown, count: number) => {
      if (error) reject(error);
      else resolve({ count, idents: decode(events, Math.max(count, 0)).map(({ ident }) => ident) });
    });
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("timeouts", () => {
  test("nanoseconds count, and a wait never ends early", () => {
    const kq = kqueue();
    for (const nanoseconds of [200_000, 700_000, 1_500_000]) {
      const waits = Array.from({ length: 20 }, () => milliseconds(() => run(kq, [], 1, timespec(0, nanoseconds))));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(nanoseconds / 1e6);
      expect(Math.min(...waits)).toBeLessThan(nanoseconds / 1e6 + 0.5);
    }
  });

  test("an invalid timespec is EINVAL, before any other check", () => {
    const kq = kqueue();
    for (const [seconds, nanoseconds] of [
      [0, 1_000_000_000],
      [0, -1],
      [-1, 0],
      [100_000_001, 0],
    ] as const) {
      expect(kevent(kq, [], 1, timespec(seconds, nanoseconds))).toBe(-E.INVAL);
      expect(kevent(-1, [], 0, timespec(seconds, nanoseconds))).toBe(-E.INVAL);
    }
    const [, writer] = pipe();
    change(kq, WRITE, writer, EV.ADD);
    expect(run(kq, [], 1, timespec(100_000_000, 999_999_999))).toHaveLength(1);
  });

  test("without room for events it returns at once", () => {
    const kq = kqueue();
    const [, writer] = pipe();
    expect(run(kq, [{ ident: writer, filter: WRITE, flags: EV.ADD }], 0, null)).toEqual([]);
    expect(run(kq, [], 0, null)).toEqual([]);
    one(kq);
  });

  test("with receipts it does not wait", () => {
    const kq = kqueue();
    const [reader] = pipe();
    expect(run(kq, [{ ident: reader, filter: READ, flags: EV.ADD | EV.RECEIPT }], 4, null)).toHaveLength(1);
  });

  test("a signal ends a wait with EINTR", () => {
    const kq = kqueue();
    const heard = () => {};
    process.on("SIGUSR2", heard);
    onTestFinished(() => void process.off("SIGUSR2", heard));
    // Again and again: one that comes before the wait does not end it.
    const child = spawn("sh", ["-c", `while sleep 0.1; do kill -USR2 ${process.pid}; done`], { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    expect(kevent(kq, [], 1, timespec(10))).toBe(-E.INTR);
  });
});

describe("threads", () => {
  test("NOTE_TRIGGER from one thread wakes another that waits", async () => {
    const kq = kqueue();
    change(kq, USER, 6, EV.ADD | EV.CLEAR);
    const waiting = inAnotherThread(kq);
    await pause(30);
    change(kq, USER, 6, 0, { fflags: NOTE.TRIGGER });
    expect(await waiting).toEqual({ count: 1, idents: [6] });
  });

  test("adding a knote wakes a thread that already waits", async () => {
    const [outer, kq] = [kqueue(), kqueue()];
    change(outer, READ, kq, EV.ADD);
    const [reader, writer] = pipe();
    write(writer, 1);
    const waiting = inAnotherThread(outer);
    await pause(30);
    change(kq, READ, reader, EV.ADD);
    expect(await waiting).toEqual({ count: 1, idents: [kq] });
  });

  test("an event in an inner kqueue wakes a wait for the outer one, even if the inner one was added meanwhile", async () => {
    const [outer, inner] = [kqueue(), kqueue()];
    const [reader, writer] = pipe();
    change(inner, READ, reader, EV.ADD | EV.CLEAR);
    const waiting = inAnotherThread(outer);
    await pause(30);
    change(outer, READ, inner, EV.ADD);
    await pause(30);
    write(writer, 1);
    expect(await waiting).toEqual({ count: 1, idents: [inner] });
  });

  test("closing a kqueue ends the waits on it, and its number is free", async () => {
    const kq = c.kqueue();
    const waiting = [inAnotherThread(kq), inAnotherThread(kq)];
    await pause(30);
    ok(c.close(kq));
    for (const { count } of await Promise.all(waiting)) expect(count).toBe(-1);
    expect(own(c.dup(0))).toBe(kq);
  });

  test("and what they get is EBADF", async () => {
    const kq = c.kqueue();
    const script = new URL("support/waiter.mjs", import.meta.url);
    const worker = new Worker(script, { workerData: { library: buildLibrary(), kq } });
    onTestFinished(() => void worker.terminate());
    const next = () => once(worker, "message").then(([message]) => message);
    expect(await next()).toBe("waits now");
    await pause(50);
    ok(c.close(kq));
    expect(await next()).toEqual([-1, E.BADF]);
  });

  test("one of two threads gets what is reported once", async () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, READ, reader, EV.ADD | EV.CLEAR);
    change(kq, USER, 1, EV.ADD | EV.ONESHOT);
    const waiting = [inAnotherThread(kq), inAnotherThread(kq)];
    await pause(30);
    write(writer, 1);
    await Promise.race(waiting);
    change(kq, USER, 1, 0, { fflags: NOTE.TRIGGER });
    const idents = (await Promise.all(waiting)).flatMap((result) => result.idents);
    expect(idents.sort()).toEqual([1, reader].sort());
  });

  test("knotes come and go while other threads wait, and kqueues are closed while they are used", async () => {
    const [reader, writer] = pipe();
    write(writer, 1);
    for (let round = 0; round < 50; round++) {
      const kq = c.kqueue();
      const waiting = [inAnotherThread(kq, 1), inAnotherThread(kq, 1)];
      for (let i = 0; i < 20; i++) {
        change(kq, READ, reader, EV.ADD | EV.CLEAR);
        change(kq, READ, reader, EV.DELETE);
      }
      await pause(1);
      ok(c.close(kq));
      for (const { count } of await Promise.all(waiting)) expect([-1, 1]).toContain(count);
    }
  });

  test("an event loop can wait for a kqueue's descriptor", async () => {
    const kq = kqueue();
    const [reader, writer] = pipe();
    change(kq, READ, reader, EV.ADD);
    let called = 0;
    const poll = koffi.node.poll(kq, { readable: true }, () => called++);
    onTestFinished(() => poll.close());
    await pause(30);
    expect(called).toBe(0);
    write(writer, 1);
    await pause(30);
    expect(called).toBeGreaterThan(0);
    poll.stop();
    expect(ready(kq)).toHaveLength(1);
    expect(read(reader)).toEqual([1]);
    expect(ready(kq)).toEqual([]);
    called = 0;
    poll.start({ readable: true }, () => called++);
    await pause(30);
    expect(called).toBe(0);
  });
});
