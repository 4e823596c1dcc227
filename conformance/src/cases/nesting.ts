import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, assertWorks, one } from "../support/events.ts";

export const nesting: readonly Case[] = [
  {
    name: "nesting.a-poller-in-a-poller",
    covers: ["fd", "add", "wait"],
    run(fixture) {
      const [outer, inner] = [fixture.poller(), fixture.poller()];
      const { reader, writer } = fixture.pipe();
      inner.add({ fd: reader, kind: 2 });
      outer.add({ fd: inner.fd, kind: 1 });
      assertSilent(outer, "nothing is ready in the inner one");
      fixture.send(writer);
      const event = one(outer);
      assert.deepEqual([event.fd, event.kind, event.readiness], [inner.fd, 1, fixture.module.Readiness.Readable]);
      assert.equal(one(inner).fd, reader);
      fixture.drain(reader);
      assertSilent(outer, "the inner one was served");
      inner.notify();
      assert.equal(one(outer).fd, inner.fd, "a wake of the inner one is seen outside");
      assert.equal(inner.wait(0).length, 0);
      assertSilent(outer, "and taken by a wait inside");
      outer.delete(inner.fd);
    },
  },
  {
    name: "errors.add.ELOOP.a-cycle-of-pollers",
    covers: ["add:ELOOP"],
    run(fixture) {
      const [a, b, c] = [fixture.poller(), fixture.poller(), fixture.poller()] as const;
      a.add({ fd: b.fd, kind: 1 });
      b.add({ fd: c.fd, kind: 1 });
      const { fd } = a;
      const expected = { code: "ELOOP", syscall: /^(epoll_ctl|kevent)$/, fd };
      assertSystemError(fixture.module, () => b.add({ fd, kind: 1 }), expected);
      assertSystemError(fixture.module, () => c.add({ fd, kind: 1 }), expected);
      for (const poller of [a, b, c]) assertWorks(poller, fixture.readyPipe().reader);
      a.delete(b.fd);
      c.add({ fd, kind: 1 });
      assertSilent(c, "the cycle was opened, and nothing is ready");
    },
  },
];
