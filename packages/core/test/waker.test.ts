import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { closeWaker, createWaker, wakeThrough } from "../src/poller/waker.ts";

test("an open waker writes to its descriptor and returns true", () => {
  const written: number[] = [];
  expect(wakeThrough(createWaker(7), { wake: (fd) => written.push(fd) })).toBe(true);
  expect(written).toEqual([7]);
});

test("a closed waker writes nothing and returns false", () => {
  const waker = createWaker(7);
  expect(closeWaker(waker)).toBe(true);
  expect(wakeThrough(waker, { wake: () => expect.unreachable() })).toBe(false);
});

test("close waits until a thread inside wake has left", async () => {
  const waker = createWaker(7);
  // Inside as `wake` is, for 100 ms.
  const worker = new Worker(
    `const { workerData, parentPort } = require("node:worker_threads");
     const state = new Int32Array(workerData);
     Atomics.add(state, 0, 1);
     parentPort.postMessage("inside");
     setTimeout(() => { Atomics.sub(state, 0, 1); Atomics.notify(state, 0); }, 100);`,
    { eval: true, workerData: waker.state },
  );
  await new Promise((resolve) => worker.once("message", resolve));
  const start = performance.now();
  expect(closeWaker(waker)).toBe(true);
  expect(performance.now() - start).toBeGreaterThan(50);
  await worker.terminate();
});

test("close gives up on a thread that never leaves, and reports that the descriptor is not safe to close", () => {
  const waker = createWaker(7);
  Atomics.add(new Int32Array(waker.state), 0, 1);
  expect(closeWaker(waker)).toBe(false);
});

test("a failed write leaves nobody inside", () => {
  const waker = createWaker(7);
  expect(() =>
    wakeThrough(waker, {
      wake: () => {
        throw new Error("no");
      },
    }),
  ).toThrow("no");
  expect(closeWaker(waker)).toBe(true);
});
