import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { isBun, startChild } from "../support/processes.ts";
import { isLinux } from "../support/system.ts";
import { startThread } from "../support/threads.ts";
import { endsByItself, livesOn, start } from "./keep-alive.ts";

/** Processes and threads that wait for single descriptors. */
export const descriptorHost: readonly Case[] = [
  livesOn("descriptors.alive.a-promise-keeps-the-process", "readable", "a pending promise keeps it"),
  livesOn("descriptors.alive.a-watch-keeps-the-process", "watch", "a watch keeps it"),
  livesOn("descriptors.alive.ref-keeps-it-again", "watch-ref", "ref undoes unref"),
  livesOn("descriptors.alive.beside-an-unrefd-watch", "watch-unref-readable", "a promise beside it counts"),
  endsByItself("descriptors.alive.an-unrefd-watch", "watch-unref", "a watch that does not count"),
  endsByItself("descriptors.alive.settled-promises", "readable-settled", "promises that have settled"),
  endsByItself("descriptors.alive.an-aborted-promise", "readable-aborted", "a promise that was aborted"),
  endsByItself("descriptors.alive.closed-watches", "watch-closed", "watches that were closed"),
  endsByItself("descriptors.alive.released", "watch-released", "a descriptor that was released"),
  endsByItself("descriptors.alive.a-worker-is-terminated", "watch-terminate", "the process goes on without its worker"),
  endsByItself("descriptors.alive.a-worker-ends-itself", "watch-worker-exit", "a worker that exits with a watch"),
  {
    name: "descriptors.alive.a-paused-watch-keeps-the-process",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "watch-paused");
      assert.deepEqual(await child.next(), { mode: "watch-paused" });
      child.process.stdin!.write("x");
      assert.deepEqual(await fixture.within(child.next(), "what it does later"), { later: true, calls: 0 });
      assert.equal(await fixture.within(child.exit, "its end"), 0, "it was closed then");
    },
  },
  {
    name: "descriptors.alive.exit-ends-at-once",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "watch-exit");
      assert.deepEqual(await child.next(), { mode: "watch-exit" });
      assert.equal(await fixture.within(child.exit), 7, "process.exit(7) with a watch");
    },
  },
  {
    name: "watch.throwing.is-an-uncaught-exception",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "watch-throws");
      assert.deepEqual(await child.next(), { mode: "watch-throws" });
      child.process.stdin!.write("x");
      const { uncaught, calls, others } = await fixture.within(child.next(), "what it saw");
      assert.deepEqual(uncaught, ["call 1", "call 2", "call 3"], "each is one");
      assert.equal(calls, 3, "it goes on");
      assert.ok((others as number) >= 3, `others go on: ${others}`);
      assert.equal(await fixture.within(child.exit), 0);
    },
  },
  {
    name: "watch.throwing.ends-a-process-that-catches-nothing",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "watch-throws-uncaught");
      assert.deepEqual(await child.next(), { mode: "watch-throws-uncaught" });
      child.process.stdin!.write("x");
      assert.equal(await fixture.within(child.exit), 1);
    },
  },
  {
    name: "descriptors.in-workers",
    covers: ["readable"],
    needs: ["url"],
    timeoutMs: 60_000,
    async run(fixture) {
      const threads = await Promise.all(Array.from({ length: 3 }, () => startThread(fixture)));
      for (const thread of threads) thread.post({ do: "descriptors", rounds: 200 });
      const { reader, writer } = fixture.pipe();
      for (let round = 0; round < 50; round++) {
        const pending = fixture.module.readable(reader);
        fixture.send(writer);
        assert.equal(await fixture.within(pending), 1, "each thread has a poller of its own");
        fixture.drain(reader);
      }
      for (const thread of threads) {
        assert.deepEqual(await fixture.within(thread.next(), "a worker"), {
          readable: 200,
          calls: 200,
          timeouts: 5,
          released: "ERR_DESCRIPTOR_RELEASED",
          aborted: "AbortError",
        });
        // A worker that ends by itself leaves no descriptor open.
        thread.post({ do: "exit" });
        await fixture.within(thread.ended, "its end");
      }
    },
  },
  {
    name: "descriptors.refused.no-descriptor-free",
    covers: ["ready:EMFILE", "readable:EMFILE", "writable:EMFILE", "watch:EMFILE"],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "descriptors-no-descriptor-free");
      const { codes } = (await fixture.within(child.next())) as { codes: Record<string, string> };
      for (const name of ["ready", "readable", "writable", "watch"]) {
        assert.equal(codes[name], "EMFILE", name);
        fixture.witness(`${name}:EMFILE`);
      }
      assert.equal(codes.later, "0", "the thread's poller is opened once a descriptor is free");
      assert.equal(await fixture.within(child.exit), 0);
    },
  },
  {
    name: "descriptors.its-poller-was-closed-from-outside",
    covers: [],
    needs: ["url"],
    when: isLinux,
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "descriptors-poller-closed");
      const { rejected, later, calls } = (await fixture.within(child.next())) as Record<string, unknown>;
      assert.equal(rejected, "EBADF", "what was pending is rejected");
      assert.deepEqual([later, calls], [1, 1], "the next calls have another poller");
      child.process.kill();
    },
  },
  {
    name: "descriptors.heap-does-not-grow",
    covers: [],
    needs: ["url"],
    timeoutMs: 120_000,
    async run(fixture) {
      const child = startChild(fixture, "./loop-child.js", isBun ? [] : ["--expose-gc"], [
        fixture.backend.url!,
        "descriptors-heap",
      ]);
      const { grown } = (await child.next()) as { grown: Record<string, number> };
      for (const [what, bytes] of Object.entries(grown)) {
        assert.ok(bytes < 2_000_000, `${what}: ${bytes} bytes after so many rounds`);
      }
      assert.ok(Object.keys(grown).length >= 4);
    },
  },
];
