import { once } from "node:events";
import { connect } from "node:net";
import { EventObject, listenTcp, localAddress, OsPoller, pipe, sys } from "pollio";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  accept,
  Cancelled,
  join,
  Runtime,
  read,
  sleep,
  TimedOut,
  type Wait,
  within,
  write,
} from "../../programs/coroutines.mjs";

let runtime: Runtime;
beforeEach(() => {
  runtime = new Runtime();
});
afterEach(() => runtime.close());

const NOTHING = new Uint8Array(1);

test("coroutines sleep, and go on in the order of their times", async () => {
  const order: number[] = [];
  function* late(ms: number) {
    yield* sleep(ms);
    order.push(ms);
    return ms;
  }
  function* main() {
    const tasks = [30, 10, 20].map((ms) => runtime.spawn(late(ms)));
    const results = [];
    for (const task of tasks) results.push(yield* join(task));
    return results;
  }
  expect(await runtime.run(main())).toEqual([30, 10, 20]);
  expect(order).toEqual([10, 20, 30]);
});

test("a server of coroutines echoes what fifty clients send, more than the buffers hold", async () => {
  const listener = listenTcp({ port: 0 });
  const { port } = localAddress(listener) as { port: number };
  const sent = Buffer.alloc(300_000, "0123456789");
  let served = 0;
  function* client(fd: number) {
    const bytes = new Uint8Array(8_192);
    try {
      for (;;) {
        const length = yield* read(fd, bytes);
        if (length <= 0 || (yield* write(fd, bytes.subarray(0, length))) < 0) return;
      }
    } finally {
      runtime.release(fd);
      sys.close(fd);
      served++;
    }
  }
  function* main() {
    const tasks = [];
    for (let index = 0; index < 50; index++) tasks.push(runtime.spawn(client(yield* accept(listener))));
    for (const task of tasks) yield* join(task);
  }
  const echoes = Array.from({ length: 50 }, async () => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }).setNoDelay();
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.end(sent);
    await once(socket, "end");
    return Buffer.concat(chunks).equals(sent);
  });
  await runtime.run(main());
  expect(await Promise.all(echoes)).toEqual(Array(50).fill(true));
  expect(served).toBe(50);
  sys.close(listener);
});

test("what waits too long is ended where it waits, and its descriptor is free for another", async () => {
  const [reader, writer] = pipe();
  let cleaned = false;
  function* waits() {
    try {
      yield* read(reader, NOTHING);
    } finally {
      cleaned = true;
    }
  }
  function* main() {
    try {
      yield* within(runtime, 20, waits());
    } catch (error) {
      expect(error).toBeInstanceOf(TimedOut);
    }
    sys.write(writer, NOTHING);
    return yield* within(runtime, 5_000, read(reader, new Uint8Array(8)));
  }
  expect(await runtime.run(main())).toBe(1);
  expect(cleaned).toBe(true);
  for (const fd of [reader, writer]) sys.close(fd);
});

test("a coroutine that is cancelled cancels what it waits for", async () => {
  const [reader, writer] = pipe();
  const ended: string[] = [];
  function* inner() {
    try {
      yield* read(reader, NOTHING);
    } finally {
      ended.push("inner");
    }
  }
  function* outer() {
    try {
      yield* within(runtime, 5_000, inner());
    } finally {
      ended.push("outer");
    }
  }
  function* main() {
    const task = runtime.spawn(outer());
    yield* sleep(5);
    runtime.cancel(task);
    try {
      yield* join(task);
    } catch (error) {
      expect(error).toBeInstanceOf(Cancelled);
    }
    yield* sleep(1);
  }
  await runtime.run(main());
  expect(ended).toEqual(["outer", "inner"]);
  for (const fd of [reader, writer]) sys.close(fd);
});

test("what a coroutine throws reaches who joins it, and else ends the run", async () => {
  function* fails(): Generator<Wait, never> {
    yield* sleep(1);
    throw new Error("on purpose");
  }
  function* joins() {
    try {
      yield* join(runtime.spawn(fails()));
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  }
  expect(await runtime.run(joins())).toBe("on purpose");
  function* ignores() {
    runtime.spawn(fails());
    yield* sleep(1_000);
  }
  await expect(runtime.run(ignores())).rejects.toThrow("on purpose");
});

test("beside it, another poller works", async () => {
  const [reader, writer] = pipe();
  const poller = new OsPoller();
  poller.add(EventObject.client(reader));
  const pending = poller.waitAsync();
  function* main() {
    yield* sleep(5);
    sys.write(writer, NOTHING);
    yield* sleep(5);
  }
  await runtime.run(main());
  expect((await pending).length).toBe(1);
  poller.close();
  for (const fd of [reader, writer]) sys.close(fd);
});
