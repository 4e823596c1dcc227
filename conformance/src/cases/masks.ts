import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { bySystem, isLinux } from "../support/system.ts";

/** The masks of the next batch, which has one descriptor. */
function masks(fixture: Fixture, fd: number, interest: number): number[] {
  const poller = fixture.poller();
  poller.add({ fd, kind: 2 }, { interest });
  const ready = poller.wait(fixture.patienceMs);
  const read = () => Array.from({ length: ready.length }, (_, index) => ready.mask(index));
  const first = read();
  // Readiness may have to look at the descriptor, and remembers in the same word that it did.
  for (let index = 0; index < ready.length; index++) ready.readiness(index);
  assert.deepEqual(read(), first, "it does not depend on what was asked before");
  return first;
}

/** The bits of Darwin's flags that say what happened: EV_EOF, and none of those that the registration was made with. */
const EOF = 0x8000_0000;

/** `mask`: what the kernel reported. The numbers are epoll_ctl(2)'s and kqueue(2)'s, repeated on purpose. */
export const rawMasks: readonly Case[] = [
  {
    name: "ready.mask.what-the-kernel-reports",
    covers: ["ReadyEvents.mask"],
    run(fixture) {
      const { Readable, Writable, ReadClosed } = fixture.module.Interest;
      const linux = isLinux(fixture.module);
      const expect = (fd: number, interest: number, epoll: number, filter: number, ended = false) => {
        const seen = masks(fixture, fd, interest);
        if (linux) return assert.deepEqual(seen, [epoll]);
        assert.deepEqual([seen.length, seen[0]! & 0xffff, (seen[0]! & EOF) !== 0], [1, filter, ended]);
      };
      const [end, other] = fixture.pair();
      expect(end, Writable, 0x4, 0xfffe);
      fixture.send(other);
      expect(end, Readable, 0x1, 0xffff);
      assert.equal(fixture.module.sys.shutdown(other, fixture.module.constants.SHUT_WR!), 0);
      expect(end, Readable, 0x2001, 0xffff, true);
      expect(end, ReadClosed, 0x2000, 0xffff, true);
      fixture.close(other);
      expect(end, 0, 0x10, 0xffff, true);
      expect(end, Readable, 0x2011, 0xffff, true);
      const { reader, writer } = fixture.pipe();
      const written = fixture.poller();
      written.add({ fd: writer, kind: 1 }, { interest: Writable });
      fixture.close(reader);
      const ready = written.wait(fixture.patienceMs);
      for (let i = 0; i < 3; i++) {
        const mask = bySystem(fixture, { linux: ready.mask(0), darwin: (ready.mask(0) & (EOF | 0xffff)) >>> 0 });
        assert.equal(mask, linux ? 0xc : EOF + 0xfffe, "without a trace of how it was looked at");
        ready.readiness(0);
      }
    },
  },
  {
    name: "ready.mask.unsigned-and-0-outside",
    covers: ["ReadyEvents.mask", "close"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const ready = poller.wait(fixture.patienceMs);
      assert.ok(ready.mask(0) > 0 && Number.isInteger(ready.mask(0)));
      const outside = [-1, 1, 0.5, Number.NaN, 2 ** 31, 2 ** 32, Number.POSITIVE_INFINITY, "0", undefined, null];
      for (const index of outside) assert.equal(ready.mask(index as number), 0, String(index));
      poller.delete(reader);
      assert.ok(ready.mask(0) > 0, "also of what is stale");
      poller.close();
      assert.equal(ready.mask(0), 0, "after close");
    },
  },
];
