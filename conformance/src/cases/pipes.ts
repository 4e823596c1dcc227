import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Case } from "../case.ts";
import { assertSilent, assertToldOnce, copy, descriptors, one } from "../support/events.ts";
import { PATIENCE_MS } from "../support/fixture.ts";

/** Echoes each line. It needs only the shell, so that the suite runs in minimal images. */
const ECHO = 'while IFS= read -r line; do printf "%s\\n" "$line"; done';

/** Pipes: both ends, closed from either side, and connected to a child process. */
export const pipes: readonly Case[] = [
  {
    name: "pipes.both-ends",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      poller.add({ fd: reader, kind: 1 });
      poller.add({ fd: writer, kind: 2 }, { interest: Interest.Writable });
      assert.deepEqual(descriptors(poller.wait(0)), [writer]);
      fixture.send(writer);
      const seen = copy(poller.wait(0)).sort((a, b) => a.kind - b.kind);
      assert.deepEqual(
        seen.map(({ fd, readiness }) => [fd, readiness]),
        [
          [reader, Readiness.Readable],
          [writer, Readiness.Writable],
        ],
      );
      assert.equal(fixture.drain(reader), 1);
      assert.deepEqual(descriptors(poller.wait(0)), [writer]);
    },
  },
  {
    name: "pipes.the-writer-goes",
    covers: ["wait"],
    run(fixture) {
      const { Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      poller.add({ fd: reader, kind: 1 }, { trigger: "edge" });
      fixture.send(writer);
      assert.equal(one(poller).readiness, Readiness.Readable);
      const twin = fixture.duplicate(writer);
      fixture.close(writer);
      assertSilent(poller, "another writer is still open");
      fixture.close(twin);
      const { readiness } = one(poller);
      assert.equal(readiness & Readiness.ReadClosed, Readiness.ReadClosed, "the last writer is closed");
      assert.equal(fixture.drain(reader), 1, "the writer left a byte");
      assertToldOnce(fixture, poller, "it is reported once");
    },
  },
  {
    name: "pipes.the-reader-goes",
    covers: ["wait"],
    run(fixture) {
      const { Interest, Readiness, errno, sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      poller.add({ fd: writer, kind: 2 }, { interest: Interest.Writable, trigger: "edge" });
      assert.equal(one(poller).readiness, Readiness.Writable);
      fixture.close(reader);
      const { readiness } = one(poller);
      assert.equal(readiness & Readiness.WriteClosed, Readiness.WriteClosed);
      assertToldOnce(fixture, poller, "it is reported once");
      assert.equal(sys.write(writer, new Uint8Array(1)), -errno.EPIPE!);
    },
  },
  {
    name: "pipes.room-again",
    covers: ["wait"],
    run(fixture) {
      const { Interest, Readiness, sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      const block = new Uint8Array(65_536);
      for (const trigger of ["edge", "oneshot"] as const) {
        while (sys.write(writer, block) > 0);
        poller.add({ fd: writer, kind: 2 }, { interest: Interest.Writable, trigger });
        assertSilent(poller, "the pipe is full");
        assert.ok(fixture.drain(reader) > 0);
        assert.equal(one(poller).readiness, Readiness.Writable, trigger);
        assertSilent(poller, `${trigger}: once is enough`);
        poller.delete(writer);
      }
    },
  },
  {
    name: "pipes.a-child-process",
    covers: ["add", "wait"],
    async run(fixture) {
      const { Interest, Readiness, constants, sys } = fixture.module;
      // Only the ends of this process: the child expects blocking ones.
      const fds = [new Int32Array(2), new Int32Array(2)] as const;
      for (const pair of fds) assert.equal(sys.pipe(pair), 0);
      const [[input, toChild], [fromChild, output]] = fds.map((pair) => [...pair].map((fd) => fixture.own(fd))) as [
        [number, number],
        [number, number],
      ];
      for (const fd of [toChild, fromChild]) {
        fixture.unblock(fd);
        // Else the child would inherit it and never see the end of its input.
        assert.equal(sys.fcntl(fd, constants.F_SETFD!, constants.FD_CLOEXEC!), 0);
      }
      const child = spawn("sh", ["-c", ECHO], { stdio: [input, output, "inherit"] });
      const ended = once(child, "exit");
      fixture.defer(() => {
        child.kill("SIGKILL");
        return ended;
      });
      await once(child, "spawn");
      fixture.close(input);
      fixture.close(output);
      const poller = fixture.poller();
      poller.add({ fd: toChild, kind: 1 }, { interest: Interest.Writable });
      poller.add({ fd: fromChild, kind: 2 });
      assert.equal(one(poller).fd, toChild);
      poller.delete(toChild);
      const bytes = new Uint8Array(64);
      for (const word of ["one\n", "another\n"]) {
        fixture.send(toChild, new TextEncoder().encode(word));
        assert.equal(one(poller).fd, fromChild);
        const length = sys.read(fromChild, bytes);
        assert.equal(new TextDecoder().decode(bytes.subarray(0, length)), word, "the child echoes");
      }
      fixture.close(toChild);
      const end = copy(poller.wait(PATIENCE_MS));
      assert.equal(end[0]!.readiness & Readiness.ReadClosed, Readiness.ReadClosed, "the child has ended");
      assert.equal(sys.read(fromChild, bytes), 0);
      assert.deepEqual(await fixture.within(ended), [0, null]);
    },
  },
];
