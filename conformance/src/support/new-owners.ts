import assert from "node:assert/strict";
import type { Waker } from "../adapter.ts";
import { assertSilent } from "./events.ts";
import type { Fixture } from "./fixture.ts";
import { isLinux } from "./system.ts";

/** Who has the number of a closed poller's waker by now, and would notice a wake that is not meant for it. */
export interface NewOwner {
  assertUntouched(): void;
  /** That a wake would have been noticed. Afterwards it is as it was. */
  assertWouldNotice(): void;
}

/**
 * Takes the number of a closed poller's waker at once; undefined if another thread of the runtime was quicker. A wake that
 * goes astray writes to whoever has the number on Linux, and triggers a user event in it on Darwin, which only a kqueue has.
 */
export function takeNumber(fixture: Fixture, { fd }: Waker): NewOwner | undefined {
  return isLinux(fixture.module) ? counterOwner(fixture, fd) : pollerOwner(fixture, fd);
}

/** A counter, to which nobody but this thread may add. */
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

/** Another poller, watched by one more: a wake ends no wait of its, because nobody waits, and shows all the same. */
function pollerOwner(fixture: Fixture, wanted: number): NewOwner | undefined {
  // A new descriptor has the lowest number that is free: those below the wanted one are taken first.
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
