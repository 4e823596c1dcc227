import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, assertWorks, one } from "../support/events.ts";
import { isLinux } from "../support/system.ts";

export const nesting: readonly Case[] = [
  {
    name: "nesting.a-poller-in-a-poller",
    covers: ["fd", "add", "wait"],
    run(fixture) {
      const [outer, inner] = [fixture.poller(), fixture.poller()];
      const { reader, writer } = fixture.pipe();
      inner.add({ fd: reader, kind: 2 });
      outer.add({ fd: inner.fd, kind: 1 });
      assertSilent(outer, "nothing is ready in the inner poller");
      fixture.send(writer);
      const event = one(outer);
      assert.deepEqual([event.fd, event.kind, event.readiness], [inner.fd, 1, fixture.module.Readiness.Readable]);
      assert.equal(one(inner).fd, reader);
      fixture.drain(reader);
      // A kqueue counts its queued events and checks whether they still hold only during a wait.
      if (!isLinux(fixture.module)) assertSilent(inner, "nothing is left");
      assertSilent(outer, "the inner poller was drained");
      inner.notify();
      assert.equal(one(outer).fd, inner.fd, "a wake of the inner poller makes it readable");
      assert.equal(inner.wait(0).length, 0);
      assertSilent(outer, "a wait on the inner poller consumes it");
      outer.delete(inner.fd);
    },
  },
  {
    name: "nesting.a-poller-cannot-be-written-to",
    covers: ["fd", "add", "modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [outer, inner] = [fixture.poller(), fixture.poller()];
      const event = { fd: inner.fd, kind: 1 };
      outer.add(event, { interest: Interest.Writable });
      assertSilent(outer, "nothing is ready in the inner poller");
      inner.add({ fd: fixture.readyPipe().reader, kind: 2 });
      assertSilent(outer, "it is readable, but there is no interest in that");
      outer.modify(event, { interest: Interest.Readable | Interest.Writable });
      assert.equal(one(outer).readiness, Readiness.Readable);
      outer.modify(event, { interest: Interest.Writable });
      assertSilent(outer, "the interest is gone");
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
      // Darwin ranks a kqueue by what it was ever nested in, and refuses more than cycles (kqueue_kqfilter in kern_event.c).
      if (!isLinux(fixture.module)) return;
      c.add({ fd, kind: 1 });
      assertSilent(c, "the cycle was broken, and nothing is ready");
    },
  },
];
