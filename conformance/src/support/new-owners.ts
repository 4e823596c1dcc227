import assert from "node:assert/strict";
import type { Waker } from "../adapter.ts";
import { assertSilent } from "./events.ts";
import type { Fixture } from "./fixture.ts";
import { isLinux } from "./system.ts";

/** The new owner of the number of a closed poller's waker, which would notice a stray wake. */
export interface NewOwner {
  assertUntouched(): void;
  /** Checks that a wake would have been noticed, and leaves no trace. */
  assertWouldNotice(): void;
}

/**
 * Takes the number of a closed poller's waker; undefined if another thread of the runtime took it first. A stray wake writes to
 * that number on Linux; on Darwin it triggers a user event in it, which only a kqueue has.
 */
export function takeNumber(fixture: Fixture, { fd }: Waker): NewOwner | undefined {
  return isLinux(fixture.module) ? counterOwner(fixture, fd) : pollerOwner(fixture, fd);
}

/** A counter to which only this thread adds. */
function counterOwner(fixture: Fixture, wanted: number): NewOwner | undefined {
  const { sys, errno } = fixture.module;
  const counter = fixture.counter();
  const owner = counter === wanted ? counter : fixture.duplicate(counter, wanted);
  if (owner !== wanted) return undefined;
  const read = () => sys.read(owner, new Uint8Array(8));
  return {
    assertUntouched: () => assert.equal(read(), -errno.EAGAIN!, `the new owner of number ${owner} was written to`),
    assertWouldNotice: () => {
      fixture.count(owner);
      assert.equal(read(), 8, "a write would have been seen");
    },
  };
}

/** Another poller, watched by a third one, which sees a wake even if nobody waits. */
function pollerOwner(fixture: Fixture, wanted: number): NewOwner | undefined {
  // A new descriptor gets the lowest free number, so those below the wanted one are taken first.
  let heir = fixture.poller({ maxEvents: 8 });
  while (heir.waker.fd < wanted) heir = fixture.poller({ maxEvents: 8 });
  if (heir.waker.fd !== wanted) return undefined;
  const watcher = fixture.poller({ maxEvents: 8 });
  watcher.add({ fd: heir.fd, kind: 1 });
  return {
    assertUntouched: () => assertSilent(watcher, `the new owner of number ${wanted} was woken`),
    assertWouldNotice: () => {
      heir.notify();
      assert.equal(watcher.wait(0).length, 1, "a wake would have been seen");
      assert.equal(heir.wait(0).length, 0);
    },
  };
}
